"""Steps and indicators by SDG target as a spreadsheet: every target has a line, empty ones say so."""

import datetime

import xlsxwriter
from django.utils.translation import gettext as _

from ..documents.text import is_rtl_language
from ..documents.xlsx import DATE, SYMBOL, TEXT, WORDS, Column, Sheet, fitted, formats_of, write_sheet


def render(content, out):
    """Write the SdgContent to `out`, a binary file, as XLSX; words are in the language active now.

    Text is never a formula. The same content in the same language gives the same bytes.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    is_rtl = is_rtl_language(content.language)
    with xlsxwriter.Workbook(out, options) as workbook:
        created = datetime.datetime.combine(content.made_on, datetime.time())
        title = _("%(government)s by SDG target") % {"government": content.government}
        workbook.set_properties({"title": fitted(title), "author": fitted(content.government), "created": created})
        formats = formats_of(workbook, is_rtl)
        for sheet in (_step_sheet(content), _indicator_sheet(content)):
            write_sheet(workbook, sheet, formats, is_rtl)


def _step_sheet(content):
    columns = (
        Column(_("SDG goal"), WORDS, 26),
        Column(_("SDG target"), SYMBOL, 10),
        Column(_("What the target is about"), WORDS, 32),
        Column(_("Step"), TEXT, 40),
        Column(_("Kind"), WORDS, 20),
        Column(_("Status"), WORDS, 14),
        Column(_("Start"), DATE, 12),
        Column(_("Due"), DATE, 12),
        Column(_("Ended on"), DATE, 12),
        Column(_("Result so far"), TEXT, 50),
        Column(_("Recommendations"), SYMBOL, 18),
        Column(_("Who may see it"), WORDS, 14),
    )
    return Sheet(_("Steps"), columns, _step_rows(content))


def _step_rows(content):
    for goal in content.goals:
        name = f"{goal.number} {goal.label}"
        for target in goal.targets:
            if target.is_empty:
                yield (name, target.code, target.label, _("nothing recorded"), *[None] * 8)
            for step in target.steps:
                yield (name, target.code, target.label, *_step_cells(step))
        for step in goal.steps:
            yield (name, None, _("no target named"), *_step_cells(step))
    for step in content.other_steps:
        yield (_("no goal named"), None, None, *_step_cells(step))


def _step_cells(step):
    dates = (step.starts_on, step.due_on, step.ended_on)
    return step.title, step.kind, step.status, *dates, step.result, ", ".join(step.paragraphs), step.visibility


def _indicator_sheet(content):
    columns = (
        Column(_("SDG goal"), WORDS, 26),
        Column(_("SDG target"), SYMBOL, 10),
        Column(_("SDG indicator"), SYMBOL, 12),
        Column(_("Indicator"), TEXT, 50),
        Column(_("Kind"), WORDS, 30),
        Column(_("Newest value"), TEXT, 24),
        Column(_("Period"), WORDS, 16),
        Column(_("Who may see it"), WORDS, 14),
    )
    return Sheet(_("Indicators"), columns, _indicator_rows(content))


def _indicator_rows(content):
    for goal in content.goals:
        for target in goal.targets:
            for row in target.indicators:
                yield (f"{goal.number} {goal.label}", target.code, *_indicator_cells(row))
    for row in content.other_indicators:
        yield (_("no goal named"), None, *_indicator_cells(row))


def _indicator_cells(row):
    return row.sdg_indicator, f"{row.code} {row.name}".strip(), row.kind, row.value, row.period, row.visibility
