"""Who else hears of a line: a stage that reaches the alternate or the coordinator says so to all of them."""

from ..models import ReminderItem, ReminderPause, ReminderRule
from ..models.reminder_rule import BINDING
from .matter import Audience, Matter
from .people import People

OWN = ReminderRule.Reach.OWN


def heard_by(pairs, recipient, today):
    """{pk of an item: [names of the others to whom the same stage speaks]} of [(item, line)].

    For stages that reach others than those who hear first; three queries whatever their number, none without such.
    """
    wide = [(item, line) for item, line in pairs if item.rule.reach != OWN]
    if not wide:
        return {}
    people = People(
        [item.local_government for item, _line in wide if item.local_government_id],
        {item.state_id for item, _line in wide},
    )
    silent = _silent([item for item, _line in wide], today)
    found = {}
    for item, line in wide:
        others = [one for one in people.hearing(_matter(item, line), item.rule.reach) if one.pk != recipient.pk]
        found[item.pk] = [str(one) for one in others if not _is_silent(one, item, silent)]
    return found


def _matter(item, line):
    return Matter(
        item.rule.kind,
        item.object_id,
        item.state_id,
        item.due_date,
        item.local_government,
        audience=line.get("audience", Audience.GOVERNMENT),
        not_to=line.get("not_to"),
    )


def _silent(items, today):
    """Keys of what people set aside, and of lines that a person skipped; two queries."""
    asked = {"object_id__in": {item.object_id for item in items}}
    kinds = {item.rule.kind for item in items}
    pauses = ReminderPause.objects.holding(today).filter(kind__in=kinds, **asked)
    skipped = ReminderItem.objects.filter(delivery=None, rule__in={item.rule_id for item in items}, **asked)
    return {
        *pauses.values_list("recipient", "kind", "object_id"),
        *skipped.values_list("recipient", "rule", "object_id", "local_government", "due_date"),
    }


def _is_silent(person, item, silent):
    rule = item.rule
    if (person.pk, rule.pk, item.object_id, item.local_government_id, item.due_date) in silent:
        return True
    return rule.kind not in BINDING and (not person.wants_digest or (person.pk, rule.kind, item.object_id) in silent)
