"""What a report of a mail that did not arrive changes: its row, and the flag of the address."""

import datetime

from django.db import transaction

from ..models import ReminderDelivery, User
from ..models.mail_failure import OF_ADDRESS

Status = ReminderDelivery.Status
REMEMBERED = datetime.timedelta(days=7)  # mail servers give up after five days
OUT = (Status.SENT, Status.UNKNOWN, Status.SENDING)


@transaction.atomic
def note(report, *, now):
    """Note a bounces.Report; (word, the mail or None), the word being failed, delayed, known, arrived or stranger.

    A mail is found by its number, else by the address to which one went in the last days. An address to which
    only other mails of the site went, such as a new password, is flagged alone.
    """
    if report.action not in ("failed", "delayed"):
        return "arrived", None
    delivery = _delivery(report, now)
    person = delivery.recipient if delivery else _person(report)
    if person is None:
        return "stranger", None
    if delivery and delivery.bounced_at:
        return "known", delivery
    if not report.is_failure:
        return _note_delay(delivery, report)
    if delivery:
        _note_failure(delivery, report, now)
    if report.is_permanent and report.failure in OF_ADDRESS:
        person.note_failing_mail(report.failure, now=now)
    return "failed", delivery


def _delivery(report, now):
    """The mail of which it speaks. One that still waits surely did not go out: it is no report of that."""
    rows = ReminderDelivery.objects.select_for_update(of=("self",)).select_related("recipient")
    rows = rows.exclude(status=Status.PENDING)
    found = rows.filter(message_id__in=report.message_ids).exclude(message_id="").first()
    if found or not report.recipient:
        return found
    # A mail server on the way may have given the mail a number of its own.
    recent = rows.filter(recipient__email=report.recipient, status__in=OUT, claimed_at__gt=now - REMEMBERED)
    bounced = rows.filter(recipient__email=report.recipient, bounced_at__gt=now - REMEMBERED)
    return (bounced | recent).order_by("-claimed_at").first()


def _person(report):
    return User.objects.filter(email=report.recipient).first() if report.recipient else None


def _note_delay(delivery, report):
    if delivery is None:
        return "delayed", None
    if delivery.status == Status.SENT and delivery.error != report.codes:
        delivery.error = report.codes
        delivery.save(update_fields=["error"])
    return "delayed", delivery


def _note_failure(delivery, report, now):
    """It failed. One that its worker is about to mark is marked as failed by that (ReminderDelivery.finish)."""
    delivery.bounced_at, delivery.error = now, report.codes
    if delivery.status in (Status.SENT, Status.UNKNOWN):
        delivery.status = Status.FAILED
    delivery.save(update_fields=["bounced_at", "error", "status"])
