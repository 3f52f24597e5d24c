"""Makes reminder mails and their lines for tests, with the times that a mail's status asks for."""

from tests.factories import NOW
from tracking.models import ReminderDelivery, ReminderItem

WAITING, CLAIMED = ("pending",), ("sending",)


def mail(recipient, status="pending", now=NOW, **fields):
    """A mail in English of the day of `now`."""
    moments = {} if status in WAITING else {"claimed_at": now}
    if status not in (*WAITING, *CLAIMED):
        moments["finished_at"] = now
    usual = {"language": "en", "local_date": now.date(), "selected_at": now}
    return ReminderDelivery.objects.create(recipient=recipient, status=status, **{**usual, **moments, **fields})


def line(rule, recipient, government, object_id, due_date, **fields):
    """A line about a row of the government; `delivery` is its mail, without one somebody skipped it."""
    return ReminderItem.objects.create(
        rule=rule,
        recipient=recipient,
        state=government.state,
        local_government=government,
        object_id=object_id,
        due_date=due_date,
        **fields,
    )


def skipped(rule, recipient, government, object_id, due_date, *, by, reason, now=NOW):
    """A line that `by` skipped."""
    who = {"skipped_by": by, "skipped_at": now, "skip_reason": reason}
    return line(rule, recipient, government, object_id, due_date, **who)
