"""WordprocessingML as this room writes it, turned into HTML: what stands in the Word file stands there, too.

A report's parts are written once, for Word. Turned from that same stream, no other form of it can say something else.
"""

import re

from lxml import etree

from .docx_html_inline import TAB, Inline, W, style_of
from .docx_xml import NAMESPACES, attribute
from .words import letters_of, roman

_PLACE = re.compile(r' id="([^"]+)"')
_ENTRY = re.compile(r'<li><a href="#([^"]+)">[^\n]*</a>\n</li>')  # one without entries of its own
_LINK = re.compile(r'<a href="#([^"]+)">(.*?)</a>')

_INVISIBLE = frozenset(["TableGap", "SectionEnd", "CoverGap"])
# Style of a paragraph -> (element, class); what is not named is a plain paragraph.
_ELEMENTS = {
    "Title": ("h1", ""),
    "Heading1": ("h2", ""),
    "Heading2": ("h3", ""),
    "Heading3": ("h4", ""),
    "TOCHeading": ("h2", ""),
    "CoverState": ("p", "cover-state"),
    "Subtitle": ("p", "subtitle"),
    "CoverNote": ("p", "note"),
    "CoverChecksum": ("p", "note checksum"),
    "NumberedParagraph": ("p", "numbered"),
    "Listing": ("p", "listing"),
}
# Style of a paragraph -> how its number is written, and whose numbers begin anew behind it.
_NUMBERED = {"NumberedParagraph": (str, ""), "Heading1": (roman, "Heading2"), "Heading2": (letters_of, "")}
# Style of a paragraph -> the list that it and its neighbours form.
_LISTS = {
    "BulletParagraph": ("<ul>", "</ul>"),
    "CoverFact": ('<dl class="facts">', "</dl>"),
    "AnnexFact": ('<dl class="facts">', "</dl>"),
    "TOC1": ('<ol class="entries">', "</ol>"),
    "TOC2": ('<ol class="entries">', "</ol>"),
}


class Markup:
    """Turns the parts of one document into HTML, and counts its paragraphs and headings as Word does.

    `links` are outside addresses by the id of their relationship.
    """

    def __init__(self, links):
        self.inside = Inline(links)
        self._numbers = dict.fromkeys(_NUMBERED, 0)
        self._list = None
        self._depth = 0  # of the entry of the contents that is open
        self._caption = ""
        self._table = None

    def html(self, xml):
        """Yield the HTML of one part, whose XML is given in pieces."""
        tags = [f"{W}{name}" for name in ("p", "tr", "tbl")]  # of other elements there are ten times as many
        parser = etree.XMLPullParser(events=("start", "end"), tag=tags, resolve_entities=False, no_network=True)
        parser.feed(f"<w:body {NAMESPACES}>")
        for piece in xml:
            parser.feed(piece)
            yield from self._read(parser)
        parser.feed("</w:body>")
        yield from self._read(parser)
        yield from self._close_list()

    def _read(self, parser):
        for event, element in parser.read_events():
            if event == "start":
                if element.tag == f"{W}tbl":
                    self._table = Table(self.inside, element, self._caption)
                    self._caption = ""
                continue
            if element.tag == f"{W}tr":
                yield self._table.row(element)
            elif element.tag == f"{W}tbl":
                yield self._table.end()
                self._table = None
            elif element.tag != f"{W}p" or self._table:
                continue
            else:
                yield from self._paragraph(element)
            _forget(element)

    def _paragraph(self, element):
        style = style_of(element)
        if style in _INVISIBLE:
            return
        if _LISTS.get(style) != self._list:
            yield from self._close_list()
            if style in _LISTS:
                self._list = _LISTS[style]
                yield self._list[0]
        if style in ("TOC1", "TOC2"):
            yield self._entry(element, int(style[-1]))
        elif self._list:
            yield self._item(element, style)
        elif style == "Caption":
            self._caption = self.inside.inline(element)
        else:
            yield self._block(element, style)

    def _block(self, element, style):
        name, look = _ELEMENTS.get(style, ("p", ""))
        number = self._number(element, style)
        marks, content = ("", self.inside.inline(element)) if number else self.inside.whole(element)
        look = f' class="{look}"' if look else ""
        return f"<{name}{look}{self.inside.place(element)}{marks}>{number}{content}</{name}>\n"

    def _number(self, element, style):
        is_off = element.find(f"{W}pPr/{W}numPr/{W}numId[@{W}val='0']") is not None
        if is_off or style not in _NUMBERED:
            return ""
        written, below = _NUMBERED[style]
        self._numbers[style] += 1
        if below:
            self._numbers[below] = 0
        return f'<span class="number">{written(self._numbers[style])}.</span> '

    def _item(self, element, style):
        if style == "BulletParagraph":
            marks, content = self.inside.whole(element)
            return f"<li{marks}>{content}</li>\n"
        label, _tab, value = self.inside.inline(element).partition(TAB)
        return f"<div><dt>{label}</dt><dd>{value}</dd></div>\n"

    def _entry(self, element, level):
        level = min(level, self._depth + 1)
        before = {(0, 1): "", (1, 1): "</li>", (1, 2): "<ol>", (2, 1): "</li></ol></li>", (2, 2): "</li>"}
        opening = before[self._depth, level]
        self._depth = level
        number, tab, title = self.inside.inline(element).partition(TAB)
        if not tab:
            return f"{opening}<li>{number}\n"
        link, mark, number = number.partition(">") if number.startswith("<a ") else ("", "", number)
        return f'{opening}<li>{link}{mark}<span class="number">{number}</span> {title}\n'

    def _close_list(self):
        if self._list:
            ends = ("", "</li>", "</li></ol></li>")[self._depth]
            yield f"{ends}{self._list[1]}\n"
        self._list, self._depth = None, 0


