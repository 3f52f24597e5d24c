"""Finds in an uploaded workbook the cells in which somebody wrote, beside what was downloaded."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import WorkbookRow
from .cells import CellProblem
from .collecting import collect
from .layout import SHEETS, Access, is_new
from .translating import Translator

FEW = 10  # keys that a sentence names


def rows_written(found, workbook):
    """([WorkbookRow] in which somebody wrote, not saved, in the order of the sheets; [sentence] about the file)."""
    grid = collect(workbook.local_government, workbook.review)
    new_steps = [key for key in workbook.snapshot["steps"] if is_new(key)]
    translator = Translator(workbook.language, grid.known(new_steps), found.epoch)
    rows, notices = [], []
    for sheet in SHEETS:
        if sheet.code not in found.sheets:
            notices.append(_("The sheet “%(title)s” is not in the file.") % {"title": sheet.title})
            continue
        there, base = found.sheets[sheet.code], workbook.snapshot[sheet.code]
        rows += _rows_of(sheet, there, base, translator)
        notices += _missing(sheet, there, base)
    if found.others:
        titles = ", ".join(found.others[:FEW])
        notices.append(_("Sheets that are not of this workbook are not read: %(titles)s.") % {"titles": titles})
    return rows, notices


def _rows_of(sheet, there, base, translator):
    rows, seen = [], {}
    for row in there.rows:
        cells, problems = {}, []
        if row.key in seen:
            problems = [_("This row is a copy of row %(number)d. Use an empty row for new things.") % seen[row.key]]
        elif row.key not in base:
            problems = [_("The hidden number of this row is missing or unknown. Write in one of the prepared rows.")]
        elif not _stands_beside_its_key(sheet, row, base[row.key]):
            problems = [_("This row was moved against its hidden number. Sort whole rows, or download a fresh file.")]
        else:
            seen[row.key] = {"number": row.number}
            cells = _written_cells(sheet, row, base[row.key], translator)
        if problems or cells:
            made = WorkbookRow(sheet=sheet.code, key=row.key[:30], number=row.number, cells=cells, problems=problems)
            rows.append(made)
    return rows


def _stands_beside_its_key(sheet, row, base):
    """Whether the cell that cannot change still says what the hidden key stands for."""
    found = row.cells.get(sheet.anchor)
    wanted = base.get(sheet.anchor, "")
    return found is None or not wanted or str(found.value or "").strip() == wanted


def _written_cells(sheet, row, base, translator):
    """{column: dict} of the cells that say something else than when they were downloaded."""
    cells = {}
    for column in sheet.compared():
        found, before = row.cells.get(column.name), base.get(column.name, "")
        if found is None or (column.name == sheet.anchor and before) or column.access == Access.LOCKED:
            continue
        try:
            after = translator.plain(column, found, before)
        except CellProblem as problem:
            cells[column.name] = {"base": before, "value": str(found.value or "")[:200], "problem": str(problem)}
            continue
        if after != before:
            cells[column.name] = {"base": before, "value": after}
            if found.is_formula:
                cells[column.name]["notice"] = _("A formula: its result is taken.")
    return cells


def _missing(sheet, there, base):
    """Sentences about the columns and rows of a sheet that are gone; nothing is deleted for it."""
    columns = [column.heading for column in sheet.compared() if column.name not in there.columns]
    if columns:
        words = {"title": there.title, "columns": ", ".join(columns)}
        yield _("“%(title)s” has no column any more for: %(columns)s. They stay as they are.") % words
    found = {row.key for row in there.rows}
    gone = [values.get(sheet.anchor) or key for key, values in base.items() if key not in found and not is_new(key)]
    if gone:
        named = ", ".join(gone[:FEW]) + (" …" if len(gone) > FEW else "")
        sentence = ngettext(
            "%(count)d row of “%(title)s” is not in the file and stays as it is on the site: %(named)s",
            "%(count)d rows of “%(title)s” are not in the file and stay as they are on the site: %(named)s",
            len(gone),
        )
        yield sentence % {"count": len(gone), "title": there.title, "named": named}
