"""Writes lines into the mails that wait for people: a few queries, whatever the number of people.

Each person gets one mail a day. Only what another person's act causes (DueItem.is_at_once) goes out beside it.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef

from ..models import ReminderDelivery, ReminderItem, State
from .working_days import next_moment

AT_ONCE_HELD = 500  # people whose mails are held in one transaction
Status = ReminderDelivery.Status
OVER = (Status.SENT, Status.SKIPPED)  # mails of which nothing more is to come


def write(by_recipient, now):
    """Write {recipient: [DueItem]} into each person's waiting mail, a new one where none waits.

    A line that stands already, in whichever mail, is not written again; what can wait does so where the person's mail
    of the day is out. Returns the number of mails with new lines.
    """
    working_days = dict(State.objects.values_list("pk", "working_days"))
    moments = {
        person: next_moment(now, person, working_days[items[0].matter.state_id])
        for person, items in by_recipient.items()
        if items
    }
    by_recipient = _without_second_digest(by_recipient, moments, now)
    recipients = list(by_recipient)
    parts = (recipients[start : start + AT_ONCE_HELD] for start in range(0, len(recipients), AT_ONCE_HELD))
    return sum(_write({recipient: by_recipient[recipient] for recipient in part}, moments, now) for part in parts)


def _without_second_digest(by_recipient, moments, now):
    """Who had the mail of their day hears now only of what cannot wait until tomorrow's.

    The day is today and that on which the mail would go out: a clock that ran ahead may have used it already.
    """
    days = {
        person: {person.local_date(now), person.local_date(moments[person])}
        for person, items in by_recipient.items()
        if items
    }
    had = set(_out().filter(local_date__in=set().union(*days.values())).values_list("recipient", "local_date"))
    found = {}
    for person, of_person in days.items():
        items = by_recipient[person]
        if any((person.pk, day) in had for day in of_person):
            items = [item for item in items if item.is_at_once]
        if items:
            found[person] = items
    return found


def _out():
    """Mails of a day that went out, or are going."""
    return ReminderDelivery.objects.filter(is_digest=True, status__in=[Status.SENDING, Status.SENT])


@transaction.atomic
def _write(by_recipient, moments, now):
    held = _held(by_recipient, moments, now)
    # Who is missing had the mail of the day claimed in between. What can wait comes with the next selection.
    late = {person: [item for item in items if item.is_at_once] for person, items in by_recipient.items()}
    late = {person: items for person, items in late.items() if items and person.pk not in held}
    if late:
        held |= _held(late, moments, now)
        by_recipient = {**by_recipient, **late}
    before = _count_of_lines(held)
    _take_along(by_recipient, held)
    ReminderItem.objects.bulk_create(
        [
            _item(held[recipient.pk], item)
            for recipient, items in by_recipient.items()
            if recipient.pk in held
            for item in items
        ],
        ignore_conflicts=True,
    )
    after = _count_of_lines(held)
    empty = [mail.pk for mail in held.values() if mail.pk not in after]
    ReminderDelivery.objects.filter(pk__in=empty).delete()  # another selection wrote these lines into its own mails
    _make_digests(by_recipient, held, after)
    return sum(after[pk] > before.get(pk, 0) for pk in after)


def _held(by_recipient, moments, now):
    """{person pk: waiting mail}, made where there is none.

    Held until the lines stand: a worker that claims a mail meanwhile waits and then sends all of them.
    """
    ReminderDelivery.objects.bulk_create(
        [_mail_for(recipient, items, moments[recipient], now) for recipient, items in by_recipient.items()],
        ignore_conflicts=True,
    )
    pending = ReminderDelivery.objects.select_for_update().pending().filter(recipient__in=by_recipient).order_by("pk")
    return {mail.recipient_id: mail for mail in pending}


def _take_along(by_recipient, held):
    """Lines that were left out of a mail that is over, and are due again, join the waiting mail."""
    due = {item.key for person, items in by_recipient.items() for item in items if person.pk in held}
    rows = ReminderItem.objects.filter(recipient__in=by_recipient, delivery__status__in=OVER).exclude(left_out="")
    again = [row for row in rows.filter(due_date__in={key[3] for key in due}) if _key(row) in due]
    for row in again:
        row.delivery, row.left_out = held[row.recipient_id], ""
    ReminderItem.objects.bulk_update(again, ["delivery", "left_out"])


def _key(row):
    return row.rule_id, row.object_id, row.local_government_id, row.due_date, row.recipient_id


def _make_digests(by_recipient, held, after):
    """A notice that lines of the day have joined is the day's mail."""
    joined = [
        held[recipient.pk].pk
        for recipient, items in by_recipient.items()
        if recipient.pk in held and held[recipient.pk].pk in after and _is_digest(items)
    ]
    had = _out().filter(recipient=OuterRef("recipient"), local_date=OuterRef("local_date"))
    ReminderDelivery.objects.filter(~Exists(had), pk__in=joined, is_digest=False).update(is_digest=True)


def _is_digest(items):
    return any(not item.is_at_once for item in items)


def _item(mail, item):
    return ReminderItem(
        delivery=mail,
        rule=item.rule,
        recipient_id=mail.recipient_id,
        state_id=item.matter.state_id,
        local_government=item.local_government,
        object_id=item.object_id,
        due_date=item.due_date,
    )


def _mail_for(recipient, items, moment, now):
    return ReminderDelivery(
        recipient=recipient,
        language=recipient.language,
        local_date=recipient.local_date(moment),
        is_digest=_is_digest(items),
        send_after=moment,
        selected_at=now,
    )


def _count_of_lines(held):
    counted = {}
    for mail in ReminderItem.objects.filter(delivery__in=held.values()).values_list("delivery", flat=True):
        counted[mail] = counted.get(mail, 0) + 1
    return counted
