"""Ongoing statuses of which nobody said anything for a year: one line for all of a government's.

What a line is about: a LocalGovernment.
"""

import datetime
from collections import defaultdict

from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...board import STALE
from ...models import FollowUp, ReminderItem, ReminderRule
from ...models.followup import STALE_AFTER_MONTHS, Status
from ..matter import Matter
from .own import own_path

Kind, LeftOut = ReminderRule.Kind, ReminderItem.LeftOut
STALE_AFTER = relativedelta(months=STALE_AFTER_MONTHS)


def matters(situation):
    """The days on which an ongoing status of a government goes stale, each day once; one query."""
    span = situation.span(Kind.STATUS_STALE)
    if span is None:
        return
    first, last = (_start(day - STALE_AFTER) for day in span)
    rows = FollowUp.objects.filter(status=Status.ONGOING, updated_at__range=(first, last))
    days = defaultdict(dict)
    for place, at in rows.order_by("updated_at").values_list("local_government", "updated_at"):
        if place in situation.places:
            days[place][stale_on(at)] = True
    for place, of_place in days.items():
        for day in of_place:
            government = situation.places[place]
            yield Matter(Kind.STATUS_STALE, place, government.state_id, day, government)


def stale_on(at):
    """The day on which a status last touched at this moment has been without news for twelve months."""
    return timezone.localdate(at, datetime.UTC) + STALE_AFTER


def _start(day):
    return datetime.datetime.combine(day, datetime.time.min, tzinfo=datetime.UTC)


def stale_line(item, today):
    """How many statuses have gone stale; never which recommendations they are about."""
    rows = FollowUp.objects.filter(status=Status.ONGOING, local_government=item.local_government_id)
    days = [stale_on(at) for at in rows.values_list("updated_at", flat=True)]
    if item.due_date not in days:
        return LeftOut.DONE
    count = sum(day <= max(today, item.due_date) for day in days)
    text = ngettext(
        "%d ongoing status without news for twelve months",
        "%d ongoing statuses without news for twelve months",
        count,
    )
    path = reverse("tracking:workspace", args=[item.local_government_id]) + f"?attention={STALE}"
    facts = [_("Say in a few words what happened, or choose another status.")]
    return {"title": text % count, "facts": facts, "path": own_path(item, path), "is_event": True}


KINDS = {Kind.STATUS_STALE: stale_line}
