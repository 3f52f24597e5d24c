"""Steps: their due dates, and steps of which nobody said anything for half a year.

What a line is about: an ImplementationStep.
"""

import datetime

from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import ImplementationStep, ReminderItem, ReminderRule, Visibility
from ..matter import Matter
from .own import is_own

Kind, LeftOut = ReminderRule.Kind, ReminderItem.LeftOut
QUIET = relativedelta(months=6)


def matters(situation):
    """Open steps with a due date near, and open steps that have been quiet for six months by then; two queries."""
    steps = ImplementationStep.objects.open().filter(local_government__state__in=situation.states)
    steps = steps.select_related("local_government").order_by("due_date", "pk")
    if span := situation.span(Kind.STEP_DUE):
        for step in steps.filter(due_date__range=span):
            yield _matter(Kind.STEP_DUE, step, step.due_date)
    if span := situation.span(Kind.STEP_STALE):
        first, last = (_start(day - QUIET) for day in span)
        for step in steps.filter(updated_at__range=(first, last)):
            yield _matter(Kind.STEP_STALE, step, quiet_on(step))


def quiet_on(step):
    """The day on which a step will have been without news for six months."""
    return timezone.localdate(step.updated_at, datetime.UTC) + QUIET


def _matter(kind, step, day):
    return Matter(kind, step.pk, step.local_government.state_id, day, step.local_government)


def _start(day):
    return datetime.datetime.combine(day, datetime.time.min, tzinfo=datetime.UTC)


def due_line(item, today):
    """A step that is not marked as done."""
    step = ImplementationStep.objects.open().filter(pk=item.object_id).first()
    if step is None:
        return LeftOut.DONE
    if step.due_date != item.due_date:
        return LeftOut.MOVED
    return _told(item, step, _("The step is not marked as done."))


def stale_line(item, today):
    """A step of which nobody said anything for six months."""
    step = ImplementationStep.objects.open().filter(pk=item.object_id).first()
    if step is None or quiet_on(step) != item.due_date:
        return LeftOut.DONE
    fact = _("Nothing was written about it for six months: a short note or its status is enough.")
    return {**_told(item, step, fact), "is_event": True}


def _told(item, step, fact):
    return {
        "title": _("A step on a sensitive topic") if _is_sensitive(step) else step.title,
        "facts": [fact],
        "path": reverse("tracking:step-edit" if is_own(item) else "tracking:step-detail", args=[step.pk]),
    }


def _is_sensitive(step):
    is_hidden = step.visibility == Visibility.RESTRICTED
    return is_hidden or step.follow_ups.filter(recommendation__is_sensitive=True).exists()


KINDS = {Kind.STEP_DUE: due_line, Kind.STEP_STALE: stale_line}
