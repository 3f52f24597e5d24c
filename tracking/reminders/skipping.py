"""A planned line that a person skips with a reason, and the way back."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Event, ReminderItem, ReminderRule
from . import preview
from .working_days import sending_day

FARTHEST = 400  # days ahead that a preview can reach


def code_of(item):
    """What an address says of a planned line; `find` knows it again."""
    rule, object_id, government, day, person = item.key
    return f"{rule}.{object_id}.{government or 0}.{day:%Y%m%d}.{person}"


def find(state, code, now):
    """The planned line of the State with this code, as things stand now; None where nothing is planned so."""
    try:
        rule, object_id, government, day, person = (int(part) for part in code.split("."))
        day = datetime.datetime.strptime(str(day), "%Y%m%d").date()
    except ValueError:
        return None
    is_near = abs((day - now.date()).days) < 10 * FARTHEST
    row = ReminderRule.objects.filter(pk=rule).first() if is_near and rule < 2**62 else None
    if row is None:
        return None
    days = (sending_day(day, row.days_before, state.working_days) - now.date()).days
    if days > FARTHEST:
        return None
    key = (rule, object_id, government or None, day, person)
    planned = preview.of_state(state, now, max(days, 0) + 1).items
    return next((item for item in planned if item.key == key), None)


@transaction.atomic
def skip(item, *, reason, by, now):
    """Let a planned line never go out; the row keeps its place, with the reason. Raises ValidationError where it went.

    A line that was left out of an earlier mail is taken out of that mail's record.
    """
    matter = item.matter
    rows = ReminderItem.objects.select_for_update()
    row, is_new = rows.get_or_create(
        rule=item.rule,
        recipient=item.recipient,
        state_id=matter.state_id,
        local_government=matter.government,
        object_id=matter.object_id,
        due_date=matter.date,
        defaults={"skipped_by": by, "skipped_at": now, "skip_reason": reason},
    )
    if not is_new and (row.delivery_id is None or not row.left_out):
        raise ValidationError(_("This line was told, waits in a mail, or is skipped already."))
    if not is_new:
        row.delivery, row.left_out = None, ""
        row.skipped_by, row.skipped_at, row.skip_reason = by, now, reason
        row.save()
    Event.objects.record(
        Event.Verb.ADDED, row.state, by=by, now=now, local_government=row.local_government, after=_told(row)
    )
    return row


@transaction.atomic
def undo(row, *, by, now):
    """Let a skipped line be due again; False where somebody did so already."""
    current = ReminderItem.objects.select_for_update().skipped().filter(pk=row.pk).first()
    if current is None:
        return False
    state, government, before = current.state, current.local_government, _told(current)
    current.delete()
    Event.objects.record(Event.Verb.REMOVED, state, by=by, now=now, local_government=government, before=before)
    return True


def _told(row):
    return {"skipped": row.rule.kind, "due_date": row.due_date.isoformat(), "person": row.recipient_id}
