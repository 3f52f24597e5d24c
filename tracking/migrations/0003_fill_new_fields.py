from django.db import migrations
from django.db.models import Exists, F, OuterRef


def name_who_can(apps, schema_editor):
    """Where a government had said that an area is not its own, nobody had asked who can: the State, until it says so."""
    competences = apps.get_model("tracking", "Competence").objects.filter(kind="none", who_can="")
    for competence in competences.select_related("local_government__state"):
        competence.who_can = competence.local_government.state.name
        competence.save(update_fields=["who_can"])


def name_owners(apps, schema_editor):
    """Whoever added a step keeps it up to date, as long as they still work for its government."""
    memberships = apps.get_model("tracking", "Membership").objects.filter(
        user=OuterRef("added_by"),
        local_government=OuterRef("local_government"),
        role__in=["officer", "approver"],
    )
    steps = apps.get_model("tracking", "ImplementationStep").objects.filter(owner=None)
    steps.filter(Exists(memberships)).update(owner=F("added_by"))


class Migration(migrations.Migration):
    dependencies = [("tracking", "0002_city_workspace")]

    operations = [
        migrations.RunPython(name_who_can, migrations.RunPython.noop),
        migrations.RunPython(name_owners, migrations.RunPython.noop),
    ]
