"""Each task only delegates, survives a vanished row, notes that it ran, and the sweep wakes what waits."""

import datetime

import pytest
from django.conf import settings
from django.core import mail

from cms import tasks as cms_tasks
from tests import factories
from tracking import reminders, tasks
from tracking.models import BackgroundRun, ReminderDelivery, ReminderRule


@pytest.fixture(autouse=True)
def clock(time_machine, now):
    """A working day."""
    time_machine.move_to(now, tick=False)


@pytest.fixture
def due(review, officer, coordinator):
    """A call whose reminder is due today."""
    ReminderRule.objects.create(kind="call-deadline", days_before=14)
    factories.call(review, coordinator, deadline=datetime.date(2026, 3, 18), target_date=datetime.date(2026, 3, 24))


def test_select_reminders_sends_each_mail_once(due):
    tasks.select_reminders.delay()
    tasks.select_reminders.delay()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("task", [tasks.run_import, tasks.compile_report, tasks.stamp_report])
def test_task_for_a_vanished_row_does_nothing(task, db):
    task.delay(12345)
    tasks.deliver_reminders.delay([12345])
    assert mail.outbox == []


def test_deliver_reminders_takes_a_list(due, now, caplog):
    pks = reminders.select_due(now)
    tasks.deliver_reminders.delay([*pks, 12345])
    assert len(mail.outbox) == 1


def test_sweep_wakes_a_mail_whose_message_was_lost(due, now):
    reminders.select_due(now)
    tasks.sweep.delay()
    assert len(mail.outbox) == 1
    assert ReminderDelivery.objects.get().status == "sent"


def test_sweep_lets_a_mail_wait_for_its_hour(due, now, monkeypatch):
    reminders.select_due(now)
    ReminderDelivery.objects.update(send_after=now + datetime.timedelta(minutes=1))
    woken = []
    monkeypatch.setattr(tasks.deliver_reminders, "apply_async", lambda args, **options: woken.append(args))
    tasks.sweep.delay()
    assert woken == []


def test_sweep_shows_an_interrupted_mail(due, now):
    (pk,) = reminders.select_due(now)
    ReminderDelivery.objects.claim(pk, now=now)
    ReminderDelivery.objects.update(claimed_at=now - datetime.timedelta(hours=1))
    tasks.sweep.delay()
    assert ReminderDelivery.objects.get().status == "unknown"
    assert mail.outbox == []


def test_every_task_of_the_schedule_notes_that_it_ran(db, now):
    found = [*vars(tasks).values(), *vars(cms_tasks).values()]
    of_name = {task.name: task for task in found if hasattr(task, "delay")}
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        of_name[entry["task"]].delay()
        run = BackgroundRun.objects.get(name=name)
        assert (run.started_at, run.finished_at, run.is_failing) == (now, now, False)


def test_task_that_breaks_off_says_so(db, now, monkeypatch):
    def break_off(now):
        raise ValueError("somebody@example.org")

    monkeypatch.setattr(reminders, "expire_stale", break_off)
    assert tasks.sweep.apply().failed()
    run = BackgroundRun.objects.get(name="sweep")
    assert (run.is_failing, run.failed_at, run.error, run.finished_at) == (True, now, "ValueError", None)
    monkeypatch.undo()
