"""Words to WordprocessingML: runs, paragraphs, tables, as strings ready to be streamed."""

from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from .blocks import Span
from .text import clean, is_rtl_text, language_tag

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

# Marks that shut a piece of text off from its surroundings where the two run in different directions. Every
# office program obeys them; the newer isolates are not known to all.
LRM, RLM = "\u200e", "\u200f"


def attribute(text):
    """The text as a quoted attribute value, on one line."""
    return quoteattr(clean(text).replace("\n", " "))


def field(instruction, result="1"):
    """The runs of a field, such as PAGE, showing `result` until the office program has laid out the pages."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


GAP = '<w:p><w:pPr><w:pStyle w:val="TableGap"/></w:pPr></w:p>'  # keeps a table away from what surrounds it
_EMPTY_CELL = '<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>'


class Writer:
    """Writes into one document: knows its direction and its outside addresses, and numbers its bookmarks.

    `link_ids` maps an outside address to the id of its relationship; an address without one stays plain text.
    `bookmarks` is the highest number that bookmarks of the document have already.
    """

    def __init__(self, is_rtl=False, link_ids=None, bookmarks=0):
        self.is_rtl = is_rtl
        self.link_ids = link_ids or {}
        self._bookmarks = bookmarks
        # Names, numbers and the words between them come back on every line.
        self.span = lru_cache(maxsize=2048)(self._span)

    def bookmark(self, anchor):
        """A bookmark without length, to be put into a paragraph; "" without a name."""
        if not anchor:
            return ""
        self._bookmarks += 1
        number = self._bookmarks
        return f'<w:bookmarkStart w:id="{number}" w:name="{anchor}"/><w:bookmarkEnd w:id="{number}"/>'

    def run(self, text, strong=False, direction="", within=None, style="", language=""):
        """A run of text, or "" without text.

        `direction` as in Span; `within` is whether the paragraph runs right to left (the document's way unless
        given); `language` marks text in another language than the document's.
        """
        text = clean(text)
        if not text:
            return ""
        outside = self.is_rtl if within is None else within
        is_rtl = outside
        if direction:
            is_rtl = direction == "auto" and is_rtl_text(text, outside)
        if is_rtl != outside:
            outer, inner = (RLM, LRM) if outside else (LRM, RLM)
            text = f"{outer}{inner}{text}{inner}{outer}"
        properties = f'<w:rStyle w:val="{style}"/>' if style else ""
        if strong:
            properties += "<w:b/><w:bCs/>"
        if direction == "ltr":
            properties += "<w:noProof/>"
        if is_rtl:
            properties += "<w:rtl/>"
        if language:
            tag = attribute(language_tag(language))
            properties += f"<w:lang w:val={tag} w:eastAsia={tag} w:bidi={tag}/>"
        return f"<w:r><w:rPr>{properties}</w:rPr>{_text(text)}</w:r>" if properties else f"<w:r>{_text(text)}</w:r>"

    def _span(self, span):
        """A Span as a run, inside a hyperlink where it leads somewhere."""
        if span.url in self.link_ids:
            run = self.run(span.text, span.strong, span.direction, style="Hyperlink")
            return f'<w:hyperlink r:id="{self.link_ids[span.url]}" w:history="1">{run}</w:hyperlink>'
        if span.anchor:
            run = self.run(span.text, span.strong, span.direction, style="InternalLink")
            return f'<w:hyperlink w:anchor="{span.anchor}" w:history="1">{run}</w:hyperlink>'
        return self.run(span.text, span.strong, span.direction)

    def paragraph(self, style, content, anchor="", leads=False, starts_page=False, is_unnumbered=False):
        """A paragraph in the document's direction. `content` is a string, a Span or several Spans."""
        if isinstance(content, str):
            runs = self.run(content)
        else:
            runs = "".join(map(self.span, (content,) if isinstance(content, Span) else content))
        properties = f'<w:pStyle w:val="{style}"/>'
        if leads:
            properties += "<w:keepNext/>"
        if starts_page:
            properties += "<w:pageBreakBefore/>"
        if is_unnumbered:
            properties += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
        return f"<w:p><w:pPr>{properties}</w:pPr>{self.bookmark(anchor)}{runs}</w:p>"

    def free_text(self, style, text, strong=False, language=""):
        """A paragraph that people wrote, or "" without text: it runs the way of its own first letter."""
        is_rtl = is_rtl_text(text, self.is_rtl)
        run = self.run(text, strong, "auto", is_rtl, "", language)
        turn = "" if is_rtl == self.is_rtl else f'<w:bidi w:val="{int(is_rtl)}"/>'
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{turn}</w:pPr>{run}</w:p>' if run else ""


class TableFrame:
    """A table of fixed column widths (in twentieths of a point) whose heading repeats on every page."""

    def __init__(self, writer, widths):
        self.writer = writer
        self.widths = widths
        self._cells = [f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>' for width in widths]

    def opening(self, caption, header, numeric=frozenset()):
        """The table up to its first row; `caption` is what a screen reader says of it."""
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in self.widths)
        turn = "<w:bidiVisual/>" if self.writer.is_rtl else ""
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/>{turn}'
            f'<w:tblW w:w="{sum(self.widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
            f' w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={attribute(caption)}/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{self._heading(header, numeric)}"
        )

    def row(self, cells):
        """A row that is not torn over two pages. A cell is its paragraphs; an empty one gets an empty paragraph."""
        filled = "".join(f"{start}{cell or _EMPTY_CELL}</w:tc>" for start, cell in zip(self._cells, cells, strict=True))
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{filled}</w:tr>"

    closing = f"</w:tbl>{GAP}"

    def _heading(self, header, numeric):
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="DCE6F1"/>'
            f'<w:vAlign w:val="bottom"/></w:tcPr>'
            f"{self.writer.paragraph('TableHeadingNumber' if column in numeric else 'TableHeading', label)}</w:tc>"
            for column, (width, label) in enumerate(zip(self.widths, header, strict=True))
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _text(text):
    if "\n" not in text and "\t" not in text:
        return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    lines = text.replace("\t", " ").split("\n")
    return "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
