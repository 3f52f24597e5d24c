"""A mail that surely did not go out waits again: by itself, or with the mail that waits for the person by now."""

import contextlib

from django.db import IntegrityError, transaction

from ..models import ReminderDelivery
from ..models.mail_failure import MailFailure
from .working_days import next_moment

Status = ReminderDelivery.Status
ATTEMPTS = 3


def put_off(delivery, earliest, *, now, error=""):
    """Let a claimed mail wait until `earliest`, or the first moment after it that suits its reader.

    What was written for the person meanwhile, and waits, takes its lines over: nobody has two mails waiting.
    """
    moment = next_moment(earliest, delivery.recipient, delivery.working_days)
    delivery.send_after, delivery.error = moment, error
    day = delivery.recipient.local_date(moment)
    for _attempt in range(ATTEMPTS):  # another mail waits, or went out in between, and nothing is in the way any more
        if _wait(delivery, day) or _join(delivery, now):
            return


def _wait(delivery, day):
    """Let it wait by itself; False where another mail waits for the person."""
    for local_date in (day, delivery.local_date):  # the other day has its mail: it keeps its own
        with contextlib.suppress(IntegrityError), transaction.atomic():
            _own_claim(delivery).update(
                status=Status.PENDING,
                claimed_at=None,
                send_after=delivery.send_after,
                local_date=local_date,
                attempts=delivery.attempts,
                error=delivery.error,
            )
            return True
    return False


def _own_claim(delivery):
    """The row while the claim of this worker stands."""
    return ReminderDelivery.objects.filter(pk=delivery.pk, status=Status.SENDING, claimed_at=delivery.claimed_at)


@transaction.atomic
def _join(delivery, now):
    """Give its lines to the mail that waits for the person; False where none waits any more."""
    others = ReminderDelivery.objects.select_for_update().filter(recipient=delivery.recipient_id)
    waiting = others.pending().first()
    if waiting is None:
        return False
    if not delivery.finish(Status.SKIPPED, now=now, error=str(MailFailure.JOINED)):
        return True  # it was given up: a person looks into it
    delivery.items.update(delivery=waiting)
    of_day = others.filter(is_digest=True, local_date=waiting.local_date, status__in=(Status.SENDING, Status.SENT))
    waiting.is_digest = waiting.is_digest or (delivery.is_digest and not of_day.exists())
    waiting.attempts = max(waiting.attempts, delivery.attempts)
    waiting.send_after = max(waiting.send_after, delivery.send_after)
    waiting.save(update_fields=["is_digest", "attempts", "send_after"])
    return True
