"""Tables to a spreadsheet, row by row: real numbers and dates, and text that is never a formula."""

import datetime
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import xlsxwriter
from django.utils.translation import gettext as _

from .text import clean, is_rtl_language

# What a column holds decides how its cells are written and which way they run.
WORDS, TEXT, SYMBOL, NUMBER, SHARE, DATE = "words", "text", "symbol", "number", "share", "date"

CELL_LIMIT = 32_767  # UTF-16 units that a cell can hold
_TITLE_LIMIT = 31  # characters of a sheet's name
_PAGE_WIDTH = 150  # characters that are still readable when a sheet is printed one page wide
_LINE, _ROW_LIMIT = 15, 409  # points: the height of a line of text, and the most that a row can have
_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]")
_MIDNIGHT = datetime.time()


class Column(NamedTuple):
    """A column: its heading, what it holds, and its width in characters."""

    title: str
    kind: str
    width: int


class Sheet(NamedTuple):
    """A sheet of equal rows. A value is text, a number, a date, or None for an empty cell; rows are read once."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Any, ...]]


def write(out, properties, *, lines, sheets):
    """Write a spreadsheet to `out`, a binary file; the same words on the same day give the same bytes.

    `properties` are the Properties of the file; `lines` of the README sheet are (label, value, what it holds).
    Text longer than a cell can hold is cut and ends with a note that says so.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    is_rtl = is_rtl_language(properties.language)
    with xlsxwriter.Workbook(out, options) as workbook:
        created = datetime.datetime.combine(properties.day, _MIDNIGHT)
        told = {"title": properties.title, "subject": properties.subject, "author": properties.author}
        workbook.set_properties({**{name: fitted(text) for name, text in told.items()}, "created": created})
        formats = formats_of(workbook, is_rtl)
        _write_readme(workbook, properties.title, lines, formats, is_rtl)
        for sheet in sheets:
            write_sheet(workbook, sheet, formats, is_rtl)


def fitted(text):
    """The text as one cell can hold it: without control characters, cut with a note where it is too long."""
    text = clean(text)
    if text.startswith("<r>"):  # the writer takes <r>...</r> for markup of its own, and writes it as it is
        text = f" {text}"
    if _length(text) <= CELL_LIMIT:
        return text
    note = _(" […] The text is longer than a cell can hold; it stands whole in the Word file.")
    room = CELL_LIMIT - _length(note)
    return text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore") + note


def _length(text):
    # Most texts are far from the limit: no need to count their signs beyond the basic plane.
    return len(text) if len(text) * 2 <= CELL_LIMIT else len(text.encode("utf-16-le")) // 2


def formats_of(workbook, is_rtl):
    """The cell formats of a workbook by what a column holds, with those of headings, titles and labels."""
    own_way, ltr, by_first_letter = 2 if is_rtl else 1, 1, 0
    cell = {"valign": "top", "text_wrap": True}
    return {
        "heading": workbook.add_format(
            {
                **cell,
                "bold": True,
                "bg_color": "#DCE6F1",
                "font_color": "#1F3864",
                "bottom": 1,
                "reading_order": own_way,
            }
        ),
        "title": workbook.add_format(
            {"bold": True, "font_size": 15, "font_color": "#1F3864", "reading_order": own_way}
        ),
        "label": workbook.add_format({**cell, "bold": True, "reading_order": own_way}),
        WORDS: workbook.add_format({**cell, "reading_order": own_way}),
        TEXT: workbook.add_format({**cell, "reading_order": by_first_letter}),
        SYMBOL: workbook.add_format({**cell, "reading_order": ltr, "num_format": "@"}),
        NUMBER: workbook.add_format({"valign": "top", "num_format": "#,##0"}),
        SHARE: workbook.add_format({"valign": "top", "num_format": "0%"}),
        DATE: workbook.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"}),
    }


def write_sheet(workbook, sheet, formats, is_rtl):
    """Write a Sheet as a worksheet of its own, with a fixed heading row and a filter."""
    worksheet = _new_worksheet(workbook, sheet.title, is_rtl)
    worksheet.freeze_panes(1, 1)
    worksheet.set_landscape()
    worksheet.repeat_rows(0)
    if sum(column.width for column in sheet.columns) <= _PAGE_WIDTH:
        worksheet.fit_to_pages(1, 0)
    else:
        worksheet.repeat_columns(0)
    for number, column in enumerate(sheet.columns):
        worksheet.set_column(number, number, column.width)
    worksheet.set_row(0, 45)
    for number, column in enumerate(sheet.columns):
        worksheet.write_string(0, number, fitted(column.title), formats["heading"])
    last = 0
    for last, values in enumerate(sheet.rows, 1):
        worksheet.set_row(last, _height(sheet.columns, values))
        for number, (column, value) in enumerate(zip(sheet.columns, values, strict=True)):
            _write_cell(worksheet, last, number, column.kind, value, formats[column.kind])
    worksheet.autofilter(0, 0, last, len(sheet.columns) - 1)
    worksheet.ignore_errors({"number_stored_as_text": f"A1:Z{last + 1}"})


def _height(columns, values):
    # Not every program fits rows to wrapped text when it opens a file, so the height is set: lines times 15 points.
    lines = 1
    for column, value in zip(columns, values, strict=True):
        if isinstance(value, str) and len(value) > column.width * 0.8:
            room = max(1, int(column.width * 0.9))
            lines = max(lines, sum(1 + _breadth(line) // room for line in value.split("\n")))
    return min(lines * _LINE, _ROW_LIMIT)


def _breadth(line):
    return len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))


def _new_worksheet(workbook, title, is_rtl):
    # A translated name may hold signs that a sheet's name must not.
    worksheet = workbook.add_worksheet("".join(" " if sign in "[]:*?/\\" else sign for sign in title)[:_TITLE_LIMIT])
    worksheet.set_paper(9)
    if is_rtl:
        worksheet.right_to_left()
    return worksheet


def _write_cell(worksheet, row, column, kind, value, cell_format):
    if value is None or value == "":
        return
    if kind in (NUMBER, SHARE):
        worksheet.write_number(row, column, value, cell_format)
    elif kind == DATE:
        worksheet.write_datetime(row, column, value, cell_format)
    else:
        worksheet.write_string(row, column, fitted(value), cell_format)


def _write_readme(workbook, title, lines, formats, is_rtl):
    worksheet = _new_worksheet(workbook, _("README"), is_rtl)
    worksheet.set_column(0, 0, 30)
    worksheet.set_column(1, 1, 100)
    worksheet.fit_to_pages(1, 0)
    worksheet.write_string(0, 0, fitted(title), formats["title"])
    for number, (label, text, kind) in enumerate(lines, 2):
        worksheet.write_string(number, 0, fitted(label), formats["label"])
        _write_cell(worksheet, number, 1, kind, text, formats[kind])
