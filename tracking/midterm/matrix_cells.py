"""Writes into the tables of a Word file that others made: a cell's text, and a further column at a table's end."""

import copy
import itertools

from lxml import etree

from ..documents.text import clean, is_rtl_language, is_rtl_text, language_tag

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_KEPT_OF_PARAGRAPH = (
    "pStyle",
    "bidi",
    "spacing",
    "jc",
)  # how text stands; numbering and page breaks are the old text's own
# Places that begin in one cell and may end in another: they outlive the text they stand in.
_RANGES = ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd")
_ONLY_OF_THE_OLD_CELL = ("gridSpan", "vMerge", "hMerge", "cellIns", "cellDel", "cellMerge", "tcPrChange", "headers")
_BEFORE_SPAN = ("cnfStyle", "tcW")
_NEW_SHARE = 0.3  # of the table's width, for a column that is added
_NARROWEST = 1134  # twentieths of a point (2 cm): a column of single words is not made narrower than this


class Look:
    """How text in a cell looks: as in a cell that is there already. `is_heading` takes over bold and colour, too."""

    def __init__(self, cell, language, is_heading=False):
        self.space = etree.QName(cell).namespace
        self.language = language
        self.is_heading = is_heading
        self.paragraph = next(cell.iter(self.name("pPr")), None)
        runs = (run.find(self.name("rPr")) for run in cell.iter(self.name("r")))
        self.letters = next((letters for letters in runs if letters is not None), None)

    def name(self, tag):
        """The tag with the document's namespace."""
        return f"{{{self.space}}}{tag}"

    def make(self, tag, **attributes):
        """A new element of the document."""
        return etree.Element(self.name(tag), {self.name(name): value for name, value in attributes.items()})

    def paragraphs(self, text):
        """The text as w:p elements, one a line; each runs the way of its own first letter."""
        return [self._paragraph(line) for line in clean(text).strip("\n").split("\n")]

    def _paragraph(self, line):
        paragraph, properties = self.make("p"), self.make("pPr")
        is_rtl = not self.is_heading and is_rtl_text(line, is_rtl_language(self.language))
        for tag in _KEPT_OF_PARAGRAPH:
            found = None if self.paragraph is None else self.paragraph.find(self.name(tag))
            if tag == "bidi" and not self.is_heading and (is_rtl or found is not None):
                properties.append(self.make("bidi", val=str(int(is_rtl))))
            elif found is not None:
                properties.append(copy.deepcopy(found))
        if len(properties):
            paragraph.append(properties)
        if line:
            run, words = self.make("r"), self.make("t")
            run.extend(self._letters(is_rtl))
            words.text = line.replace("\t", " ")
            words.set(_XML_SPACE, "preserve")
            run.append(words)
            paragraph.append(run)
        return paragraph

    def _letters(self, is_rtl):
        if self.is_heading:
            return [] if self.letters is None else [copy.deepcopy(self.letters)]
        properties = self.make("rPr")
        if self.letters is not None and (fonts := self.letters.find(self.name("rFonts"))) is not None:
            properties.append(self._complete_fonts(copy.deepcopy(fonts)))
        if self.letters is not None and (size := self.letters.find(self.name("sz"))) is not None:
            properties.append(copy.deepcopy(size))
            properties.append(self.make("szCs", val=size.get(self.name("val"), "20")))
        if is_rtl:
            properties.append(self.make("rtl"))
        tag = language_tag(self.language)
        properties.append(self.make("lang", val=tag, eastAsia=tag, bidi=tag))
        return [properties]

    def _complete_fonts(self, fonts):
        # OHCHR's files name a font for plain Latin letters only: an accent would fall into another one.
        if font := fonts.get(self.name("ascii")):
            for kind in ("hAnsi", "cs"):
                if not any(fonts.get(self.name(name)) for name in (kind, f"{kind}Theme", "cstheme")):
                    fonts.set(self.name(kind), font)
        return fonts


def write_text(cell, text, look):
    """Replace what a cell holds by the text; marks that others set around its place stay."""
    properties = cell.find(look.name("tcPr"))
    ranges = [mark for tag in _RANGES for mark in cell.iter(look.name(tag))]
    for child in list(cell):
        if child is not properties:
            cell.remove(child)
    paragraphs = look.paragraphs(text)
    for mark in ranges:
        mark.tail = None
        paragraphs[0].append(mark)
    cell.extend(paragraphs)
    if (row := next(cell.iterancestors(look.name("tr")), None)) is not None:
        _let_grow(row, look)


