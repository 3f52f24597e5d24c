from django.db import migrations, models


# The words of the site's own lists that name sensitive topics, as cms/content/register/words.yml marks them.
SENSITIVE = {
    "AreaOfWork": ("disappearances", "use-of-force", "democratic-space", "lgbti"),
    "Situation": ("displacement", "armed-conflict", "detention", "hate-speech", "early-warning"),
}


def mark_sensitive(apps, schema_editor):
    """Registers that stand already ask for a second reader on the same topics as new ones."""
    for model, codes in SENSITIVE.items():
        apps.get_model("cms", model).objects.filter(code__in=codes).update(is_sensitive=True)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0004_survey_plans_and_mail_failures"),
    ]

    operations = [
        migrations.AddField(
            model_name="areaofwork",
            name="is_sensitive",
            field=models.BooleanField(
                default=False,
                help_text="What carries this word becomes public only after a second person has read it.",
                verbose_name="sensitive topic",
            ),
        ),
        migrations.AddField(
            model_name="engagementprofile",
            name="translations",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="translations"),
        ),
        migrations.AddField(
            model_name="lessonentry",
            name="translations",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="translations"),
        ),
        migrations.AddField(
            model_name="mappingexercise",
            name="language",
            field=models.CharField(
                default="en",
                help_text="Code of the language the texts are written in: en.",
                max_length=10,
                verbose_name="language",
            ),
        ),
        migrations.AddField(
            model_name="mappingexercise",
            name="translations",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="translations"),
        ),
        migrations.AddField(
            model_name="needentry",
            name="translations",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="translations"),
        ),
        migrations.AddField(
            model_name="profileanswer",
            name="translations",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="translations"),
        ),
        migrations.AddField(
            model_name="situation",
            name="is_sensitive",
            field=models.BooleanField(
                default=False,
                help_text="What carries this word becomes public only after a second person has read it.",
                verbose_name="sensitive topic",
            ),
        ),
        migrations.RunPython(mark_sensitive, migrations.RunPython.noop),
    ]
