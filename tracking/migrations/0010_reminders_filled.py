"""Fill what the new rules of reminders need."""

from django.db import migrations
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

# The stages that every site has: what is switched off among them was switched off by a person, and stays.
DEFAULT_DAYS = (180, 90, 30, 14, 7, 1, 0, -7, -30)


def keep_what_rules_say(apps, schema_editor):
    """Stages that also told the coordinator reach the coordinator; lines belong to the State of their government."""
    rules = apps.get_model("tracking", "ReminderRule").objects
    rules.filter(tells_coordinator=True).update(reach="coordinator")
    # A week after the last day the alternate hears too, where nobody chose otherwise: the default of new sites.
    rules.filter(kind="call-deadline", days_before=-7, is_active=True, reach="own").update(reach="alternate")
    government = apps.get_model("tracking", "LocalGovernment").objects.filter(pk=OuterRef("local_government"))
    items = apps.get_model("tracking", "ReminderItem").objects.filter(state=None)
    items.update(state=Subquery(government.values("state")[:1]))
    # Until now nobody counted the mails of a day: the rule of one digest a day begins with the next one.
    apps.get_model("tracking", "ReminderDelivery").objects.update(is_digest=False)


def join_reminders_by_hand(apps, schema_editor):
    """What coordinators asked for by hand stood under a switched-off stage of its day; now it has one rule.

    A person who was asked on several days before the same last day keeps the newest of these lines: the next
    migration lets each stand once.
    """
    rules = apps.get_model("tracking", "ReminderRule").objects
    emptied = rules.filter(kind="call-deadline", is_active=False, items__isnull=False)
    emptied = list(emptied.exclude(days_before__in=DEFAULT_DAYS).distinct().values_list("pk", flat=True))
    if not emptied:
        return
    by_hand, _is_new = rules.get_or_create(kind="by-hand", days_before=0, state=None, call=None)
    items, seen, older = apps.get_model("tracking", "ReminderItem").objects, set(), []
    lines = items.filter(rule__in=emptied).order_by("-delivery__selected_at", "-pk")
    facts = ("object_id", "local_government", "due_date", "recipient")
    for pk, *line in lines.values_list("pk", *facts):
        if tuple(line) in seen:
            older.append(pk)
        seen.add(tuple(line))
    items.filter(pk__in=older).delete()
    items.filter(rule__in=emptied).update(rule=by_hand)
    rules.filter(pk__in=emptied).delete()


def keep_certain_what_was(apps, schema_editor):
    """An adoption that has been, and a mid-term date that somebody announced, are no guesses."""
    reviews = apps.get_model("tracking", "Review").objects
    reviews.filter(adoption_date__lt=timezone.localdate()).update(is_adoption_confirmed=True)
    reviews.filter(~Q(midterm_date_override=None)).update(is_override_confirmed=True)


class Migration(migrations.Migration):
    dependencies = [("tracking", "0009_reminders")]
    operations = [
        migrations.RunPython(keep_what_rules_say, migrations.RunPython.noop),
        migrations.RunPython(join_reminders_by_hand, migrations.RunPython.noop),
        migrations.RunPython(keep_certain_what_was, migrations.RunPython.noop),
    ]
