"""Reads an uploaded workbook: finds its sheets, columns and rows wherever they were moved to, and the cells in them."""

import dataclasses
import datetime
import io
import re
import warnings
from xml.etree import ElementTree

import openpyxl
from defusedxml import DefusedXmlException
from django.utils.translation import gettext as _
from lxml import etree
from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import WINDOWS_EPOCH
from openpyxl.utils.exceptions import InvalidFileException

from ..sources.rows import Unreadable
from .layout import BY_CODE, KEY, MARK, MAX_COLUMNS, MAX_ROWS, REASON
from .opening import DAMAGE, check, damaged
from .translating import EMPTY, Found

CODES_WITHIN = 30  # rows from the top: people put a title above the table
FAULTS = (
    *DAMAGE,
    AttributeError,
    IndexError,
    TypeError,
    DefusedXmlException,
    ElementTree.ParseError,
    etree.XMLSyntaxError,
    InvalidFileException,
)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=[\"']([^\"']+)[\"']")


@dataclasses.dataclass(frozen=True)
class FoundRow:
    """A row of the file: its number there (from 1), its hidden key, and {column: Found}."""

    number: int
    key: str
    cells: dict


@dataclasses.dataclass(frozen=True)
class FoundSheet:
    """A sheet of ours in the file: its code, its name there, and {column: its number (from 0)}."""

    code: str
    title: str
    first_row: int
    columns: dict
    rows: list


@dataclasses.dataclass(frozen=True)
class FoundWorkbook:
    """What was found: the reference code, the sheets by code, sheets that are not ours, and how it counts days."""

    reference: str
    sheets: dict
    others: list
    epoch: datetime.datetime = WINDOWS_EPOCH


def read(data, limit):
    """The FoundWorkbook in the bytes of a file of at most `limit` bytes.

    Raises Unreadable where it is no spreadsheet, is dangerous or damaged, or holds no sheet of this site.
    """
    check(data, limit)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out
            return _read(data)
    except Unreadable:
        raise
    except FAULTS as error:
        raise Unreadable(damaged()) from error


def _read(data):
    results, formulas = (
        openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False)
        for data_only in (True, False)
    )
    sheets, others, references = {}, [], set()
    for with_results, with_formulas in zip(results.worksheets, formulas.worksheets, strict=True):
        marks = _marks(with_results)
        if marks is None:
            others.append(with_results.title)
        if not marks:
            continue
        row, code, reference, columns = marks
        if code in sheets:
            raise Unreadable(_("The sheet “%(title)s” stands twice in the file.") % {"title": BY_CODE[code].title})
        references.add(reference)
        rows = list(_rows(with_results, with_formulas, row, columns))
        sheets[code] = FoundSheet(code, with_results.title, row + 2, columns, rows)
    if not sheets:
        raise Unreadable(_("This is no workbook of this site, or its hidden first row is gone. Download a fresh one."))
    if len(references) > 1:
        raise Unreadable(_("The file holds sheets of several workbooks. Upload each workbook by itself."))
    return FoundWorkbook(references.pop(), sheets, others, results.epoch)


def _marks(worksheet):
    """(row, code, reference, {column: number}) of the hidden row that names the columns.

    Empty for a sheet of ours without data, None for a foreign one.
    """
    worksheet.reset_dimensions()
    for number, row in enumerate(_values(worksheet, CODES_WITHIN), 1):
        marks = [(place, str(cell.value).split(":")) for place, cell in enumerate(row) if _is_mark(cell)]
        for _place, parts in marks:
            if len(parts) == 4 and parts[1] in BY_CODE and parts[2] == KEY:
                names = {parts[2]: place for place, parts in reversed(marks) if len(parts) > 2}
                return number, parts[1], parts[3], names
        if any(len(parts) == 2 for _place, parts in marks):
            return ()
    return None


def _is_mark(cell):
    return isinstance(cell.value, str) and cell.value.startswith(f"{MARK}:")


def _values(worksheet, last):
    return worksheet.iter_rows(min_row=1, max_row=last, max_col=MAX_COLUMNS)


def _rows(with_results, with_formulas, marks_row, columns):
    """The rows below the headings in which anything stands beside the hidden key."""
    with_formulas.reset_dimensions()
    merged = _merged(with_results)
    pairs = zip(_values(with_results, MAX_ROWS), _values(with_formulas, MAX_ROWS), strict=True)
    for number, (results, formulas) in enumerate(pairs, 1):
        if number < marks_row + 2 or not results:
            continue
        cells = {}
        for name, place in columns.items():
            if name != REASON:
                cells[name] = _found(results[place], formulas[place], _is_covered(merged, number, place + 1))
        key = cells.pop(KEY).value
        if key is not None or any(cell != EMPTY for cell in cells.values()):
            yield FoundRow(number, str(key or "").strip(), cells)


def _found(result, formula, is_covered):
    if is_covered:
        return Found(problem=_("This cell is merged with others. Split them, and write in each cell."))
    is_formula = formula.data_type == "f"
    if result.data_type == "e":
        return Found(is_formula=is_formula, problem=_("The formula has no result: %(word)s.") % {"word": result.value})
    if is_formula and result.value is None and result.data_type != "str":  # a result without any letter is one
        sentence = _("The result of this formula is not in the file. Open and save it once, or write the result.")
        return Found(is_formula=True, problem=sentence)
    return Found(result.value, is_formula) if result.value is not None else EMPTY


def _merged(worksheet):
    """The merged areas of a sheet as (left, top, right, bottom)."""
    # The reader of large files leaves merged cells out, so they are looked up in the sheet's own part.
    with worksheet.parent._archive.open(worksheet._worksheet_path) as part:
        return [range_boundaries(match[1].decode()) for match in _MERGED.finditer(part.read())]


def _is_covered(merged, row, column):
    """Whether the cell lies in a merged area and is not the one that shows its value."""
    return any(
        left <= column <= right and top <= row <= bottom and (left, top) != (column, row)
        for left, top, right, bottom in merged
    )
