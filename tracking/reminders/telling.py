"""What a mail tells when it goes out: its lines looked at again, each matter once, with who else hears of it."""

from django.db.models import Q

from ..models import LocalGovernment, Membership, ReminderItem, ReminderPause
from ..models.reminder_rule import BINDING
from .heard import heard_by
from .kinds import line, read
from .kinds.folding import folded, once_each
from .kinds.own import mark_own

LeftOut = ReminderItem.LeftOut


def told(delivery, now):
    """The lines of a mail in the active language, as they stand now; [] where nothing is left to tell.

    What others wait for comes first, then by date.

    The rows of what is done or moved meanwhile, was set aside, or is no longer the reader's matter, say so.
    """
    recipient, today = delivery.recipient, delivery.recipient.local_date(now)
    items = list(delivery.items.select_related("rule", "local_government__state", "state"))
    mark_own(items, recipient)
    read(items)
    current = set(_current_items(delivery).values_list("pk", flat=True))
    paused = set(
        ReminderPause.objects.filter(recipient=recipient).holding(today).values_list("kind", "object_id")
        if items
        else ()
    )
    pairs, left_out = [], {}
    for item in items:
        item.recipient = recipient
        found = line(item, today) if item.pk in current else LeftOut.NOT_THEIRS
        if not isinstance(found, LeftOut) and _is_set_aside(item, paused):
            found = LeftOut.PAUSED
        if isinstance(found, LeftOut):
            left_out.setdefault(found, []).append(item.pk)
        else:
            pairs.append((item, found))
    _note(pairs, left_out)
    return _finished(pairs, recipient, today)


def _note(pairs, left_out):
    for why, pks in left_out.items():
        ReminderItem.objects.filter(pk__in=pks).update(left_out=why)
    again = [item.pk for item, _line in pairs if item.left_out]  # a mail that was put off looks twice
    if again:
        ReminderItem.objects.filter(pk__in=again).update(left_out="")


def _is_set_aside(item, paused):
    if item.rule.kind in BINDING:
        return False
    return not item.recipient.wants_digest or (item.rule.kind, item.object_id) in paused


def _current_items(delivery):
    """Its lines as far as they still concern the recipient: who left a government hears nothing of it any more."""
    recipient = delivery.recipient
    if not recipient.is_active:
        return delivery.items.none()
    governments = LocalGovernment.objects.visible_to(recipient)
    served = Membership.objects.serving(recipient).values("state")
    of_state = Q(local_government=None, state__in=served)
    return delivery.items.filter(of_state | Q(local_government__in=governments))


def _finished(pairs, recipient, today):
    pairs = once_each(pairs)
    names = heard_by(pairs, recipient, today)
    lines = folded([{**found, "pk": item.pk, "heard_by": names.get(item.pk, [])} for item, found in pairs])
    return sorted(lines, key=lambda found: (found["kind"] not in BINDING, found["due_date"]))
