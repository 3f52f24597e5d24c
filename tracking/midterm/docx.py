"""The mid-term report as a Word file, written as a stream: nothing is held but the content itself."""

import io
import zipfile
from functools import partial

from .blocks import BULLET, LISTING, NUMBERED, Heading, Paragraph
from .chapters import body
from .content import checksum
from .docx_annexes import annex_a, annex_b
from .docx_cover import contents, cover
from .docx_package import FOOTER_ID, HEADER_ID, link_ids, package_parts
from .docx_xml import NAMESPACES, TableFrame, Writer
from .index import Index
from .text import is_rtl_language

PORTRAIT, LANDSCAPE = (11906, 16838), (16838, 11906)  # A4 in twentieths of a point
MARGIN = 1134
TEXT_WIDTH, LANDSCAPE_WIDTH = PORTRAIT[0] - 2 * MARGIN, LANDSCAPE[0] - 2 * MARGIN
_PARAGRAPH_STYLES = {NUMBERED: "NumberedParagraph", BULLET: "BulletParagraph", LISTING: "Listing"}


def render(content, out):
    """Write the ReportContent to `out`, a binary file, as DOCX; words are in the language active now.

    The same content in the same language gives the same bytes.
    """
    writer = Writer(is_rtl_language(content.language), link_ids(content))
    fingerprint = checksum(content)
    with zipfile.ZipFile(out, "w") as package:
        for name, xml in package_parts(content, fingerprint, writer):
            package.writestr(_entry(name, content), xml)
        with (
            package.open(_entry("word/document.xml", content), "w") as part,
            io.TextIOWrapper(part, encoding="utf-8", newline="") as stream,
        ):
            stream.writelines(_document(content, fingerprint, writer))


def _entry(name, content):
    # The moment and the system of packing are no part of the report: fixed, so that equal reports are equal files.
    day = content.compiled_on
    info = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
    info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    return info


def _document(content, fingerprint, writer):
    index = Index(content)
    yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {NAMESPACES}><w:body>'
    yield from cover(content, fingerprint, writer)
    yield from contents(content, body(content), writer)
    yield from _chapters(content, writer)
    yield _section_end(_section(writer, PORTRAIT, has_cover=True))
    yield from annex_a(content, index, writer, LANDSCAPE_WIDTH)
    yield _section_end(_section(writer, LANDSCAPE))
    yield from annex_b(content, index, writer, TEXT_WIDTH)
    yield f"{_section(writer, PORTRAIT)}</w:body></w:document>"


def _section(writer, size, has_cover=False):
    landscape = ' w:orient="landscape"' if size == LANDSCAPE else ""
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{HEADER_ID}"/>'
        f'<w:footerReference w:type="default" r:id="{FOOTER_ID}"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{size[0]}" w:h="{size[1]}"{landscape}/>'
        f'<w:pgMar w:top="1304" w:right="{MARGIN}" w:bottom="1134" w:left="{MARGIN}" w:header="624" w:footer="567"'
        ' w:gutter="0"/>'
        + ("<w:titlePg/>" if has_cover else "")
        + ("<w:bidi/>" if writer.is_rtl else "")
        + "</w:sectPr>"
    )


def _section_end(section):
    return f'<w:p><w:pPr><w:pStyle w:val="SectionEnd"/>{section}</w:pPr></w:p>'


def _chapters(content, writer):
    for number, chapter in enumerate(body(content)):
        # The first chapter begins on a page of its own, after the contents.
        yield writer.paragraph("Heading1", chapter.title, chapter.anchor, starts_page=not number)
        for section in chapter.sections:
            if section.title:
                yield writer.paragraph("Heading2", section.title, section.anchor)
            yield from map(partial(_block, writer), section.blocks)


def _block(writer, block):
    if isinstance(block, Heading):
        return writer.paragraph(f"Heading{block.level}", block.text)
    if isinstance(block, Paragraph):
        return writer.paragraph(_PARAGRAPH_STYLES[block.kind], block.spans, leads=block.leads)
    return _table(writer, block)


def _table(writer, table):
    frame = TableFrame(writer, [TEXT_WIDTH * share // sum(table.widths) for share in table.widths])
    styles = ["TableNumber" if column in table.numeric else "TableText" for column in range(len(table.widths))]
    rows = (
        frame.row([writer.paragraph(style, cell) for style, cell in zip(styles, cells, strict=True)])
        for cells in table.rows
    )
    caption = writer.paragraph("Caption", table.caption)
    return caption + frame.opening(table.caption, table.header, table.numeric) + "".join(rows) + frame.closing
