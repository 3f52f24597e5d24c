from django.db import migrations, models

PARTS = {"planned": "planned", "horizon": "horizon", "plans": "topic", "topics": "topic", "resources": "resources"}


def tell_plans_of_the_starter_survey(apps, schema_editor):
    """Its questions on plans stand in installations already; an editor's own choice of a part stays."""
    questions = apps.get_model("cms", "SurveyQuestion").objects.filter(
        survey__slug="engagement", register_question__code="Q4", register_part=""
    )
    for code, part in PARTS.items():
        questions.filter(code=code).update(register_part=part)


def forget_plans(apps, schema_editor):
    """The parts of plans have no name in the earlier list."""
    apps.get_model("cms", "SurveyQuestion").objects.filter(register_part__in=set(PARTS.values())).update(
        register_part=""
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0003_search_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="surveyinvitation",
            name="failure",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddConstraint(
            model_name="surveyinvitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("failure", ""), ("failed_at__isnull", False), _connector="OR"),
                name="survey_invitation_failure_has_a_time",
            ),
        ),
        migrations.AlterField(
            model_name="surveyquestion",
            name="register_part",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "the account itself"),
                    ("outcome", "outcome"),
                    ("lesson", "lesson"),
                    ("entities", "with which bodies"),
                    ("planned", "whether something is planned"),
                    ("topic", "what is planned"),
                    ("horizon", "when it is planned"),
                    ("resources", "whether resources are secured"),
                ],
                help_text=(
                    "Periods, places and words of a vocabulary find their place by themselves. Plans become a future "
                    "engagement of the profile; of choices about them the register knows these codes: this-year, "
                    "later; secured, partly, open."
                ),
                max_length=10,
                verbose_name="part of that answer",
            ),
        ),
        migrations.RunPython(tell_plans_of_the_starter_survey, forget_plans),
    ]
