"""The end of an administration's term, and governments without a focal point.

What a line is about: a LocalGovernment.
"""

from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ...models import ReminderItem, ReminderRule
from ..matter import Audience, Matter
from ..people import People
from .own import own_path

Kind, LeftOut = ReminderRule.Kind, ReminderItem.LeftOut


def matters(situation):
    """Terms that end near, and this month's and the next months' vacant posts; no query of its own."""
    yield from _terms(situation)
    yield from _vacant(situation)


def _terms(situation):
    for government in situation.places.values():
        if government.term_ends_on and situation.spans(Kind.TERM_END, government.term_ends_on):
            yield Matter(Kind.TERM_END, government.pk, government.state_id, government.term_ends_on, government)


def _vacant(situation):
    """Where somebody works already, or an open call asks: the first days of this month and of those in sight."""
    span, people = situation.span(Kind.POST_VACANT), situation.people
    if span is None:
        return
    asked = {government.pk for call in situation.calls for government in situation.asked(call)}
    for government in situation.places.values():
        if people.has_focal_point(government) or not (government.pk in asked or people.has_anybody(government)):
            continue
        for day in first_days(situation.today, span[1]):
            whom = Audience.APPROVERS_AND_COORDINATORS
            yield Matter(Kind.POST_VACANT, government.pk, government.state_id, day, government, audience=whom)


def first_days(today, last):
    """The first day of the month of `today`, and those of the months after it until `last`."""
    day = today.replace(day=1)
    while day <= last:
        yield day
        day += relativedelta(months=1)


def term_line(item, today):
    """The administration changes: what runs should be handed over."""
    ends_on = item.local_government.term_ends_on
    if ends_on != item.due_date:
        return LeftOut.MOVED
    if ends_on < today:
        return LeftOut.DONE
    words = {"day": date_format(ends_on, "DATE_FORMAT")}
    return {
        "title": _("The administration’s term ends on %(day)s: prepare the hand-over") % words,
        "facts": [_("The hand-over pack says what runs, what is due, and who knows about it.")],
        "path": own_path(item, reverse("tracking:handover-pack", args=[item.local_government_id])),
        "is_event": True,
    }


def read(items):
    """Give each ReminderItem about a vacant post whether somebody has it by now; one query for all."""
    vacant = [item for item in items if item.rule.kind == Kind.POST_VACANT]
    people = People([item.local_government for item in vacant]) if vacant else None
    for item in vacant:
        item.has_focal_point = people.has_focal_point(item.local_government)


def vacant_line(item, today):
    """Nobody hears first: told to who can name somebody."""
    if item.has_focal_point:
        return LeftOut.DONE
    return {
        "title": _("Nobody is focal point: reminders have no first address"),
        "facts": [_("Name somebody, or invite the person who answers for it.")],
        "path": reverse("tracking:people-list", args=[item.local_government_id]),
        "audience": Audience.APPROVERS_AND_COORDINATORS,
        "is_event": True,
    }


KINDS = {Kind.TERM_END: term_line, Kind.POST_VACANT: vacant_line}
