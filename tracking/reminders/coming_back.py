"""What a report of a mail that did not arrive changes: its row, and the flag of the address."""

from django.db import transaction

from ..models import ReminderDelivery
from ..models.mail_failure import OF_ADDRESS

Status = ReminderDelivery.Status


@transaction.atomic
def note(report, *, now):
    """Note a bounces.Report; (word, the mail or None), the word being failed, delayed, known, arrived or stranger.

    Only the number of a mail shows that a report speaks of it: anybody may write a report that names an address.
    """
    if report.action not in ("failed", "delayed"):
        return "arrived", None
    delivery = _delivery(report)
    if delivery is None:
        return "stranger", None
    if delivery.bounced_at:
        return "known", delivery
    if not report.is_failure:
        return _note_delay(delivery, report)
    _note_failure(delivery, report, now)
    if report.is_permanent and report.failure in OF_ADDRESS:
        delivery.recipient.note_failing_mail(report.failure, now=now)
    return "failed", delivery


def _delivery(report):
    """The mail of which it speaks. One that still waits surely did not go out: it is no report of that."""
    rows = ReminderDelivery.objects.select_for_update(of=("self",)).select_related("recipient")
    rows = rows.exclude(status=Status.PENDING)
    return rows.filter(message_id__in=report.message_ids).exclude(message_id="").first()


def _note_delay(delivery, report):
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
