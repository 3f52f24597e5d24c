"""What waits for a person: lines that each count something and lead to where it is done."""

import dataclasses

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import board
from .models import (
    Call,
    Contribution,
    FollowUp,
    ImplementationStep,
    LocalGovernment,
    Recommendation,
    ReminderDelivery,
    Report,
    SourceFile,
)
from .permissions import Permission, has_permission


@dataclasses.dataclass(frozen=True)
class Line:
    """One thing to do: the sentence, where it leads, a drawing, and whether it is late."""

    text: str
    url: str
    icon: str
    is_late: bool = False


@dataclasses.dataclass(frozen=True)
class Todo:
    """A government, or a State, with its lines."""

    place: object
    lines: list
    url: str = ""
    may_write: bool = False


def of_government(government, user, today):
    """The Todo of one government for one of its people, in a fixed number of queries."""
    may_write = has_permission(user, Permission.FOLLOW_UP_EDIT, local_government=government)
    lines = [
        *_triage_lines(government, may_write),
        *_step_lines(government, today),
        *_stale_lines(government, today),
        *_call_lines(government, user, today, may_write),
    ]
    return Todo(government, lines, reverse("tracking:workspace", args=[government.pk]), may_write)


def _triage_lines(government, may_write):
    review = board.newest_review(government.state)
    count = board.untriaged(review, government).count() if review else 0
    if count:
        text = ngettext("%d recommendation to sort", "%d recommendations to sort", count) % count
        triage = reverse("tracking:followup-triage", args=[government.pk])
        table = reverse("tracking:workspace", args=[government.pk]) + f"?relevance={board.UNTRIAGED}"
        yield Line(text, triage if may_write else table, "filter")


def _step_lines(government, today):
    steps = ImplementationStep.objects.filter(local_government=government).open()
    soon = Q(due_date__range=(today, today + board.SOON))
    counts = steps.aggregate(overdue=Count("pk", Q(due_date__lt=today)), soon=Count("pk", soon))
    address = reverse("tracking:step-list", args=[government.pk])
    if counts["overdue"]:
        text = ngettext("%d step is overdue", "%d steps are overdue", counts["overdue"]) % counts["overdue"]
        yield Line(text, f"{address}?due=overdue", "warning", is_late=True)
    if counts["soon"]:
        text = ngettext("%d step is due in 30 days", "%d steps are due in 30 days", counts["soon"]) % counts["soon"]
        yield Line(text, f"{address}?due=soon", "calendar")


def _stale_lines(government, today):
    follow_ups = FollowUp.objects.filter(local_government=government)
    count = board.stale(follow_ups, today).count()
    if count:
        text = ngettext(
            "%d ongoing status without news for twelve months",
            "%d ongoing statuses without news for twelve months",
            count,
        )
        address = reverse("tracking:workspace", args=[government.pk])
        yield Line(text % count, f"{address}?status={board.STALE}", "clock", is_late=True)


def _call_lines(government, user, today, may_write):
    may_approve = has_permission(user, Permission.CONTRIBUTION_APPROVE, local_government=government)
    calls = {call.pk: call for call in Call.objects.open().filter(review__state=government.state)}
    own = Contribution.objects.filter(call__in=calls, local_government=government).latest()
    by_call = {contribution.call_id: contribution for contribution in own}
    for pk, call in calls.items():
        yield from _contribution_lines(call, by_call.get(pk), government, user, today, may_write, may_approve)


def days_left(deadline, today):
    """How long there is still time, in words."""
    days = (deadline - today).days
    if days < 0:
        return ngettext("%d day late", "%d days late", -days) % -days
    if days == 0:
        return _("today is the last day")
    return ngettext("%d day left", "%d days left", days) % days
