"""The inside of paragraphs on the way from WordprocessingML to HTML: runs with their direction, links, places."""

import html
from xml.sax.saxutils import escape

from .docx_xml import Writer, attribute
from .text import clean, is_rtl_text, language_tag

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TAB = "\t"  # no text holds one: the writer makes blanks of them


class MarkupWriter(Writer):
    """Writes as `docx_xml.Writer` does, but a run says its direction and language instead of wearing marks for them."""

    def run(self, text, strong=False, direction="", within=None, style="", language=""):
        """A run of text, or "" without text; `within` and `style` are the office programs' own matter."""
        text = clean(text)
        if not text:
            return ""
        marks = ' w:strong="1"' if strong else ""
        if direction:
            marks += f" w:direction={attribute(direction)}"
        is_rtl = direction == "auto" and is_rtl_text(text, self.is_rtl)
        if direction and is_rtl != self.is_rtl:
            marks += f' w:turned="{"rtl" if is_rtl else "ltr"}"'
        if language:
            marks += f" w:lang={attribute(language_tag(language))}"
        return f"<w:r{marks}><w:t>{escape(text.replace(TAB, ' '))}</w:t></w:r>"


class Inline:
    """Turns what is inside paragraphs into HTML. `links` are outside addresses by the id of their relationship."""

    def __init__(self, links):
        self.links = links

    def place(self, element):
        """The id attribute of a paragraph or cell that others lead to."""
        mark = next(element.iter(f"{W}bookmarkStart"), None)
        return "" if mark is None else f' id="{html.escape(mark.get(f"{W}name"))}"'

    def whole(self, element):
        """(attributes, content) of a paragraph: a single text that people wrote gives its direction to all of it."""
        runs = [run for run in element.iter(f"{W}r") if run.find(f"{W}t") is not None]
        if len(runs) == 1 and runs[0].get(f"{W}direction") == "auto" and element.find(f"{W}hyperlink") is None:
            language = runs[0].get(f"{W}lang")
            # Named where it differs from the document's: what makes PDF files of pages does not look for it.
            turned = runs[0].get(f"{W}turned") or "auto"
            marks = f' dir="{turned}"' + (f' lang="{html.escape(language)}"' if language else "")
            return marks, self._bare(runs[0])
        return "", self.inline(element)

    def inline(self, element):
        """The runs and links of a paragraph; a tab stands where the paragraph has one."""
        return "".join(self._piece(child) for child in element)

    def _piece(self, element):
        if element.tag == f"{W}hyperlink":
            return self._link(element)
        if element.tag != f"{W}r":
            return ""
        if element.find(f"{W}tab") is not None:
            return TAB
        return self._run(element) if element.find(f"{W}t") is not None else ""

    def _link(self, element):
        content = self.inline(element)
        anchor, address = element.get(f"{W}anchor"), self.links.get(element.get(f"{_R}id"))
        if anchor:
            return f'<a href="#{html.escape(anchor)}">{content}</a>'
        return f'<a href="{html.escape(address)}">{content}</a>' if address else content

    def _run(self, run):
        direction, language = run.get(f"{W}direction"), run.get(f"{W}lang")
        content = self._bare(run)
        marks = f' lang="{html.escape(language)}"' if language else ""
        if turned := run.get(f"{W}turned"):
            return f'<bdi dir="{turned}"{marks}>{content}</bdi>'
        if direction:
            return f"<bdi{marks}>{content}</bdi>" if direction == "auto" else f'<bdi dir="ltr"{marks}>{content}</bdi>'
        return f"<span{marks}>{content}</span>" if marks else content

    def _bare(self, run):
        words = "".join(text.text or "" for text in run.iter(f"{W}t"))
        content = html.escape(words, quote=False).replace("\n", "<br>")
        return f"<b>{content}</b>" if run.get(f"{W}strong") else content


def style_of(element):
    """The style of a paragraph."""
    style = element.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val")
