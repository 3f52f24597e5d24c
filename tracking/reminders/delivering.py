"""Sends a reminder mail at most once: claim, look again, send, write down what happened."""

import datetime
import smtplib

from django.db import transaction
from django.utils import translation

from .. import emails
from ..models import LocalGovernment, ReminderDelivery
from .missing import line

INTERRUPTED_AFTER = datetime.timedelta(minutes=30)


def deliver(pk, *, now):
    """Send the mail `pk` unless another worker has it; returns a word for the log: sent, skipped, failed or gone.

    The claim is committed before the mail goes out, and nothing is held while it does. A crash in between
    leaves the mail "being sent"; it is not sent again, `expire_stale` shows it to a person.
    """
    if not ReminderDelivery.objects.claim(pk, now=now):
        return "gone"
    delivery = ReminderDelivery.objects.select_related("recipient").get(pk=pk)
    today = delivery.recipient.local_date(now)
    with translation.override(delivery.language):
        lines = [found for found in (line(item, today) for item in _current_items(delivery)) if found]
        if not lines:
            return _finish(delivery, ReminderDelivery.Status.SKIPPED, now)
        mail = emails.reminder(delivery.recipient, lines)
    delivery.subject = mail.subject
    try:
        mail.send()
    except (smtplib.SMTPException, OSError) as error:
        return _finish(delivery, ReminderDelivery.Status.FAILED, now, error=type(error).__name__)
    return _finish(delivery, ReminderDelivery.Status.SENT, now)


def expire_stale(now):
    """Mark mails whose worker vanished: nobody knows whether they went out. Returns their number."""
    return ReminderDelivery.objects.filter(
        status=ReminderDelivery.Status.SENDING, claimed_at__lt=now - INTERRUPTED_AFTER
    ).update(status=ReminderDelivery.Status.UNKNOWN, finished_at=now)


@transaction.atomic
def retry(delivery, *, now):
    """Let a mail that failed, or whose outcome is unknown, be sent again; a person decided so.

    Its lines move to the person's waiting mail. Returns that mail, or None where it was sent or waits already.
    """
    again = (ReminderDelivery.Status.FAILED, ReminderDelivery.Status.UNKNOWN)
    current = ReminderDelivery.objects.select_for_update().filter(pk=delivery.pk, status__in=again).first()
    if current is None or not current.items.exists():
        return None
    recipient = current.recipient
    waiting, _ = ReminderDelivery.objects.get_or_create(
        recipient=recipient,
        status=ReminderDelivery.Status.PENDING,
        defaults={"language": recipient.language, "local_date": recipient.local_date(now), "selected_at": now},
    )
    current.items.update(delivery=waiting)
    return waiting


def _current_items(delivery):
    """Its lines as far as they still concern the recipient: who left a government hears nothing of it any more."""
    recipient = delivery.recipient
    items = delivery.items.select_related("rule", "local_government")
    if not recipient.is_active:
        return items.none()
    return items.filter(local_government__in=LocalGovernment.objects.visible_to(recipient))


def _finish(delivery, status, now, error=""):
    delivery.status, delivery.finished_at, delivery.error = status, now, error
    delivery.save(update_fields=["status", "finished_at", "error", "subject"])
    return str(status)
