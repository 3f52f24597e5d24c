"""What repeats, when it is due, and when it is late."""

import datetime

import pytest
from celery.schedules import crontab

from tracking import background
from tracking.models import BackgroundRun

MINUTE, HOUR = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def schedule(settings):
    """One task each minute, one each hour, one each night."""
    settings.CELERY_BEAT_SCHEDULE = {
        "sweep": {"task": "tracking.sweep", "schedule": 60.0},
        "select reminders": {"task": "tracking.select_reminders", "schedule": crontab(minute=5)},
        "erase left contacts": {"task": "tracking.erase_left_contacts", "schedule": crontab(hour=3, minute=20)},
    }


def names(now):
    return [task.name for task in background.due(now)]


def run(name, at):
    BackgroundRun.objects.begin(name, now=at)
    BackgroundRun.objects.end(name, now=at)


def test_everything_is_due_that_never_ran(db, now):
    assert names(now) == ["sweep", "select reminders", "erase left contacts"]


def test_nothing_is_due_twice(db, now):
    for name in names(now):
        run(name, now)
    assert names(now) == []


@pytest.mark.parametrize(
    "after, due",
    [
        (datetime.timedelta(seconds=59), []),
        (MINUTE, ["sweep"]),
        (5 * MINUTE, ["sweep", "select reminders"]),
        (18 * HOUR, ["sweep", "select reminders"]),
        (19 * HOUR, ["sweep", "select reminders", "erase left contacts"]),
    ],
)
def test_due_is_what_the_clock_has_passed(db, now, after, due):
    for name in names(now):
        run(name, now)
    assert names(now + after) == due


def test_late_is_what_should_have_run_a_quarter_of_an_hour_ago(db, now):
    for name in names(now):
        run(name, now)
    late = {task.name for task in background.repeated(now + 17 * MINUTE) if task.is_late}
    assert late == {"sweep"}
    assert not any(task.is_late for task in background.repeated(now + 15 * MINUTE))


def test_site_with_cron_allows_for_its_rhythm(db, now, settings):
    settings.BACKGROUND_SILENT_MINUTES = 120
    for name in names(now):
        run(name, now)
    assert not any(task.is_late for task in background.repeated(now + HOUR))


def test_tasks_have_names_for_people(db, now):
    assert all(task.label != task.name for task in background.repeated(now))
