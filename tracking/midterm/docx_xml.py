"""Words to WordprocessingML: runs, paragraphs, table cells and rows, as strings ready to be streamed."""

from xml.sax.saxutils import escape, quoteattr

from .text import clean, is_rtl_text

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

# Marks that shut a piece of text off from its surroundings where the two run in different directions. Every
# office program obeys them; of the newer isolates many know nothing.
_LRM, _RLM = "\u200e", "\u200f"


def attribute(text):
    """The text as a quoted attribute value."""
    return quoteattr(clean(text).replace("\n", " "))


def field(instruction, result=""):
    """The runs of a field such as PAGE, showing `result` until the program computes it."""
    shown = f"<w:r><w:t>{escape(clean(result))}</w:t></w:r>" if result else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


class Writer:
    """Writes in one document: knows its direction, its outside addresses, and numbers its bookmarks."""

    def __init__(self, is_rtl=False, link_ids=None):
        self.is_rtl = is_rtl
        self.link_ids = link_ids or {}
        self._bookmarks = 0

    def bookmark(self, anchor):
        """A bookmark without length, to be put into a paragraph; "" without a name."""
        if not anchor:
            return ""
        self._bookmarks += 1
        number = self._bookmarks
        return f'<w:bookmarkStart w:id="{number}" w:name="{anchor}"/><w:bookmarkEnd w:id="{number}"/>'

    def run(self, text, strong=False, direction="", within=None, style=""):
        """A run of text. `direction` as in Span; `within` is the direction of the paragraph (True: right to left)."""
        text = clean(text)
        if not text:
            return ""
        outside = self.is_rtl if within is None else within
        is_rtl = outside
        if direction:
            is_rtl = direction == "auto" and is_rtl_text(text, outside)
        if is_rtl != outside:
            outer, inner = (_RLM, _LRM) if outside else (_LRM, _RLM)
            text = f"{outer}{inner}{text}{inner}{outer}"
        properties = (
            (f'<w:rStyle w:val="{style}"/>' if style else "")
            + ("<w:b/><w:bCs/>" if strong else "")
            + ("<w:noProof/>" if direction == "ltr" else "")
            + ("<w:rtl/>" if is_rtl else "")
        )
        properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        return f"<w:r>{properties}{_text(text)}</w:r>"

    def span(self, span, within=None):
        """A Span as runs, inside a hyperlink where it leads somewhere."""
        if span.url in self.link_ids:
            run = self.run(span.text, span.strong, span.direction, within, "Hyperlink")
            return f'<w:hyperlink r:id="{self.link_ids[span.url]}" w:history="1">{run}</w:hyperlink>'
        if span.anchor:
            run = self.run(span.text, span.strong, span.direction, within, "InternalLink")
            return f'<w:hyperlink w:anchor="{span.anchor}" w:history="1">{run}</w:hyperlink>'
        return self.run(span.text, span.strong, span.direction, within)

    def paragraph(self, style, spans, anchor="", leads=False):
        """A paragraph of Spans in the document's direction."""
        keep = "<w:keepNext/>" if leads else ""
        runs = "".join(self.span(span) for span in spans)
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>{self.bookmark(anchor)}{runs}</w:p>'

    def words(self, style, text, anchor=""):
        """A paragraph of words in the language of the report."""
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{self.bookmark(anchor)}{self.run(text)}</w:p>'

    def free_text(self, style, text, strong=False, language=""):
        """A paragraph that people wrote: it takes the direction of its own first letter."""
        is_rtl = is_rtl_text(text, self.is_rtl)
        turn = "" if is_rtl == self.is_rtl else f'<w:bidi w:val="{int(is_rtl)}"/>'
        run = self.run(text, strong, "auto", within=is_rtl)
        if language:
            tag = f'<w:lang w:val={attribute(language)} w:eastAsia={attribute(language)} w:bidi={attribute(language)}/>'
            run = run.replace("</w:rPr>", f"{tag}</w:rPr>", 1) if "</w:rPr>" in run else run.replace(
                "<w:r>", f"<w:r><w:rPr>{tag}</w:rPr>", 1
            )
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{turn}</w:pPr>{run}</w:p>'

    def symbol(self, style, text, anchor=""):
        """A paragraph that holds nothing but a number or a symbol."""
        run = self.run(text, direction="ltr", within=False)
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{self.bookmark(anchor)}{run}</w:p>'


def row(cells):
    """A table row that is never torn over two pages. `cells` are the paragraphs of each cell."""
    content = "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{content}</w:tr>"
