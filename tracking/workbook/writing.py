"""Writes the workbook row by row: drop-down lists, protected headings, text that is never a formula."""

import datetime
import re

import xlsxwriter
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..documents.text import is_rtl_language
from .cells import CELL_LIMIT, FIRST_DAY, LAST_DAY, plain_text
from .instructions import instructions
from .layout import BY_CODE, KEY, MARK, SHEETS, Access, Kind

FIRST_ROW = 2  # of the data; above it the hidden codes and the headings
MOST_DIGITS = 15  # that a number in a cell keeps
_TITLE_LIMIT = 31  # characters of a sheet's name
_TITLE_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_NUMBERS = {Kind.YEAR: "0", Kind.AMOUNT: "#,##0.00", Kind.MEASURE: "General", Kind.DATE: "yyyy-mm-dd"}
_ALLOWED = {
    **dict.fromkeys(("select_locked_cells", "select_unlocked_cells", "format_cells", "format_columns"), True),
    **dict.fromkeys(("format_rows", "sort", "autofilter"), True),
}


def write(workbook, grid, out):
    """Write the Workbook (the row of the database) with the cells of its Grid to `out`, a binary file.

    Words are in the language active now. Constant memory: row by row.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as file:
        _Writer(file, workbook, grid).write()


def keys_of(sheet, grid):
    """The keys of a sheet's rows: what stands on the site, then the rows prepared for new ones."""
    keys = list(grid.sheets[sheet.code])
    if sheet.code == "values":
        keys += [f"i{indicator.pk}" for indicator in grid.indicators.values()]
    return keys + [f"n{number}" for number in range(1, sheet.empty_rows + 1)]


def prepared(sheet, key, grid):
    """What already stands in a row prepared for something new: {column: plain text}."""
    if sheet.code == "steps":
        return {"number": key.upper()}
    if key.startswith("i"):
        indicator = next(row for row in grid.indicators.values() if row.pk == int(key[1:]))
        return {"code": indicator.code}
    return {}