def stand_alone(cell, look):
    """Cut a cell off from the cell above it, so that it shows a text of its own."""
    merge = cell.find(f"{look.name('tcPr')}/{look.name('vMerge')}")
    if merge is not None:
        merge.set(look.name("val"), "restart")


def new_cell(model, look):
    """An empty cell with the borders and margins of another one; it stands in no row yet."""
    cell = look.make("tc")
    properties = copy.deepcopy(_properties(model, look))
    for tag in _ONLY_OF_THE_OLD_CELL:
        for found in properties.findall(look.name(tag)):
            properties.remove(found)
    cell.append(properties)
    cell.extend(look.paragraphs(""))
    return cell


def add_after(cell, added, look):
    """Put a cell behind another one of the same row, outside of any content control around that one."""
    place = cell
    while etree.QName(place.getparent()).localname != "tr":
        place = place.getparent()
    place.addnext(added)


def span_of(cell, look):
    """How many columns of the grid a cell takes."""
    span = cell.find(f"{look.name('tcPr')}/{look.name('gridSpan')}")
    value = "" if span is None else span.get(look.name("val"), "")
    return max(int(value), 1) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def set_span(cell, span, look):
    """Let a cell take so many columns of the grid."""
    properties = _properties(cell, look)
    for found in properties.findall(look.name("gridSpan")):
        properties.remove(found)
    if span > 1:
        _insert(properties, look.make("gridSpan", val=str(span)), [look.name(tag) for tag in _BEFORE_SPAN])


def widen(table, look):
    """Add a column to a table's grid; the table stays as wide as it is. Returns the new widths, or [] without any."""
    grid = table.find(look.name("tblGrid"))
    columns = [] if grid is None else grid.findall(look.name("gridCol"))
    widths = [_number(column.get(look.name("w"))) for column in columns]
    if not columns or not all(widths):
        if grid is not None:
            grid.append(look.make("gridCol"))
        return []
    wanted = round(sum(widths) * _NEW_SHARE)
    spare = [max(width - _NARROWEST, 0) for width in widths]
    if sum(spare) < wanted:  # narrow columns all over: everybody gives the same share
        spare = widths
    total = sum(widths)
    widths = [width - wanted * part // sum(spare) for width, part in zip(widths, spare, strict=True)]
    wanted = total - sum(widths)
    for column, width in zip(columns, widths, strict=True):
        column.set(look.name("w"), str(width))
    grid.append(look.make("gridCol", w=str(wanted)))
    return [*widths, wanted]


def fit_cells(row, cells, widths, look):
    """Write the widths of the grid into the cells of a row; cells without a fixed width are left as they are."""
    edges = [0, *itertools.accumulate(widths)]
    start = _number_of(row, "gridBefore", look)
    for cell in cells:
        end = start + span_of(cell, look)
        width = cell.find(f"{look.name('tcPr')}/{look.name('tcW')}")
        if width is not None and width.get(look.name("type")) in ("dxa", "pct"):
            last = len(edges) - 1
            width.set(look.name("w"), str(edges[min(end, last)] - edges[min(start, last)]))
            width.set(look.name("type"), "dxa")
        start = end


def take_left_out(row, look):
    """How many columns a row leaves out at its end; it leaves out none from now on."""
    count = _number_of(row, "gridAfter", look)
    for tag in ("gridAfter", "wAfter"):
        for found in row.findall(f"{look.name('trPr')}/{look.name(tag)}"):
            found.getparent().remove(found)
    return count


def _number_of(row, tag, look):
    found = row.find(f"{look.name('trPr')}/{look.name(tag)}")
    return 0 if found is None else _number(found.get(look.name("val")))


def _number(value):
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 6 else 0


def _let_grow(row, look):
    # A row of an exact height would hide all that does not fit.
    height = row.find(f"{look.name('trPr')}/{look.name('trHeight')}")
    if height is not None and height.get(look.name("hRule")) == "exact":
        height.set(look.name("hRule"), "atLeast")


def _properties(cell, look):
    properties = cell.find(look.name("tcPr"))
    if properties is None:
        properties = look.make("tcPr")
        cell.insert(0, properties)
    return properties


def _insert(parent, child, before):
    """Put a child behind the children with these tags: Word wants its properties in one order."""
    place = 0
    for number, found in enumerate(parent, 1):
        if found.tag in before:
            place = number
    parent.insert(place, child)
