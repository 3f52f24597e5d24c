from django.db import migrations, models


def keep_public(apps, schema_editor):
    """What everybody could read until now stays readable: every document of a published edition."""
    documents = apps.get_model("tracking", "ReportDocument").objects
    documents.filter(report__published_at__isnull=False).update(is_public=True)


class Migration(migrations.Migration):
    dependencies = [("tracking", "0007_reports_keep_rows")]

    operations = [
        migrations.AddField(
            model_name="reportdocument",
            name="is_public",
            field=models.BooleanField(
                default=False, verbose_name="everybody may read it once the edition is published"
            ),
        ),
        migrations.RunPython(keep_public, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="reminderrule",
            name="kind",
            field=models.CharField(
                choices=[("call-deadline", "last day for input"), ("step-due", "due date of a step")],
                max_length=20,
                verbose_name="date",
            ),
        ),
    ]
