"""The site's own Celery application, whose beat ticks each second instead of each minute."""

from upr_local.celery import app

app.conf.beat_schedule = {
    "select reminders": {"task": "tracking.select_reminders", "schedule": 1.0},
    "sweep": {"task": "tracking.sweep", "schedule": 1.0, "options": {"expires": 5}},
}
