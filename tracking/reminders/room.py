"""Makes room for a line that a person asks for again: an earlier one of the same date no longer stands for it.

The earlier line stays in the record of its mail, under a rule of its kind that is switched off.
"""

from collections import defaultdict

from ..models import ReminderDelivery, ReminderItem, ReminderRule

Kind, Status = ReminderRule.Kind, ReminderDelivery.Status
ASKED_AGAIN = (Kind.DATE_MOVED, Kind.BY_HAND)


def make_room(items):
    """Move earlier lines out of the way of these DueItems: those that did not arrive, or of a date that moved since.

    Call it while the waiting mails of their readers are held; a few queries whatever the number of people.
    """
    keys = {item.key for item in items if item.is_asked_for and item.rule.kind in ASKED_AGAIN}
    if not keys:
        return
    rows = ReminderItem.objects.select_for_update(of=("self",)).filter(
        rule__kind__in={item.rule.kind for item in items},
        object_id__in={item.object_id for item in items},
        recipient__in={item.recipient.pk for item in items},
        delivery__isnull=False,
    )
    of_matter = defaultdict(list)
    for row in rows.select_related("rule", "delivery").order_by("pk"):
        of_matter[row.rule.kind, row.object_id, row.local_government_id, row.recipient_id].append(row)
    away = defaultdict(list)
    for same in of_matter.values():
        for row in same:
            if row.key in keys and _is_in_the_way(row, same):
                days = min(one.rule.days_before for one in same if one.due_date == row.due_date)
                away[row.rule.kind, days - 1].append(row.pk)
    for (kind, days), pks in away.items():
        ReminderItem.objects.filter(pk__in=pks).update(rule=_set_aside(kind, days))


def _is_in_the_way(row, same):
    status = row.delivery.status
    if status == Status.PENDING:
        return False
    if status == Status.FAILED:
        return True
    if row.left_out:
        return False  # it joins the waiting mail by itself
    return any(_tells_otherwise(other, row) for other in same)


def _tells_otherwise(other, row):
    """Whether the reader heard, or may hear, of another last day after the one of `row`."""
    if row.rule.kind != Kind.DATE_MOVED or other.due_date == row.due_date or other.left_out:
        return False
    return other.delivery.status != Status.FAILED and _moment(other.delivery) > _moment(row.delivery)


def _moment(delivery):
    return delivery.claimed_at is None, delivery.claimed_at or delivery.selected_at, delivery.pk


def _set_aside(kind, days_before):
    """A rule that nothing uses any more: it holds earlier lines."""
    scope = {"kind": kind, "days_before": days_before, "state": None, "call": None}
    rule, _is_new = ReminderRule.objects.get_or_create(**scope, defaults={"is_active": False})
    return rule
