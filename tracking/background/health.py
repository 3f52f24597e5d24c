"""How the work in the background fares: what ran, what waits, and what is wrong, in sentences for people."""

import dataclasses
import datetime
import logging

from django.db.models import Count, Exists, Max, Min, OuterRef, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import gateways
from ..models import ReminderDelivery, ReminderItem
from ..models.mail_failure import MailFailure
from .schedule import repeated
from .silence import is_silent, silent_after

log = logging.getLogger(__name__)
STUCK_AFTER = datetime.timedelta(hours=1)  # a mail whose hour came and that nobody has claimed
Status = ReminderDelivery.Status


@dataclasses.dataclass(frozen=True)
class Mails:
    """How many reminder mails stand where."""

    later: int  # their hour has not come
    ready: int
    put_off: int  # of both: those that were tried already
    without_server: int  # of these: the mail server could not be reached
    sending: int
    failed: int
    unknown: int
    oldest: datetime.datetime | None  # since when the oldest of the ready ones has been ready
    sent_at: datetime.datetime | None  # when the newest one went out


@dataclasses.dataclass(frozen=True)
class Health:
    """The tasks, the mails, and what is wrong."""

    tasks: list
    mails: Mails
    problems: list

    @property
    def is_well(self):
        """Nothing is wrong."""
        return not self.problems


def health(now, states=None):
    """The Health at `now`, with the mails of these States, or all; a fixed number of queries."""
    tasks, mails = repeated(now), mails_of(now, states)
    return Health(tasks, mails, [*_silence(now), *_tasks(tasks), *_waiting(mails, now), *_gateway()])


def mails_of(now, states=None):
    """The Mails of these States, or all; one query. A mail without lines gave them to another one."""
    lines = ReminderItem.objects.filter(delivery=OuterRef("pk"))
    if states is not None:
        lines = lines.filter(state__in=states)
    pending, tried = Q(status=Status.PENDING), Q(attempts__gt=0)
    ready, open_ = pending & Q(send_after__lte=now), Q(resolved_at=None)
    counted = ReminderDelivery.objects.filter(Exists(lines)).aggregate(
        later=Count("pk", pending & Q(send_after__gt=now)),
        ready=Count("pk", ready),
        put_off=Count("pk", pending & tried),
        without_server=Count("pk", pending & tried & Q(error__startswith=MailFailure.CONNECTION)),
        sending=Count("pk", Q(status=Status.SENDING)),
        failed=Count("pk", open_ & Q(status=Status.FAILED)),
        unknown=Count("pk", open_ & Q(status=Status.UNKNOWN)),
        oldest=Min(Greatest("send_after", "selected_at"), filter=ready),
        sent_at=Max("finished_at", filter=Q(status=Status.SENT)),
    )
    return Mails(**counted)


def _silence(now):
    if is_silent(now):
        minutes = int(silent_after().total_seconds() // 60)
        yield (
            ngettext(
                "Nothing has run in the background for more than %d minute.",
                "Nothing has run in the background for more than %d minutes.",
                minutes,
            )
            % minutes
        )


def _tasks(tasks):
    for task in tasks:
        if task.is_failing:
            yield _("The last run failed: %(task)s (%(error)s).") % {"task": task.label, "error": task.run.error}
        elif task.is_late:
            yield _("It should have run by now: %(task)s.") % {"task": task.label}


def _waiting(mails, now):
    if mails.oldest and now - mails.oldest > STUCK_AFTER:
        yield _("Mails have been ready for more than an hour, and nobody sends them.")
    if mails.without_server:
        count = mails.without_server
        yield (
            ngettext(
                "The mail server could not be reached: %d mail waits for the next attempt.",
                "The mail server could not be reached: %d mails wait for the next attempt.",
                count,
            )
            % count
        )


def _gateway():
    """The gateway is somebody else's code: that it can be started is all that can be asked without sending."""
    try:
        gateways.chosen()
    except Exception as error:  # noqa: BLE001 -- whatever is wrong with it is what is asked
        log.warning("the gateway for texts cannot be started: %s", type(error).__name__)
        yield _("The gateway for text messages cannot be started.")
