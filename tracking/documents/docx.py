"""Blocks to WordprocessingML: pages, headings, paragraphs and tables, as strings ready to be streamed."""

from .blocks import BULLET, LISTING, NUMBERED, PLAIN, Heading, Paragraph, Span
from .docx_package import FOOTER_ID, HEADER_ID
from .docx_xml import TableFrame

PORTRAIT, LANDSCAPE = (11906, 16838), (16838, 11906)  # A4 in twentieths of a point
MARGIN = 1134
TEXT_WIDTH, LANDSCAPE_WIDTH = PORTRAIT[0] - 2 * MARGIN, LANDSCAPE[0] - 2 * MARGIN
_PARAGRAPH_STYLES = {
    NUMBERED: "NumberedParagraph",
    BULLET: "BulletParagraph",
    LISTING: "Listing",
    PLAIN: "Normal",
}


def section(writer, size, has_cover=False):
    """The properties of the pages up to here; `has_cover` leaves header and footer off the first one."""
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


def section_end(properties):
    """A break after which pages look otherwise; `properties` are those of the pages before it."""
    return f'<w:p><w:pPr><w:pStyle w:val="SectionEnd"/>{properties}</w:pPr></w:p>'


def fact(writer, style, label, value):
    """A line with a label and, beside it, its value: a string, a Span or several Spans."""
    spans = (value,) if isinstance(value, Span) else (Span(value),) if isinstance(value, str) else value
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{writer.run(label, strong=True)}<w:r><w:tab/></w:r>'
        f"{''.join(map(writer.span, spans))}</w:p>"
    )


def contents(writer, title, entries):
    """A table of contents on its own page: a field that Word brings up to date, already holding every entry.

    Entries are (level 1 or 2, number as shown or "", words, anchor).
    """
    yield writer.paragraph("TOCHeading", title)
    start = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u'
        ' </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    for level, number, words, anchor in entries:
        yield _entry(writer, start, level, number, words, anchor)
        start = ""
    yield '<w:p><w:pPr><w:pStyle w:val="SectionEnd"/></w:pPr><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


def _entry(writer, start, level, number, words, anchor):
    # Page numbers are not known before the office program has laid out the pages; it adds them on updating.
    label = f"{writer.run(number, direction='ltr')}<w:r><w:tab/></w:r>" if number else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>{start}<w:hyperlink w:anchor="{anchor}" w:history="1">'
        f"{label}{writer.run(words, direction='auto')}"
        "</w:hyperlink></w:p>"
    )


def block(writer, part, width=TEXT_WIDTH):
    """A Heading, Paragraph or Table; `width` of the text in twentieths of a point."""
    if isinstance(part, Heading):
        return writer.paragraph(f"Heading{part.level}", part.text)
    if isinstance(part, Paragraph):
        return writer.paragraph(_PARAGRAPH_STYLES[part.kind], part.spans, leads=part.leads)
    return _table(writer, part, width)


def _table(writer, table, width):
    frame = TableFrame(writer, [width * share // sum(table.widths) for share in table.widths])
    styles = ["TableNumber" if column in table.numeric else "TableText" for column in range(len(table.widths))]
    rows = (
        frame.row([writer.paragraph(style, cell) for style, cell in zip(styles, cells, strict=True)])
        for cells in table.rows
    )
    caption = writer.paragraph("Caption", table.caption)
    return caption + frame.opening(table.caption, table.header, table.numeric) + "".join(rows) + frame.closing
