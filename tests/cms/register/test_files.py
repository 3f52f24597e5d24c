"""The register as files: what the pages say, for spreadsheets and for Word."""

import csv
import io
import zipfile

from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from tests.cms.register import entries
from tests.cms.register.test_pages import CSV, PROFILE, SUMMARY, XLSX


def test_matrix_files_keep_blanks_and_defuse_formulas(client, full):
    entries.answer(of=full, text="=1+1")
    rows = list(csv.reader(io.StringIO(client.get(CSV).content.decode("utf-8-sig"))))
    assert rows[0] == ["Profile", "Code", "Question", "Whole presence", "Access to justice"]
    assert rows[1][:3] == ["Lumeria", "Q1", "Heading 1"] and rows[1][3].startswith("'=1+1")
    assert rows[2][3] == "" and rows[2][4].startswith("No response")
    sheets = load_workbook(io.BytesIO(client.get(XLSX).content))
    assert sheets.sheetnames == ["Matrix", "Profiles"]
    assert sheets["Matrix"]["D2"].data_type == "s" and sheets["Matrix"]["D3"].value is None
    assert [cell.value for cell in sheets["Profiles"][2]][4:6] == [
        "Altamira (city), Lumeria; Borealis (city), Lumeria",
        "Meetings twice a year.",
    ]


def test_word_files_say_what_the_pages_say(client, full):
    for address in (PROFILE, SUMMARY):
        document = Document(io.BytesIO(client.get(f"{address}?format=docx").content))
        headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
        assert "Future engagements" in headings and "Answers in full" in headings
        rows = document.tables[-1].rows
        assert rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None  # the head of the table is on every page
        cells = [[cell.text for cell in row.cells] for row in rows]
        assert cells[1][0] == "Q1 Heading 1\nAccess to justice" and "Outcome\nA by-law." in cells[1][1]
        assert cells[1][2] == "Country office\n1 February 2026\nreply to a message"
        assert cells[2][1] == "No response"


def test_word_file_has_language_contents_and_direction(client, full):
    full.translate("ar", {"engagement": "لقاءات مرتين في السنة."})
    full.save()
    with zipfile.ZipFile(io.BytesIO(client.get(f"{SUMMARY.replace('/en/', '/ar/')}?format=docx").content)) as file:
        document, styles, core = (
            file.read(f"{name}.xml").decode() for name in ("word/document", "word/styles", "docProps/core")
        )
    assert "<dc:language>ar-SA</dc:language>" in core and 'w:bidi="ar-SA"' in styles
    assert "TOC " in document and document.count("<w:bidiVisual/>") == 2  # the matrix, and the answers
    assert 'w:anchor="profile_0_0"' in document and 'w:name="profile_0_0"' in document
    assert "لقاءات مرتين في السنة." in document and "Meetings twice a year." not in document
    answer = document[: document.index("Ask first.")]
    assert answer.rstrip().rfind('w:lang w:val="en-GB"') > answer.rfind("<w:p>")  # an English text says so
