"""What the database refuses about reminders from now on."""

import datetime
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tracking", "0010_reminders_filled")]

    operations = [
        migrations.RemoveField(
            model_name="reminderrule",
            name="tells_coordinator",
        ),
        migrations.AlterField(
            model_name="reminderitem",
            name="state",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="reminder_items", to="tracking.state"
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderdelivery",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_digest", True), ("status__in", ["pending", "sending", "sent"])),
                fields=("recipient", "local_date"),
                name="reminder_one_digest_per_person_and_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("local_government__isnull", False)),
                fields=("rule", "object_id", "local_government", "due_date", "recipient"),
                name="reminder_never_twice",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("local_government__isnull", True)),
                fields=("rule", "object_id", "state", "due_date", "recipient"),
                name="reminder_of_state_never_twice",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("delivery__isnull", False),
                        ("skip_reason", ""),
                        ("skipped_at__isnull", True),
                        ("skipped_by__isnull", True),
                    ),
                    models.Q(
                        ("delivery__isnull", True),
                        ("skipped_at__isnull", False),
                        ("skipped_by__isnull", False),
                        models.Q(("skip_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="reminder_in_a_mail_or_skipped_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("call__isnull", True), ("state__isnull", True)),
                fields=("kind", "days_before"),
                name="reminder_rule_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__isnull", False)),
                fields=("kind", "days_before", "state"),
                name="reminder_rule_once_in_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("call__isnull", False)),
                fields=("kind", "days_before", "call"),
                name="reminder_rule_once_in_call",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminderrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__isnull", True), ("call__isnull", True), _connector="OR"),
                name="reminder_rule_of_state_or_of_call",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mail_failing_since__isnull", True), ("mail_failure", "")),
                    models.Q(("mail_failing_since__isnull", False), models.Q(("mail_failure", ""), _negated=True)),
                    _connector="OR",
                ),
                name="account_failing_mail_has_when_and_why",
            ),
        ),
    ]
