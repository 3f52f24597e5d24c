"""A site without beat: cron calls the command, and everything goes out once."""

import datetime

import pytest
from django.conf import settings as project
from django.core import mail
from django.core.management import CommandError, call_command

from tests import factories
from tracking import reminders
from tracking.models import BackgroundRun, ReminderRule


@pytest.fixture
def due(review, officer, coordinator, time_machine, now, settings):
    """A call whose reminder is due at the frozen moment; tasks would go to a broker."""
    settings.CELERY_TASK_ALWAYS_EAGER = False
    time_machine.move_to(now, tick=False)
    ReminderRule.objects.create(kind="call-deadline", days_before=14)
    return factories.call(review, coordinator, deadline=datetime.date(2026, 3, 24))


def test_run_due_selects_and_sends_once(due, capsys, now):
    call_command("run_due")
    assert capsys.readouterr().out == f"Ran: {', '.join(project.CELERY_BEAT_SCHEDULE)}.\n"
    call_command("run_due")
    assert capsys.readouterr().out == "Ran: nothing is due.\n"
    assert len(mail.outbox) == 1
    assert BackgroundRun.objects.filter(finished_at=now).count() >= 3
    assert BackgroundRun.objects.last_sign() == now


def test_run_due_beside_a_beat_leaves_its_tasks_alone(due, now, capsys):
    BackgroundRun.objects.begin("select reminders", now=now)
    call_command("run_due")
    assert "select reminders" not in capsys.readouterr().out
    assert mail.outbox == []


def test_run_due_names_what_failed_and_does_the_rest(due, monkeypatch):
    def break_off(now):
        raise ValueError("rubbish")

    monkeypatch.setattr(reminders, "expire_stale", break_off)
    with pytest.raises(CommandError, match="Failed: tracking.sweep"):
        call_command("run_due")
    assert len(mail.outbox) == 1
    assert BackgroundRun.objects.get(name="erase left contacts").finished_at


def test_run_due_names_what_failed_among_the_woken(due, monkeypatch):
    def break_off(pks, now):
        raise ValueError("rubbish")

    monkeypatch.setattr(reminders, "deliver_many", break_off)
    with pytest.raises(CommandError, match=r"Failed: tracking\.deliver_reminders\."):
        call_command("run_due")