class Table:
    """A table on its way to HTML: it begins with its first row, when its columns are known."""

    def __init__(self, inside, element, caption):
        self.inside = inside
        self.element = element
        self.caption = caption
        self._group = ""  # thead or tbody

    def row(self, row):
        """The HTML of a row, with whatever has to stand before it."""
        section = "thead" if row.find(f"{W}trPr/{W}tblHeader") is not None else "tbody"
        before = "" if self._group else self._opening()
        if section != self._group:
            before += (f"</{self._group}>" if self._group else "") + f"<{section}>"
            self._group = section
        cells = "".join(self._cell(cell, number) for number, cell in enumerate(row.iterfind(f"{W}tc")))
        return f"{before}<tr>{cells}</tr>\n"

    def end(self):
        """What closes the table."""
        return f"</{self._group}></table>\n" if self._group else ""

    def _opening(self):
        widths = [int(column.get(f"{W}w")) for column in self.element.iterfind(f"{W}tblGrid/{W}gridCol")]
        columns = "".join(f'<col class="w{round(100 * width / sum(widths))}">' for width in widths)
        name = self.element.find(f"{W}tblPr/{W}tblCaption")
        label = "" if self.caption or name is None else f" aria-label={attribute(name.get(f'{W}val'))}"
        caption = f"<caption>{self.caption}</caption>" if self.caption else ""
        return f"<table{label}>{caption}<colgroup>{columns}</colgroup>"

    def _cell(self, cell, number):
        paragraphs = cell.findall(f"{W}p")
        look = ' class="figure"' if any(style_of(found).endswith("Number") for found in paragraphs) else ""
        place = self.inside.place(cell)
        whole = [self.inside.whole(found) for found in paragraphs]
        if len(whole) == 1:
            marks, content = whole[0]
        else:
            marks, content = "", "".join(f"<p{marks}>{text}</p>" for marks, text in whole if text)
        if not content:
            return f"<td{look}{place}></td>"
        if self._group == "thead":
            return f'<th scope="col"{look}{place}{marks}>{content}</th>'
        # The first cell says what its row is about.
        name, scope = ("th", ' scope="row"') if number == 0 else ("td", "")
        return f"<{name}{scope}{look}{place}{marks}>{content}</{name}>"


def _forget(element):
    """Let go of an element that was turned, and of everything before it."""
    element.clear()
    while element.getprevious() is not None:
        element.getparent().remove(element.getprevious())


def without_dead_links(markup):
    """The markup of a whole document, with no link or entry in the contents that leads to a place it does not hold."""
    places = set(_PLACE.findall(markup))
    markup = _ENTRY.sub(lambda entry: entry[0] if entry[1] in places else "", markup)
    markup = markup.replace("<ol></ol>", "")
    return _LINK.sub(lambda link: link[0] if link[1] in places else link[2], markup)
