"""Writes lines into the mails that wait for people: a few queries, whatever the number of people."""

from django.db import transaction

from ..models import ReminderDelivery, ReminderItem

AT_ONCE = 500  # people whose mails are held in one transaction


def write(by_recipient, now):
    """Write {recipient: [DueItem]} into each person's waiting mail, a new one where none waits.

    A line that stands already, in whichever mail, is not written again. Returns the number of mails with new lines.
    """
    recipients = list(by_recipient)
    parts = (recipients[start : start + AT_ONCE] for start in range(0, len(recipients), AT_ONCE))
    return sum(_write({recipient: by_recipient[recipient] for recipient in part}, now) for part in parts)


@transaction.atomic
def _write(by_recipient, now):
    ReminderDelivery.objects.bulk_create(
        [_mail_for(recipient, now) for recipient in by_recipient], ignore_conflicts=True
    )
    # Held until the lines stand: a worker that claims a mail meanwhile waits and then sends all of them.
    # Who is missing here had a mail claimed in between; the next selection makes a new one.
    pending = ReminderDelivery.objects.select_for_update().pending().filter(recipient__in=by_recipient).order_by("pk")
    held = {mail.recipient_id: mail for mail in pending}
    before = _count_of_lines(held)
    ReminderItem.objects.bulk_create(
        [
            ReminderItem(
                delivery=held[recipient.pk],
                rule=item.rule,
                recipient=recipient,
                local_government=item.local_government,
                object_id=item.object_id,
                due_date=item.due_date,
            )
            for recipient, items in by_recipient.items()
            if recipient.pk in held
            for item in items
        ],
        ignore_conflicts=True,
    )
    after = _count_of_lines(held)
    empty = [mail.pk for mail in held.values() if mail.pk not in after]
    ReminderDelivery.objects.filter(pk__in=empty).delete()  # another selection wrote these lines into its own mails
    return sum(after[pk] > before.get(pk, 0) for pk in after)


def _mail_for(recipient, now):
    return ReminderDelivery(
        recipient=recipient,
        language=recipient.language,
        local_date=recipient.local_date(now),
        selected_at=now,
    )


def _count_of_lines(held):
    counted = {}
    for mail in ReminderItem.objects.filter(delivery__in=held.values()).values_list("delivery", flat=True):
        counted[mail] = counted.get(mail, 0) + 1
    return counted
