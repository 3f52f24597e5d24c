"""Writes lines into the mails that wait for people: a few queries, whatever the number of people.

Each person gets one mail a day. Only what another person's act causes (DueItem.is_at_once) goes out beside it.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef

from ..models import ReminderDelivery, ReminderItem, State
from .room import make_room
from .working_days import next_moment

AT_ONCE_HELD = 500  # people whose mails are held in one transaction, where it is not the caller's
Status = ReminderDelivery.Status
OVER = (Status.SENT, Status.SKIPPED)  # mails of which nothing more is to come


def write(by_recipient, now):
    """Write {recipient: [DueItem]} into each person's waiting mail, a new one where none waits.

    A line that stands already, in whichever mail, is not written again; what can wait does so where the person's mail
    of the day is out. Returns the number of mails with new lines.

    Everybody who writes takes the mails in the order of their readers, so that nobody waits for each other in a ring;
    inside a caller's transaction, which holds them all until its end, they are taken in one go.
    """
    working_days = dict(State.objects.values_list("pk", "working_days"))
    moments = {
        person: next_moment(now, person, working_days[items[0].matter.state_id])
        for person, items in by_recipient.items()
        if items
    }
    by_recipient = _without_second_digest(by_recipient, moments, now)
    recipients = sorted(by_recipient, key=lambda recipient: recipient.pk)
    size = len(recipients) or 1 if transaction.get_connection().in_atomic_block else AT_ONCE_HELD
    parts = (recipients[start : start + size] for start in range(0, len(recipients), size))
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
    make_room([item for person, items in by_recipient.items() if person.pk in held for item in items])
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
    _make_digests(by_recipient, {pk: mail for pk, mail in held.items() if mail.pk in after}, moments)
    return sum(after[pk] > before.get(pk, 0) for pk in after)


def _held(by_recipient, moments, now):
    """{person pk: waiting mail}, made where there is none.

    Held until the lines stand: a worker that claims a mail meanwhile waits and then sends all of them.
    """
    ReminderDelivery.objects.bulk_create(
        [
            ReminderDelivery.objects.waiting_for(person, moments[person], now=now, is_digest=_is_digest(items))
            for person, items in by_recipient.items()
        ],
        ignore_conflicts=True,
    )
    pending = ReminderDelivery.objects.select_for_update().pending().filter(recipient__in=by_recipient)
    return {mail.recipient_id: mail for mail in pending.order_by("recipient_id")}


def _take_along(by_recipient, held):
    """Lines that were left out of a mail that is over, and are due again, join the waiting mail."""
    due = {item.key for person, items in by_recipient.items() for item in items if person.pk in held}
    rows = ReminderItem.objects.filter(recipient__in=by_recipient, delivery__status__in=OVER).exclude(left_out="")
    rows = rows.filter(due_date__in={key[3] for key in due}).select_for_update(of=("self",)).order_by("pk")
    again = [row for row in rows if row.key in due]
    for row in again:
        row.delivery, row.left_out = held[row.recipient_id], ""
    ReminderItem.objects.bulk_update(again, ["delivery", "left_out"])


def _make_digests(by_recipient, held, moments):
    """A notice that lines of the day have joined is the mail of that day, however long it waited before."""
    joined = {}
    for person, items in by_recipient.items():
        if person.pk in held and _is_digest(items):
            joined.setdefault(person.local_date(moments[person]), []).append(held[person.pk].pk)
    for day, pks in joined.items():
        had = _out().filter(recipient=OuterRef("recipient"), local_date=day)
        notices = ReminderDelivery.objects.filter(~Exists(had), pk__in=pks, is_digest=False)
        notices.update(is_digest=True, local_date=day)


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


def _count_of_lines(held):
    counted = {}
    for mail in ReminderItem.objects.filter(delivery__in=held.values()).values_list("delivery", flat=True):
        counted[mail] = counted.get(mail, 0) + 1
    return counted
