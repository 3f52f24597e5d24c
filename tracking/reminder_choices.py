"""What a person decides about the mails they get: none about daily work, or nothing of one thing for a while."""

from .models import ReminderItem, ReminderPause
from .models.reminder_rule import BINDING


def switch(person, *, is_on):
    """Switch the mails about daily work on or off; what binds comes in any case."""
    person.wants_digest = is_on
    person.save(update_fields=["wants_digest"])


def own_items(person):
    """Lines that went to a person, and of which they may hear less."""
    rows = ReminderItem.objects.filter(recipient=person).exclude(rule__kind__in=BINDING)
    return rows.select_related("rule", "local_government__state", "state", "recipient")


def set_aside(item, *, until, now):
    """Put off what a line is about until a day, or mute it (None); a later decision takes the place of an earlier."""
    pause, _is_new = ReminderPause.objects.update_or_create(
        recipient=item.recipient,
        kind=item.rule.kind,
        object_id=item.object_id,
        defaults={"until": until, "made_at": now, "local_government": item.local_government},
    )
    return pause
