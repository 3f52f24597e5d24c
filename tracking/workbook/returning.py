"""Gives an uploaded workbook back as it came, with the reason at the end of each row that could not be taken over."""

import io
import warnings

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.styles import Alignment, Font, PatternFill

from ..sources.rows import Unreadable
from .cells import plain_text
from .layout import BY_CODE, MARK, REASON
from .opening import damaged
from .reading import CODES_WITHIN, FAULTS

WIDTH = 60  # characters
_FAULT = PatternFill("solid", fgColor="FDE2E0")
_HEADING = Font(bold=True, color="8A1C12")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def reasons_of(comparison):
    """{sheet: {row in the file: (sentence, [column])}} of the rows that stand refused."""
    found = {}
    for difference in comparison.rows:
        sentences = [*difference.problems]
        sentences += [sentence for sentence in difference.row.refusals if sentence not in sentences]
        if sentences:
            columns = [cell.column.name for cell in difference.cells if cell.problem]
            found.setdefault(difference.sheet.code, {})[difference.row.number] = ("\n".join(sentences), columns)
    return found


def returned(data, reasons):
    """The bytes of the file with its reasons ({sheet: {row: (sentence, [column])}}); earlier reasons are taken out.

    Raises Unreadable where the stored file cannot be opened any more.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out
            file = openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
            for worksheet in file.worksheets:
                marks = _marks(worksheet)
                if marks:
                    _write_reasons(worksheet, *marks, reasons.get(marks[1], {}))
            out = io.BytesIO()
            file.save(out)
    except FAULTS as error:
        raise Unreadable(damaged()) from error
    return out.getvalue()


def _marks(worksheet):
    """(row, sheet, {column: number}) of the hidden row that names the columns; None in a foreign sheet."""
    for row in worksheet.iter_rows(max_row=CODES_WITHIN):
        marks = {}
        for cell in row:
            parts = str(cell.value).split(":")
            if len(parts) > 2 and parts[0] == MARK and parts[1] in BY_CODE:
                marks.setdefault(parts[2], cell.column)
                code = parts[1]
        if marks:
            return row[0].row, code, marks
    return None


def _write_reasons(worksheet, row, code, marks, reasons):
    place = marks.get(REASON) or max(marks.values()) + 1
    if REASON not in marks:
        while any(worksheet.cell(number, place).value is not None for number in (row + 1, *reasons)):
            place += 1  # a column that somebody added stays
    for number in range(row + 2, worksheet.max_row + 1):
        if REASON in marks:
            worksheet.cell(number, place).value = None
    worksheet.cell(row, place, f"{MARK}:{code}:{REASON}")
    heading = worksheet.cell(row + 1, place, _("Reason"))
    heading.font, heading.alignment = _HEADING, _WRAPPED
    letter = heading.column_letter
    worksheet.column_dimensions[letter].width, worksheet.column_dimensions[letter].hidden = WIDTH, False
    for number, (sentence, columns) in reasons.items():
        cell = worksheet.cell(number, place)
        # Set as text: a sentence quotes what people wrote, which may begin like a formula.
        cell.value, cell.data_type = plain_text(sentence, is_one_line=False), "s"
        cell.alignment, cell.fill = _WRAPPED, _FAULT
        worksheet.row_dimensions[number].hidden = False
        for name in columns:
            if name in marks:
                worksheet.cell(number, marks[name]).fill = _FAULT
