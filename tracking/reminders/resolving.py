"""What a person decides about a mail that failed, or whose outcome is unknown."""

from django.db import transaction

from ..models import Event, ReminderDelivery, ReminderItem
from ..models.reminder_rule import BINDING
from .working_days import next_moment

Status = ReminderDelivery.Status


@transaction.atomic
def retry(delivery, *, by, now):
    """Let a mail that failed, or whose outcome is unknown, be sent again; a person decided so.

    Its lines move to the person's waiting mail. Returns that mail, or None where it was sent or waits already.
    """
    current = _held(delivery)
    item = current and current.items.select_related("state").first()
    if not item:
        return None
    # A worker may claim the waiting mail before it is held; the next one is then the person's own again.
    waiting = _waiting(current, item.state, now) or _waiting(current, item.state, now)
    if waiting is None:
        return None
    _send_no_second_text(current, waiting)
    ReminderItem.objects.filter(delivery=current).update(delivery=waiting, left_out="")
    _settle(current, by, now)
    after = {"sent_again": current.status, "person": current.recipient_id}
    Event.objects.record(Event.Verb.REMINDED, item.state, by=by, now=now, after=after)
    return waiting


@transaction.atomic
def look_into(delivery, *, by, now):
    """A person says that nothing is left to do about a mail that failed; False where somebody said so already."""
    current = _held(delivery)
    if current is None or current.resolved_at:
        return False
    _settle(current, by, now)
    item = current.items.select_related("state").first()
    if item:
        after = {"looked_into": current.status, "person": current.recipient_id}
        Event.objects.record(Event.Verb.CONFIRMED, item.state, by=by, now=now, after=after)
    return True


def _held(delivery):
    """The mail as it stands, held for this transaction; None where nothing is to be decided."""
    again = (Status.FAILED, Status.UNKNOWN)
    return ReminderDelivery.objects.select_for_update().filter(pk=delivery.pk, status__in=again).first()


def _send_no_second_text(delivery, waiting):
    """The text to the phone went with the first attempt: it goes again only where other lines want one."""
    if delivery.attempts and not waiting.attempts and not waiting.items.filter(rule__kind__in=BINDING).exists():
        waiting.attempts = 1
        waiting.save(update_fields=["attempts"])


def _settle(delivery, by, now):
    delivery.resolved_by, delivery.resolved_at = by, now
    delivery.save(update_fields=["resolved_by", "resolved_at"])


def _waiting(delivery, state, now):
    """The person's waiting mail, made where there is none, and held so that nobody claims it before the lines stand."""
    recipient = delivery.recipient
    moment = next_moment(now, recipient, state.working_days)
    mail = ReminderDelivery.objects.waiting_for(recipient, moment, now=now, is_digest=False)
    ReminderDelivery.objects.bulk_create([mail], ignore_conflicts=True)
    return ReminderDelivery.objects.select_for_update().pending().filter(recipient=recipient).first()
