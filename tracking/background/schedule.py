"""What repeats, as the settings say: when each ran, and what is due."""

import copy
import dataclasses
import datetime

from celery.schedules import maybe_schedule
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ..models import BackgroundRun
from .silence import began_at, silent_after

LABELS = {
    "select reminders": _("finding what is due, and sending mails"),
    "sweep": _("waking what waits, looking after what was interrupted"),
    "erase left contacts": _("erasing contacts of people who left"),
    "sweep survey mails": _("sending invitations to surveys that were held up"),
    "erase survey contacts": _("erasing contacts of surveys that are over"),
    "publish scheduled pages": _("publishing pages at the hour that an editor set"),
    "refresh search": _("letting the search know what changed"),
    "tell subscribers": _("sending mails about what is new"),
    "forget subscriptions": _("erasing addresses that nobody confirmed"),
}
LATE_AFTER = datetime.timedelta(minutes=15)


@dataclasses.dataclass(frozen=True)
class Repeated:
    """A task of the schedule with its newest run (None: never so far), and when it is due the next time."""

    name: str
    task: str
    run: BackgroundRun | None
    due_at: datetime.datetime | None
    is_late: bool

    @property
    def label(self):
        """What it does, in words."""
        return LABELS.get(self.name, self.name)

    @property
    def is_failing(self):
        """Its newest run failed."""
        return self.run is not None and self.run.is_failing


def repeated(now):
    """All tasks of the schedule, in its order; two queries."""
    runs, began = {run.name: run for run in BackgroundRun.objects.all()}, began_at()
    late_after = max(silent_after() or LATE_AFTER, LATE_AFTER)
    found = []
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        run = runs.get(name)
        since = run.started_at if run else began
        due_at = now + _remaining(entry["schedule"], since, now) if since else None
        found.append(Repeated(name, entry["task"], run, due_at, bool(due_at) and now - due_at > late_after))
    return found


def due(now):
    """The tasks that beat would have woken by now, and those that never ran."""
    return [task for task in repeated(now) if task.run is None or task.due_at <= now]


def _remaining(schedule, since, now):
    """How long it is until a schedule (of Celery) is due, negative where it was."""
    own = copy.copy(maybe_schedule(schedule))
    own.nowfun = lambda: now
    return own.remaining_estimate(since)
