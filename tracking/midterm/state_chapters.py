"""The chapters made of what the State keeps on its review: institutions, consultations, positions, pledges, needs."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..documents.blocks import Heading, Span, bullet, listed, numbered
from ..documents.words import date_word, number_word
from .words import position_word, status_word


def _free(text, strong=False):
    return Span(text, strong, "auto")


def _lines(*lines):
    """The bullets of (label, text) where there is a text."""
    for label, text in lines:
        if text:
            yield bullet(_("%(label)s: %(text)s"), label=label, text=text if isinstance(text, Span) else _free(text))


def institutions(content, index):
    """The blocks of the chapter on institutions and plans."""
    for row in content.records.institutions:
        yield numbered(_("%(name)s (%(kind)s)"), leads=True, name=_free(row.name, strong=True), kind=Span(row.kind))
        yield from _lines(
            (_("Since"), date_word(row.since) if row.since else ""),
            (_("Mandate, members, resources"), row.mandate),
            (_("What changed since the review"), row.change),
            (_("Website"), Span(row.website, direction="ltr") if row.website else ""),
        )
    if not content.records.institutions:
        yield numbered(_("No national institution or plan is recorded."))
    if content.records.local_bodies:
        yield numbered(
            ngettext(
                "Local governments have published %(count)s human rights body of their own.",
                "Local governments have published %(count)s human rights bodies of their own.",
                content.records.local_bodies,
            ),
            count=number_word(content.records.local_bodies),
        )


def consultations(content, index):
    """The blocks of the chapter on consultations: how many, with whom, what they changed; the rest is in Annex D."""
    held = content.records.consultations
    if not held:
        yield numbered(_("No consultation is recorded."))
    else:
        yield numbered(held_sentence(held), leads=True)
    for row in held:
        yield bullet(
            _("%(day)s, %(title)s (%(kind)s): %(came)s %(themes)s %(outcome)s"),
            day=date_word(row.held_on),
            title=_free(row.title, strong=True),
            kind=row.kind,
            came=attendance(row),
            themes=_free(row.themes),
            outcome=_free(row.outcome),
        )
    if content.records.dialogues:
        yield numbered(regions_sentence(content.records))


def held_sentence(held):
    """How many consultations the State held, and where they are listed."""
    words = ngettext(
        "The State held %(count)s consultation on this report. Annex D lists it.",
        "The State held %(count)s consultations on this report. Annex D lists them.",
        len(held),
    )
    return words % {"count": number_word(len(held))}


def attendance(row):
    """How many came, of how many that were invited: "12 of 30 invited came."; "" where nobody counted."""
    if row.attended_number is None:
        return ""
    values = {"came": number_word(row.attended_number)}
    if row.invited_number is None:
        return ngettext("%(came)s came.", "%(came)s came.", row.attended_number) % values
    return _("%(came)s of %(invited)s invited came.") % {**values, "invited": number_word(row.invited_number)}


def regions_sentence(records):
    """In how many regions of how many the State held a dialogue."""
    return _("The State held regional dialogues in %(reached)s of %(all)s regions.") % {
        "reached": number_word(records.regions),
        "all": number_word(records.regions_total),
    }


def positions(content, index):
    """The blocks of the chapter on changes of position since the adoption."""
    changes = content.records.position_changes
    if not changes:
        yield numbered(_("No position changed since the adoption."))
        return
    yield numbered(_("These positions changed since the adoption:"), leads=True)
    for change in changes:
        yield bullet(
            _("Recommendation %(number)s: %(old)s, since %(day)s %(new)s (%(source)s). %(reason)s"),
            number=index.number(change.paragraph, strong=True),
            old=position_word(change.old_position),
            day=date_word(change.decided_on),
            new=position_word(change.new_position),
            source=_free(change.source),
            reason=_free(change.reason),
        )


def pledges(content, index):
    """The blocks of the chapter on voluntary pledges."""
    if not content.records.pledges:
        yield numbered(_("No voluntary pledge is recorded."))
    for pledge in content.records.pledges:
        yield numbered(
            _("Pledge %(number)s (%(status)s): %(text)s"),
            leads=True,
            number=Span(pledge.number, direction="ltr"),
            status=status_word(pledge.status),
            text=_free(pledge.text),
        )
        made = ", ".join(filter(None, (date_word(pledge.made_on) if pledge.made_on else "", pledge.made_at)))
        yield from _lines(
            (_("Made"), made),
            (_("What became of it"), pledge.progress),
            (_("Responsible body"), pledge.lead),
            (_("Due"), date_word(pledge.due) if pledge.due else ""),
        )


def assistance(content, index):
    """The blocks of the chapter on challenges by kind and on needs for assistance."""
    yield Heading(2, _("Challenges"))
    yield from _challenges(content.records.challenges)
    yield Heading(2, _("Needs for assistance"))
    if not content.records.needs:
        yield numbered(_("No need for assistance is recorded."))
        return
    for need in content.records.needs:
        yield numbered(
            _("%(title)s (%(kind)s). %(text)s"),
            leads=bool(need.asked_of or need.paragraphs),
            title=_free(need.title, strong=True),
            kind=need.kind,
            text=_free(need.text),
        )
        yield from _lines((_("Asked of"), need.asked_of))
        if need.paragraphs:
            numbers = listed(index.number(paragraph) for paragraph in need.paragraphs)
            yield bullet(_("Recommendations: %(numbers)s"), numbers=numbers)


def _challenges(counts):
    if not counts:
        yield numbered(_("No challenge is recorded by kind."))
        return
    yield numbered(
        _(
            "By kind are counted the challenges that local governments recorded with the work behind their answers;"
            " those that they named in words stand in the clusters:"
        ),
        leads=True,
    )
    for row in counts:
        words = ngettext(
            "%(kind)s: %(answers)s answer, %(governments)s",
            "%(kind)s: %(answers)s answers, %(governments)s",
            row.answers,
        )
        governments = ngettext("%(count)s local government", "%(count)s local governments", row.governments)
        yield bullet(
            words,
            kind=Span(row.kind, strong=True),
            answers=number_word(row.answers),
            governments=governments % {"count": number_word(row.governments)},
        )
