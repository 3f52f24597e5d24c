"""The hand-over pack as a spreadsheet: the same content as the Word file, as lists to filter and sort."""

from django.utils.translation import gettext as _

from ..documents.words import date_word, joined
from ..documents.xlsx import DATE, NUMBER, SYMBOL, TEXT, WORDS, Column, Sheet, write
from .docx import properties, resource_word


def render(pack, out):
    """Write the Pack to `out`, a binary file, as XLSX; words are in the language active now."""
    write(out, properties(pack), lines=tuple(_lines(pack)), sheets=_sheets(pack))


def _lines(pack):
    yield _("What this is"), _("Where everything stands, for whoever comes next. Internal."), WORDS
    yield _("As of"), date_word(pack.day), WORDS
    yield _("Term of the administration"), f"{date_word(pack.term_starts)} – {date_word(pack.term_ends)}", WORDS
    for post, name in pack.posts:
        yield post, name or _("vacant"), TEXT
    for note in pack.notes:
        words = {"day": date_word(note.day), "left": note.left, "to": note.to or _("nobody yet")}
        yield _("%(day)s: %(left)s, taken over by %(to)s") % words, note.text or _("No note was left."), TEXT


def _sheets(pack):
    yield _steps(pack)
    moments = ((moment.day, moment.what) for moment in pack.moments)
    yield Sheet(_("Dates"), (Column(_("Date"), DATE, 14), Column(_("What"), TEXT, 70)), moments)
    yield _promises(pack)
    counts = (Column(label, NUMBER, 13) for label in pack.statuses)
    rows = ((row.cluster, *row.counts) for row in pack.status_rows)
    yield Sheet(_("Statuses by cluster"), (Column(_("Cluster"), WORDS, 36), *counts), rows)
    yield _indicators(pack)
    yield _people(pack)
    yield _powers(pack)
    yield _plans(pack)
    yield _practices(pack)


def _steps(pack):
    columns = (
        Column(_("Who keeps it up to date"), TEXT, 24),
        Column(_("Step"), TEXT, 45),
        Column(_("Department"), TEXT, 28),
        Column(_("Due"), DATE, 12),
        Column(_("Overdue"), WORDS, 10),
        Column(_("Status"), WORDS, 14),
        Column(_("Resources"), WORDS, 12),
        Column(_("Recommendations"), SYMBOL, 18),
        Column(_("Next"), TEXT, 45),
        Column(_("Confirm, pass on, or stop (why)"), TEXT, 40),
    )
    rows = (
        (
            step.owner or _("Nobody"),
            step.title,
            step.responsible,
            step.due,
            _("yes") if step.is_overdue else _("no"),
            step.status,
            resource_word(step.resources),
            joined(step.paragraphs),
            step.next_step,
            None,
        )
        for step in pack.steps
    )
    return Sheet(_("Open steps"), columns, rows)


def _promises(pack):
    columns = (
        Column(_("Recommendation"), SYMBOL, 17),
        Column(_("Status"), WORDS, 20),
        Column(_("What was said"), TEXT, 80),
        Column(_("Where"), TEXT, 40),
    )
    return Sheet(_("Promises"), columns, ((row.paragraph, row.status, row.text, row.source) for row in pack.promises))


def _indicators(pack):
    columns = (
        Column(_("Code"), SYMBOL, 14),
        Column(_("Indicator"), TEXT, 60),
        Column(_("Due"), DATE, 12),
        Column(_("Who has the data"), TEXT, 36),
    )
    return Sheet(
        _("Indicators due"), columns, ((row.code, row.name, row.due, row.institution) for row in pack.indicators)
    )


def _people(pack):
    columns = (
        Column(_("Name"), TEXT, 30),
        Column(_("Role"), WORDS, 20),
        Column(_("Post"), WORDS, 18),
        Column(_("Mail address"), SYMBOL, 36),
    )
    return Sheet(_("People"), columns, ((row.name, row.role, row.post, row.mail) for row in pack.people))


def _powers(pack):
    columns = (
        Column(_("Service area"), WORDS, 36),
        Column(_("Competence"), WORDS, 14),
        Column(_("Legal basis"), TEXT, 36),
        Column(_("What you cannot do"), TEXT, 45),
        Column(_("Who can act"), TEXT, 36),
    )
    rows = ((row.area, row.kind, row.legal_basis, row.limits, row.who_can) for row in pack.powers)
    return Sheet(_("Service areas"), columns, rows)


def _plans(pack):
    columns = (
        Column(_("Plan"), TEXT, 50),
        Column(_("Adopted on"), DATE, 14),
        Column(_("Starts on"), DATE, 14),
        Column(_("Ends on"), DATE, 14),
    )
    return Sheet(_("Action plans"), columns, ((row.title, row.adopted, row.starts, row.ends) for row in pack.plans))


def _practices(pack):
    columns = (
        Column(_("Practice"), TEXT, 50),
        Column(_("Address"), SYMBOL, 60),
        Column(_("Check again by"), DATE, 16),
    )
    return Sheet(_("Good practices"), columns, ((row.title, row.url, row.verify_by) for row in pack.practices))
