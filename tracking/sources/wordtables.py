"""Reads the tables of a Word file row by row, in one pass and with the memory of one row."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from lxml import etree

from tracking.sources.rows import Unreadable

_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # the same vocabulary in "strict" files
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
# Not text of the document: looks, former looks, tracked deletions, pictures, and second versions of both.
_IGNORED = (
    *("del", "moveFrom", "rPr", "pPr", "tblPr", "tblPrEx", "tblGrid", "sectPr"),
    *("tcPrChange", "trPrChange", "tblPrChange", "drawing", "pict", "object", "rt", "txbxContent"),
)
_MOST_COLUMNS = 63  # Word's own limit
_DEEPEST_NESTING = 500  # the parser keeps a note of every open element


@dataclass(slots=True)
class Cell:
    """One cell: its lines of text, how many grid columns it spans, and whether it belongs to the cell above."""

    lines: list[str] = field(default_factory=list)
    span: int = 1
    continues_above: bool = False


@dataclass(slots=True)
class TableRow:
    """One row of a table, both counted from 1 as a reader of the document would."""

    table: int
    number: int
    cells: list[Cell] = field(default_factory=list)
    is_deleted: bool = False


def table_rows(chunks):
    """Yield a TableRow for every row of every table from the XML of a Word document, given in pieces of bytes.

    Text inside a nested table belongs to the cell around it; rows deleted with tracked changes are marked.
    Raises Unreadable when the XML is broken or declares entities of its own.
    """
    reader = TableReader()
    parser = etree.XMLParser(
        target=reader, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        for chunk in chunks:
            parser.feed(chunk)
            yield from reader.finished_rows()
        parser.close()
    except etree.LxmlError as error:
        raise Unreadable(
            _("The text inside the file is broken. Open it in Word or LibreOffice and save it again as .docx.")
        ) from error
    yield from reader.finished_rows()


class TableReader:
    """Receives the elements of the document in order and keeps only the row and the cell it is in."""

    def __init__(self):
        self._finished = []
        self._nesting = self._tables = self._depth = self._rows = self._ignored_depth = 0
        self._row = self.cell = None
        self._text = []
        self._is_text = self._in_row_properties = False
        self._placeholders = []  # per content control: does it only show its prompt?

    def finished_rows(self):
        """Hand over the rows completed since the last call."""
        finished, self._finished = self._finished, []
        return finished

    # The parser's calls

    def doctype(self, *declaration):
        raise Unreadable(_("The file holds XML declarations that Word never writes, so it was not opened."))

    def start(self, tag, attributes):
        self._nesting += 1
        if self._nesting > _DEEPEST_NESTING:
            raise Unreadable(_("The parts of the file are nested far deeper than Word does, so it was not opened."))
        if self._ignored_depth:
            self._ignored_depth += 1
        elif tag in _SKIPPED:
            if self._in_row_properties and self._row:
                self._row.is_deleted = self._row.is_deleted or tag in _DELETION
            self._ignored_depth = 1
        elif opening := _OPENINGS.get(tag):
            opening(self, attributes)

    def end(self, tag):
        self._nesting -= 1
        if self._ignored_depth:
            self._ignored_depth -= 1
        elif closing := _CLOSINGS.get(tag):
            closing(self)

    def data(self, text):
        if self._is_text:
            self._text.append(text)

    def close(self):
        """Nothing is left to do: rows were handed over as they came."""

    # Tables, rows, cells

    def _open_table(self, attributes):
        self._depth += 1
        if self._depth == 1:
            self._tables += 1
            self._rows = 0

    def _close_table(self):
        self._depth -= 1
        if self._depth == 0:
            self._row = self.cell = None

    def _open_row(self, attributes):
        if self._depth == 1:
            self._rows += 1
            self._row = TableRow(self._tables, self._rows)

    def _close_row(self):
        if self._depth == 1 and self._row:
            self._finished.append(self._row)
            self._row = self.cell = None

    def _open_row_properties(self, attributes):
        self._in_row_properties = self._depth == 1

    def _close_row_properties(self):
        self._in_row_properties = False

    def _skip_columns(self, attributes):
        if self._in_row_properties and self._row and not self._row.cells:
            self._row.cells.append(Cell(span=_span(attributes)))

    def _open_cell(self, attributes):
        if self._depth == 1 and self._row:
            if len(self._row.cells) > _MOST_COLUMNS:
                raise Unreadable(_("A table in the file has more columns than Word allows, so it was not opened."))
            self.cell = Cell()
            self._row.cells.append(self.cell)

    def _close_cell(self):
        if self._depth == 1:
            self.cell = None

    def _widen_cell(self, attributes):
        if self._depth == 1 and self.cell:
            self.cell.span = _span(attributes)

    def _merge_cell(self, attributes):
        if self._depth == 1 and self.cell:
            self.cell.continues_above = _value(attributes, "continue") == "continue"

    # Text

    def _open_text(self, attributes):
        self._is_text = self.cell is not None

    def _close_text(self):
        self._is_text = False

    def _add_line_break(self, attributes):
        self._text.append("\n")

    def _add_blank(self, attributes):
        self._text.append(" ")

    def _add_hyphen(self, attributes):
        self._text.append("-")

    def _close_paragraph(self):
        if self.cell:
            self.cell.lines.extend("".join(self._text).split("\n"))
        self._text.clear()

    # Content controls: one that was never filled in shows a prompt, which is nobody's text

    def _open_control(self, attributes):
        self._placeholders.append(False)

    def _close_control(self):
        if self._placeholders:
            self._placeholders.pop()

    def _mark_placeholder(self, attributes):
        if self._placeholders:
            self._placeholders[-1] = True

    def _open_control_content(self, attributes):
        if self._placeholders and self._placeholders[-1]:
            self._ignored_depth = 1


def _value(attributes, default):
    return next((value for name, value in attributes.items() if name.rpartition("}")[2] == "val"), default)


def _span(attributes):
    value = _value(attributes, "1")
    return min(max(int(value), 1), _MOST_COLUMNS) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _by_tag(handlers):
    return {f"{{{namespace}}}{name}": handler for namespace in _NAMESPACES for name, handler in handlers.items()}


_SKIPPED = frozenset(_by_tag(dict.fromkeys(_IGNORED))) | {f"{{{_COMPATIBILITY}}}Fallback"}
_DELETION = frozenset(_by_tag({"del": None}))
_OPENINGS = _by_tag(
    {
        "tbl": TableReader._open_table,
        "tr": TableReader._open_row,
        "trPr": TableReader._open_row_properties,
        "gridBefore": TableReader._skip_columns,
        "tc": TableReader._open_cell,
        "gridSpan": TableReader._widen_cell,
        "vMerge": TableReader._merge_cell,
        "t": TableReader._open_text,
        "br": TableReader._add_line_break,
        "cr": TableReader._add_line_break,
        "tab": TableReader._add_blank,
        "ptab": TableReader._add_blank,
        "noBreakHyphen": TableReader._add_hyphen,
        "sdt": TableReader._open_control,
        "showingPlcHdr": TableReader._mark_placeholder,
        "sdtContent": TableReader._open_control_content,
    }
)
_CLOSINGS = _by_tag(
    {
        "tbl": TableReader._close_table,
        "tr": TableReader._close_row,
        "trPr": TableReader._close_row_properties,
        "tc": TableReader._close_cell,
        "t": TableReader._close_text,
        "p": TableReader._close_paragraph,
        "sdt": TableReader._close_control,
    }
)
