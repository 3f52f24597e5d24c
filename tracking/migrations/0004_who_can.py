from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tracking", "0003_fill_new_fields")]

    operations = [
        migrations.AddConstraint(
            model_name="competence",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "none"), _negated=True) | models.Q(("who_can", ""), _negated=True),
                name="competence_none_says_who_can",
                violation_error_message="Say who can act on it.",
            ),
        ),
    ]