class _Writer:
    def __init__(self, file, workbook, grid):
        self.file, self.workbook, self.grid = file, workbook, grid
        self.is_rtl = is_rtl_language(workbook.language)
        self.formats = {}

    def write(self):
        government = self.workbook.local_government
        self.file.set_properties({"title": self._text(_("Workbook of %(place)s") % {"place": government})})
        self._write_readme()
        for sheet in SHEETS:
            self._write_sheet(sheet)
        self._write_lists()

    def _format(self, **properties):
        """A format of the file, made once."""
        known = tuple(sorted(properties.items()))
        if known not in self.formats:
            order = {} if "reading_order" in properties else {"reading_order": 2 if self.is_rtl else 1}
            self.formats[known] = self.file.add_format({"valign": "top", "text_wrap": True, **order, **properties})
        return self.formats[known]

    def _sheet(self, title):
        worksheet = self.file.add_worksheet(plain_title(title))
        worksheet.set_landscape()
        worksheet.set_paper(9)
        if self.is_rtl:
            worksheet.right_to_left()
        worksheet.protect("", _ALLOWED)
        return worksheet

    def _write_readme(self):
        worksheet = self._sheet(_("README"))
        worksheet.set_column(0, 0, 28)
        worksheet.set_column(1, 1, 95)
        worksheet.fit_to_pages(1, 0)
        title = _("Workbook of %(place)s") % {"place": self.workbook.local_government}
        _mark(worksheet, "readme")
        self._put(worksheet, 1, 0, title, self._format(bold=True, font_size=15, text_wrap=False))
        facts = [
            (_("Reference code"), self.workbook.reference),
            (_("Downloaded on"), date_format(self.workbook.made_at, "DATETIME_FORMAT")),
            (_("Downloaded by"), str(self.workbook.made_by)),
            (_("Take it back until"), date_format(self.workbook.expires_at, "DATE_FORMAT")),
        ]
        for row, (label, text) in enumerate([*facts, ("", ""), *instructions()], 3):
            self._put(worksheet, row, 0, label, self._format(bold=True))
            self._put(worksheet, row, 1, text, self._format())

    def _write_sheet(self, sheet):
        worksheet = self._sheet(sheet.title)
        keys = keys_of(sheet, self.grid)
        worksheet.freeze_panes(FIRST_ROW, 3 if sheet.code == "steps" else 2)
        worksheet.repeat_rows(0, 1)
        worksheet.fit_to_pages(1, 0)
        worksheet.set_column(0, 0, 8, None, {"hidden": True})
        worksheet.set_row(0, None, None, {"hidden": True})
        worksheet.set_row(1, 45)
        heading = self._format(bold=True, bg_color="#DCE6F1", font_color="#1F3864", bottom=1)
        worksheet.write_string(0, 0, f"{MARK}:{sheet.code}:{KEY}:{self.workbook.reference}")
        for number, column in enumerate(sheet.columns, 1):
            worksheet.set_column(number, number, column.width)
            worksheet.write_string(0, number, f"{MARK}:{sheet.code}:{column.name}")
            self._add_choices(worksheet, sheet, column, number, len(keys))
        self._put(worksheet, 1, 0, KEY, heading)
        for number, column in enumerate(sheet.columns, 1):
            self._put(worksheet, 1, number, column.heading, heading)
        for row, key in enumerate(keys, FIRST_ROW):
            self._write_row(worksheet, sheet, row, key)
        worksheet.autofilter(1, 1, FIRST_ROW + len(keys) - 1, len(sheet.columns))

    def _write_row(self, worksheet, sheet, row, key):
        values = self.grid.sheets[sheet.code].get(key) or prepared(sheet, key, self.grid)
        hints = self.grid.hints[sheet.code].get(key, {})
        if key.startswith("i"):
            hints = {"name": self.grid.indicators[values["code"]].name}
        worksheet.write_string(row, 0, key, self._format(locked=True))
        for number, column in enumerate(sheet.columns, 1):
            is_open = column.is_open(key) and not (key.startswith("i") and column.access == Access.NEW)
            text = hints.get(column.name, "") if column.kind == Kind.HINT else values.get(column.name, "")
            self._write_cell(worksheet, row, number, column, text, is_open)

    def _write_cell(self, worksheet, row, number, column, text, is_open):
        look = {"locked": False, "border": 4, "border_color": "#9AA5B1"} if is_open else {"bg_color": "#F2F4F6"}
        if column.kind == Kind.DATE:
            found = self._format(**look, num_format=_NUMBERS[column.kind], align="left")
            if text:
                worksheet.write_datetime(row, number, datetime.date.fromisoformat(text), found)
        elif column.kind in _NUMBERS and (not text or is_number(text)):
            found = self._format(**look, num_format=_NUMBERS[column.kind])
            if text:
                worksheet.write_number(row, number, float(text), found)
        else:
            # As text, and known to be text: what begins with = stays so when somebody edits the cell.
            found = self._format(**look, num_format="@", quote_prefix=True, reading_order=0)
            if text:
                self._put(worksheet, row, number, self._word(column, text), found)
        if not text:
            worksheet.write_blank(row, number, None, found)

    @staticmethod
    def _word(column, text):
        if column.kind == Kind.MEASURE and text in dict(BY_CODE["steps"].column("is_date_uncertain").choices):
            return str(dict(BY_CODE["steps"].column("is_date_uncertain").choices)[text])
        return str(dict(column.choices).get(text, text)) if column.choices else text

    def _add_choices(self, worksheet, sheet, column, number, row_count):
        """The drop-down list of a column, and what a date must be."""
        last = FIRST_ROW + row_count - 1
        source = f"=list_{sheet.code}_{column.name}" if column.choices else ""
        if column.kind in (Kind.STEP, Kind.CODE):
            source = f"=list_{column.kind}"
        if source:
            words = {"validate": "list", "source": source, "error_title": _("Choose from the list")}
            words["error_message"] = _("Choose one of the words in the list, or leave the cell empty.")
            worksheet.data_validation(FIRST_ROW, number, last, number, words)
        elif column.kind == Kind.DATE:
            words = {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY}
            words |= {"error_title": _("Write a date"), "error_message": _("Write a date, such as 2026-03-31.")}
            worksheet.data_validation(FIRST_ROW, number, last, number, words)

    def _write_lists(self):
        """The hidden sheet from which the drop-down lists take their words."""
        worksheet = self._sheet(_("Lists"))
        worksheet.hide()
        lists = {
            f"list_{sheet.code}_{column.name}": [str(word) for _code, word in column.choices]
            for sheet in SHEETS
            for column in sheet.columns
            if column.choices
        }
        lists[f"list_{Kind.STEP}"] = [key.upper() for key in keys_of(BY_CODE["steps"], self.grid)]
        lists[f"list_{Kind.CODE}"] = list(self.grid.indicators)
        _mark(worksheet, "lists")
        title = worksheet.get_name().replace("'", "''")
        for row in range(max(len(words) for words in lists.values())):
            for column, words in enumerate(lists.values()):
                if row < len(words):
                    worksheet.write_string(row + 1, column, words[row])
        for column, (name, words) in enumerate(lists.items()):
            letter = xlsxwriter.utility.xl_col_to_name(column)
            self.file.define_name(name, f"='{title}'!${letter}$2:${letter}${max(len(words), 1) + 1}")

    def _put(self, worksheet, row, number, text, found):
        if text:
            worksheet.write_string(row, number, self._text(text), found)

    @staticmethod
    def _text(text):
        text = plain_text(str(text), is_one_line=False)
        # The writer takes <r>...</r> for markup of its own; the blank is dropped again on reading.
        return f"{text} " if text.startswith("<r>") and len(text) < CELL_LIMIT else text


def _mark(worksheet, name):
    """Say in the hidden first row that the sheet is one of this site."""
    worksheet.set_row(0, None, None, {"hidden": True})
    worksheet.write_string(0, 0, f"{MARK}:{name}")


def plain_title(title):
    """A sheet's name without the signs that it must not hold."""
    return str(title).translate(_TITLE_FORBIDDEN)[:_TITLE_LIMIT]


def is_number(text):
    """Whether a plain text is a number that a cell keeps exactly."""
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", text)) and sum(sign.isdigit() for sign in text) <= MOST_DIGITS
