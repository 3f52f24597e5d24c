"""The documents of a compiled report beside writing the same words into a bare file of the same format."""

import io
import re
import zipfile
from xml.sax.saxutils import escape, unescape

import xlsxwriter
from django.utils import translation

from benchmarks import timing
from tests.tracking.midterm import samples
from tracking.documents.xlsx import CELL_LIMIT
from tracking.midterm import docx, xlsx
from tracking.midterm.xlsx_sheets import DATE, sheets

DATABASE = "none"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONSHIPS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)
CLOSING = "</w:body></w:document>"
PARAGRAPH = re.compile(r"<w:p>.*?</w:p>", re.DOTALL)
TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


class WrongAnswer(Exception):
    """The bare file does not hold the words of the report."""


def measure(recommendations, governments):
    """Yield a Measurement for DOCX and XLSX of a report in which every government answered everything."""
    content = samples.huge(recommendations, governments)
    size = f"{recommendations} recommendations x {governments} governments"
    with translation.override(content.language):
        words = paragraphs(rendered(docx, content))
        if paragraphs(bare_docx(words)) != words:
            raise WrongAnswer(size)
        yield timing.compare(f"docx: {size}", DATABASE, lambda: rendered(docx, content), [lambda: bare_docx(words)])
        rows = [list(sheet.rows) for sheet in sheets(content)]
        dates = [[column.kind == DATE for column in sheet.columns] for sheet in sheets(content)]
        yield timing.compare(
            f"xlsx: {size}", DATABASE, lambda: rendered(xlsx, content), [lambda: bare_xlsx(rows, dates)]
        )


def rendered(renderer, content):
    """The bytes that the renderer (the module docx or xlsx) makes of a ReportContent."""
    out = io.BytesIO()
    renderer.render(content, out)
    return out.getvalue()


def paragraphs(document):
    """The text of every paragraph of a Word file that has text."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        xml = package.read("word/document.xml").decode()
    found = ("".join(TEXT.findall(paragraph)) for paragraph in PARAGRAPH.findall(xml))
    return [unescape(text) for text in found if text]


def bare_docx(words):
    """The bytes of a Word file that holds paragraphs of text and nothing else."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONSHIPS)
        with (
            package.open("word/document.xml", "w") as part,
            io.TextIOWrapper(part, encoding="utf-8", newline="") as stream,
        ):
            stream.write(OPENING)
            stream.writelines(f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>' for text in words)
            stream.write(CLOSING)
    return out.getvalue()


def bare_xlsx(sheets_of_rows, dates):
    """The bytes of a workbook that holds the values of every sheet and nothing else, by the same library."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for rows, is_date in zip(sheets_of_rows, dates, strict=True):
            worksheet = workbook.add_worksheet()
            for number, values in enumerate(rows):
                for column, value in enumerate(values):
                    if value is None:
                        continue
                    if is_date[column]:
                        worksheet.write_datetime(number, column, value, day)
                    elif isinstance(value, str):
                        worksheet.write_string(number, column, value[:CELL_LIMIT])
                    else:
                        worksheet.write_number(number, column, value)
    return out.getvalue()
