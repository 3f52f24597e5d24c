"""The hand-over pack as a Word file: two pages to read, then the lists to work with."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ..documents.blocks import BULLET, PLAIN, Heading, Paragraph, Span, Table, compose
from ..documents.docx import LANDSCAPE, LANDSCAPE_WIDTH, block, fact, section
from ..documents.docx_package import Properties, link_ids, write
from ..documents.docx_xml import Writer
from ..documents.text import is_rtl_language
from ..documents.words import date_word, joined, number_word


def title(pack):
    """The title of the pack: "Hand-over pack of Almirena"."""
    return _("Hand-over pack of %(government)s") % {"government": pack.government}


def properties(pack):
    """The Properties of the file."""
    return Properties(title(pack), _("Universal Periodic Review"), pack.government, pack.language, pack.day)


def render(pack, out):
    """Write the Pack to `out`, a binary file, as DOCX; words are in the language active now."""
    writer = Writer(is_rtl_language(pack.language), link_ids(practice.url for practice in pack.practices))
    footer = compose(
        _("As of %(day)s. Internal. Page %(page)s of %(pages)s"),
        day=date_word(pack.day),
        page=Span("PAGE", anchor="field"),
        pages=Span("NUMPAGES", anchor="field"),
    )
    write(out, properties(pack), writer, header=title(pack), footer=footer, body=_body(pack, writer))


def _body(pack, writer):
    yield writer.paragraph("Title", title(pack))
    yield writer.paragraph("Subtitle", _("%(level)s, %(state)s") % {"level": pack.level, "state": pack.state})
    for label, value in _facts(pack):
        yield fact(writer, "CoverFact", label, value)
    for heading, blocks in _chapters(pack):
        yield writer.paragraph("Heading1", heading)
        for part in blocks:
            yield block(writer, part, LANDSCAPE_WIDTH)
    yield section(writer, LANDSCAPE)


def _facts(pack):
    yield _("As of"), date_word(pack.day)
    term = _("%(start)s to %(end)s") % {"start": date_word(pack.term_starts), "end": date_word(pack.term_ends)}
    yield _("Term of the administration"), term
    for post, name in pack.posts:
        yield post, Span(name, direction="auto") if name else Span(_("vacant"), strong=True)


def _chapters(pack):
    yield _("In short"), _summary(pack)
    yield _("Dates that come"), _listed(pack.moments, _moment_table, _("No date is known."))
    yield _("Hand-over notes"), _listed(pack.notes, _notes, _("Nobody left a note."))
    yield _("Open steps by who keeps them up to date"), _listed(pack.by_owner, _steps, _("No step is open."))
    yield _("What was promised"), _listed(pack.promises, _promise_table, _("Nothing was promised in public."))
    yield (
        _("Statuses by cluster"),
        _listed(pack.status_rows, lambda _rows: _status_table(pack), _("None is sorted yet.")),
    )
    yield _("Indicators due"), _listed(pack.indicators, _indicator_table, _("No value is due in the next 90 days."))
    yield _("Half-finished"), _listed(pack.waiting, _waiting, _("Nothing is half-finished."))
    yield _("People"), _listed(pack.people, _people_table, _("Nobody works here: every post is vacant."))
    yield _("Service areas"), _listed(pack.powers, _power_table, _("Nothing is said yet."))
    yield _("Action plans"), _listed(pack.plans, _plan_table, _("There is no plan."))
    yield _("Good practices"), _listed(pack.practices, _practices, _("No practice is published."))
    yield _("The first hundred days"), _first_days()


def _listed(rows, made, otherwise):
    return made(rows) if rows else [_plain(otherwise)]


def _plain(text):
    return Paragraph(PLAIN, (Span(text),))


def _summary(pack):
    counts = (
        (len(pack.steps), ngettext("%(count)s step is open.", "%(count)s steps are open.", len(pack.steps))),
        (len(pack.overdue), ngettext("%(count)s is overdue.", "%(count)s are overdue.", len(pack.overdue))),
        (
            len(pack.unfunded),
            ngettext("%(count)s lacks resources.", "%(count)s lack resources.", len(pack.unfunded)),
        ),
        (
            len(pack.orphans),
            ngettext("%(count)s belongs to nobody.", "%(count)s belong to nobody.", len(pack.orphans)),
        ),
        (
            len(pack.promises),
            ngettext("%(count)s promise stands.", "%(count)s promises stand.", len(pack.promises)),
        ),
        (
            len(pack.indicators),
            ngettext("%(count)s indicator is due.", "%(count)s indicators are due.", len(pack.indicators)),
        ),
    )
    return [Paragraph(BULLET, (Span(words % {"count": number_word(count)}),)) for count, words in counts]


def _moment_table(moments):
    rows = tuple((date_word(moment.day), Span(moment.what, direction="auto")) for moment in moments)
    return [Table(_("Dates that come"), (_("Date"), _("What")), rows, (1, 4))]


def _notes(notes):
    for note in notes:
        to = note.to or _("nobody yet")
        words = {"day": date_word(note.day), "left": note.left, "to": to}
        yield Heading(3, _("%(day)s: %(left)s, taken over by %(to)s") % words)
        yield Paragraph(PLAIN, (Span(note.text or _("No note was left."), direction="auto"),))


def _steps(groups):
    header = (_("Step"), _("Department"), _("Due"), _("Status"), _("Resources"), _("Recommendations"), _("Next"))
    for owner, steps in groups:
        name = owner or _("Nobody")
        yield Table(name, header, tuple(map(_step_row, steps)), (25, 15, 12, 9, 9, 15, 15))


def _step_row(step):
    due = date_word(step.due)
    return (
        Span(step.title, direction="auto"),
        Span(step.responsible, direction="auto"),
        Span(_("%(day)s, overdue") % {"day": due}, strong=True) if step.is_overdue else due,
        step.status,
        resource_word(step.resources),
        Span(joined(step.paragraphs), direction="ltr"),
        Span(step.next_step, direction="auto"),
    )


def resource_word(resources):
    """Whether the resources are secured, in a word."""
    return {"yes": _("yes"), "partly": _("partly"), "no": _("no")}.get(resources, "–")


def _promise_table(promises):
    header = (pgettext("number of a recommendation", "No."), _("Status"), _("What was said"), _("Where"))
    rows = tuple(
        (
            Span(row.paragraph, strong=True, direction="ltr"),
            row.status,
            Span(row.text, direction="auto"),
            Span(row.source, direction="auto"),
        )
        for row in promises
    )
    return [Table(_("What was promised"), header, rows, (10, 15, 50, 25))]


def _status_table(pack):
    header = (_("Cluster"), *pack.statuses)
    rows = tuple((row.cluster, *map(number_word, row.counts)) for row in pack.status_rows)
    numbers = frozenset(range(1, len(header)))
    return [Table(_("Statuses by cluster"), header, rows, (30, *(10 for _status in pack.statuses)), numbers)]


def _indicator_table(indicators):
    rows = tuple(
        (
            Span(row.code, direction="ltr"),
            Span(row.name, direction="auto"),
            date_word(row.due),
            Span(row.institution, direction="auto"),
        )
        for row in indicators
    )
    return [
        Table(_("Indicators due"), (_("Code"), _("Indicator"), _("Due"), _("Who has the data")), rows, (12, 44, 18, 26))
    ]


def _waiting(rows):
    return [Paragraph(BULLET, compose("%(kind)s: %(title)s", kind=row.kind, title=row.title)) for row in rows]


def _people_table(people):
    rows = tuple(
        (Span(row.name, direction="auto"), row.role, row.post or "–", Span(row.mail, direction="ltr")) for row in people
    )
    return [Table(_("People"), (_("Name"), _("Role"), _("Post"), _("Mail address")), rows, (30, 20, 20, 30))]


def _power_table(powers):
    header = (_("Service area"), _("Competence"), _("Legal basis"), _("What you cannot do"), _("Who can act"))
    rows = tuple((row.area, row.kind, _said(row.legal_basis), _said(row.limits), _said(row.who_can)) for row in powers)
    return [Table(_("Service areas"), header, rows, (24, 12, 22, 24, 18))]


def _said(text):
    return Span(text or "–", direction="auto")


def _plan_table(plans):
    rows = tuple(
        (Span(row.title, direction="auto"), date_word(row.adopted), date_word(row.starts), date_word(row.ends))
        for row in plans
    )
    return [
        Table(_("Action plans"), (_("Plan"), _("Adopted on"), _("Starts on"), _("Ends on")), rows, (46, 18, 18, 18))
    ]


def _practices(practices):
    template = _("%(title)s (check again by %(day)s)")
    for row in practices:
        day = date_word(row.verify_by) if row.verify_by else _("now: nobody has checked it yet")
        title = Span(row.title, direction="auto", url=row.url)
        yield Paragraph(BULLET, compose(template, title=title, day=day))


def _first_days():
    lines = (
        _("Name the focal point and the alternate."),
        _("Go through the open steps: confirm each, pass it on, or stop it with a reason. Nothing is deleted."),
        _("Look at the service areas and at what was sorted as yours."),
        _("Read the dates above, and put them into your own calendar."),
        _("Tell the national coordinator who answers from now on."),
    )
    return [Paragraph(BULLET, (Span(line),)) for line in lines]
