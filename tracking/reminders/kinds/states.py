"""The coordinator's week while a call runs. What a line is about: a Call."""

import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ...midterm.board import KINDS as STAGES
from ...midterm.board import Board
from ...models import Call, ReminderItem, ReminderRule
from ..matter import Audience, Matter

Kind, LeftOut = ReminderRule.Kind, ReminderItem.LeftOut
WEEK = datetime.timedelta(weeks=1)
WEEKS_BEFORE, WEEKS_AFTER = 8, 5  # around the last day for input


def matters(situation):
    """This week's Monday and those in sight, of calls whose last day is near; no query of its own."""
    span = situation.span(Kind.WEEKLY_BOARD)
    if span is None:
        return
    for call in situation.calls:
        day = situation.today - datetime.timedelta(days=situation.today.weekday())
        while day <= span[1]:
            if call.deadline - WEEKS_BEFORE * WEEK <= day <= call.deadline + WEEKS_AFTER * WEEK:
                state = call.review.state_id
                yield Matter(Kind.WEEKLY_BOARD, call.pk, state, day, audience=Audience.COORDINATORS, call_id=call.pk)
            day += WEEK


def board_line(item, today):
    """How many governments stand where, as of now; a board that waited until the next one is not told any more."""
    call = Call.objects.reminding().filter(pk=item.object_id).select_related("review").first()
    if call is None or today >= item.due_date + WEEK:
        return LeftOut.DONE
    if call.deadline + WEEKS_AFTER * WEEK < item.due_date or item.due_date < call.deadline - WEEKS_BEFORE * WEEK:
        return LeftOut.MOVED
    counts = Board(call, today).counts
    facts = [_("Last day for input: %(day)s") % {"day": date_format(call.deadline, "DATE_FORMAT")}]
    for stage, label in STAGES.items():
        if counts.get(stage):
            facts.append(_("%(stage)s: %(count)s") % {"stage": label, "count": counts[stage]})
    path = reverse("tracking:call-detail", args=[call.pk])
    return {
        "title": call.title,
        "facts": facts,
        "path": path,
        "audience": Audience.COORDINATORS,
        "is_event": True,
    }


KINDS = {Kind.WEEKLY_BOARD: board_line}
