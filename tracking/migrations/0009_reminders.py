"""Reminders become whole: kinds, stages with a reach, one digest a day, pauses, calendar feeds, dates with sources."""

import datetime
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("tracking", "0008_public_documents"),
    ]

    operations = [
        migrations.CreateModel(
            name="BackgroundRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="task")),
                ("started_at", models.DateTimeField(verbose_name="began at")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("failed_at", models.DateTimeField(blank=True, null=True, verbose_name="last failed at")),
                ("error", models.CharField(blank=True, max_length=200, verbose_name="what went wrong")),
            ],
            options={
                "verbose_name": "run in the background",
                "verbose_name_plural": "runs in the background",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(verbose_name="made at")),
                ("last_read_at", models.DateTimeField(blank=True, null=True, verbose_name="last read at")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back at")),
                (
                    "local_government",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feeds",
                        to="tracking.localgovernment",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feeds",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar address",
                "verbose_name_plural": "calendar addresses",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("local_government__isnull", False), ("revoked_at__isnull", True)),
                        fields=("user", "local_government"),
                        name="calendar_feed_one_in_use_per_government",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("local_government__isnull", True), ("revoked_at__isnull", True)),
                        fields=("user",),
                        name="calendar_feed_one_in_use_of_own",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderPause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call-opened", "a call for input opens"),
                            ("by-hand", "the coordinator asks again"),
                            ("date-moved", "a date has moved"),
                            ("returned", "input was returned"),
                            ("call-deadline", "last day for input"),
                            ("approval", "input waits for approval"),
                            ("excerpts", "excerpts wait to be confirmed"),
                            ("published", "a report was published"),
                            ("step-due", "due date of a step"),
                            ("step-stale", "a step without news"),
                            ("status-stale", "an ongoing status without news"),
                            ("indicator-due", "value of an indicator"),
                            ("term-end", "end of the administration’s term"),
                            ("post-vacant", "nobody is focal point"),
                            ("weekly-board", "the week’s board of a call"),
                            ("phase", "next phase of a review"),
                        ],
                        max_length=20,
                        verbose_name="date",
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="Empty: until you take it back.", null=True, verbose_name="until"
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="made at")),
                (
                    "local_government",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tracking.localgovernment",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminder_pauses",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder that is set aside",
                "verbose_name_plural": "reminders that are set aside",
                "ordering": ["until", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("recipient", "kind", "object_id"), name="reminder_pause_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "approval",
                                    "by-hand",
                                    "call-deadline",
                                    "call-opened",
                                    "date-moved",
                                    "excerpts",
                                    "returned",
                                ],
                            ),
                            _negated=True,
                        ),
                        name="reminder_pause_never_of_what_binds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewDate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("consultation", "National consultation begins"),
                            ("stakeholders", "Submissions of civil society and human rights institutions"),
                            ("national-report", "National report is handed in"),
                            ("documents", "Documents of the review are published"),
                            ("positions", "The State says which recommendations it supports"),
                            ("letter", "Letter of the High Commissioner"),
                            ("plan", "Plan of implementation"),
                            ("next-consultation", "Consultation for the next report begins"),
                            ("next-review", "Next review"),
                        ],
                        max_length=20,
                        verbose_name="phase",
                    ),
                ),
                ("date", models.DateField(verbose_name="date")),
                ("is_confirmed", models.BooleanField(default=False, verbose_name="confirmed")),
                ("source", models.CharField(max_length=200, verbose_name="who says so, and where")),
                ("set_at", models.DateTimeField(verbose_name="set at")),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dates", to="tracking.review"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "date of a review",
                "verbose_name_plural": "dates of reviews",
                "ordering": ["date", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("review", "phase"), name="review_date_once_per_phase"),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="review_date_has_source",
                        violation_error_message="Say who set the date, and where it stands.",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="reminderitem",
            name="reminder_never_twice",
        ),
        migrations.RemoveConstraint(
            model_name="reminderrule",
            name="reminder_rule_once",
        ),
        migrations.AddField(
            model_name="call",
            name="date_sources",
            field=models.JSONField(blank=True, default=dict, verbose_name="who says so"),
        ),
        migrations.AddField(
            model_name="reminderdelivery",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="attempts"),
        ),
        migrations.AddField(
            model_name="reminderdelivery",
            name="bounced_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="came back at"),
        ),
        migrations.AddField(
            model_name="reminderdelivery",
            name="is_digest",
            field=models.BooleanField(default=True, verbose_name="the day’s mail"),
        ),
        migrations.AddField(
            model_name="reminderdelivery",
            name="message_id",
            field=models.CharField(blank=True, db_index=True, max_length=200, verbose_name="message number"),
        ),
        migrations.AddField(
            model_name="reminderdelivery",
            name="resolved_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="looked into at"),
        ),
        migrations.AddField(
            model_name="reminderdelivery",
            name="resolved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reminderdelivery",
            name="send_after",
            field=models.DateTimeField(
                default=datetime.datetime(2000, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), verbose_name="not before"
            ),
        ),
        migrations.AddField(
            model_name="reminderitem",
            name="left_out",
            field=models.CharField(
                blank=True,
                choices=[
                    ("done", "done meanwhile"),
                    ("moved", "the date moved"),
                    ("paused", "the reader set it aside"),
                    ("not-theirs", "no longer the reader’s matter"),
                ],
                max_length=12,
                verbose_name="left out",
            ),
        ),
        migrations.AddField(
            model_name="reminderitem",
            name="skip_reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="why it is skipped"),
        ),
        migrations.AddField(
            model_name="reminderitem",
            name="skipped_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="skipped at"),
        ),
        migrations.AddField(
            model_name="reminderitem",
            name="skipped_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reminderitem",
            name="state",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reminder_items",
                to="tracking.state",
            ),
        ),
        migrations.AddField(
            model_name="reminderrule",
            name="call",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reminder_rules",
                to="tracking.call",
                verbose_name="call",
            ),
        ),
        migrations.AddField(
            model_name="reminderrule",
            name="reach",
            field=models.CharField(
                choices=[
                    ("own", "the focal point"),
                    ("alternate", "also the alternate"),
                    ("coordinator", "also the alternate and the coordinator"),
                ],
                default="own",
                max_length=12,
                verbose_name="whom it reaches",
            ),
        ),
        migrations.AddField(
            model_name="reminderrule",
            name="state",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reminder_rules",
                to="tracking.state",
                verbose_name="State",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="adoption_date_source",
            field=models.CharField(blank=True, max_length=200, verbose_name="who says so, and where"),
        ),
        migrations.AddField(
            model_name="review",
            name="is_adoption_confirmed",
            field=models.BooleanField(default=False, verbose_name="date of adoption is confirmed"),
        ),
        migrations.AddField(
            model_name="review",
            name="is_override_confirmed",
            field=models.BooleanField(default=False, verbose_name="announced date is confirmed"),
        ),
        migrations.AddField(
            model_name="review",
            name="review_date_source",
            field=models.CharField(blank=True, max_length=200, verbose_name="who says so, and where"),
        ),
        migrations.AddField(
            model_name="state",
            name="working_days",
            field=models.CharField(
                default="12345",
                help_text="1 is Monday, 7 is Sunday. Mails go out on these days.",
                max_length=7,
                validators=[django.core.validators.RegexValidator("^1?2?3?4?5?6?7?$")],
                verbose_name="working days",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="mail_failing_since",
            field=models.DateTimeField(blank=True, null=True, verbose_name="mails fail since"),
        ),
        migrations.AddField(
            model_name="user",
            name="mail_failure",
            field=models.CharField(blank=True, max_length=200, verbose_name="why mails fail"),
        ),
        migrations.AddField(
            model_name="user",
            name="quiet_from",
            field=models.TimeField(default=datetime.time(20, 0), verbose_name="no mails from"),
        ),
        migrations.AddField(
            model_name="user",
            name="quiet_until",
            field=models.TimeField(default=datetime.time(7, 0), verbose_name="no mails until"),
        ),
        migrations.AddField(
            model_name="user",
            name="wants_digest",
            field=models.BooleanField(
                default=True,
                help_text="Last days of calls, and what others wait for, are mailed in any case.",
                verbose_name="mails about steps, indicators and other daily work",
            ),
        ),
        migrations.AlterField(
            model_name="reminderitem",
            name="delivery",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="items",
                to="tracking.reminderdelivery",
            ),
        ),
        migrations.AlterField(
            model_name="reminderitem",
            name="local_government",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reminder_items",
                to="tracking.localgovernment",
            ),
        ),
        migrations.AlterField(
            model_name="reminderrule",
            name="kind",
            field=models.CharField(
                choices=[
                    ("call-opened", "a call for input opens"),
                    ("by-hand", "the coordinator asks again"),
                    ("date-moved", "a date has moved"),
                    ("returned", "input was returned"),
                    ("call-deadline", "last day for input"),
                    ("approval", "input waits for approval"),
                    ("excerpts", "excerpts wait to be confirmed"),
                    ("published", "a report was published"),
                    ("step-due", "due date of a step"),
                    ("step-stale", "a step without news"),
                    ("status-stale", "an ongoing status without news"),
                    ("indicator-due", "value of an indicator"),
                    ("term-end", "end of the administration’s term"),
                    ("post-vacant", "nobody is focal point"),
                    ("weekly-board", "the week’s board of a call"),
                    ("phase", "next phase of a review"),
                ],
                max_length=20,
                verbose_name="date",
            ),
        ),
    ]
