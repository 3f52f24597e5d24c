"""Fill what the new rules of reminders need."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def keep_what_rules_say(apps, schema_editor):
    """Stages that also told the coordinator reach the coordinator; lines belong to the State of their government."""
    apps.get_model("tracking", "ReminderRule").objects.filter(tells_coordinator=True).update(reach="coordinator")
    government = apps.get_model("tracking", "LocalGovernment").objects.filter(pk=OuterRef("local_government"))
    items = apps.get_model("tracking", "ReminderItem").objects.filter(state=None)
    items.update(state=Subquery(government.values("state")[:1]))
    # Until now nobody counted the mails of a day: the rule of one digest a day begins with the next one.
    apps.get_model("tracking", "ReminderDelivery").objects.update(is_digest=False)


class Migration(migrations.Migration):
    dependencies = [("tracking", "0009_reminders")]
    operations = [migrations.RunPython(keep_what_rules_say, migrations.RunPython.noop)]
