"""Monitoring asks by command: exit code and words."""

import datetime

import pytest
from django.core.management import CommandError, call_command

from tracking.models import BackgroundRun


@pytest.fixture
def running(settings, db, time_machine, now):
    """Everything has just run."""
    settings.BACKGROUND_SILENT_MINUTES = 15
    time_machine.move_to(now, tick=False)
    for name in settings.CELERY_BEAT_SCHEDULE:
        BackgroundRun.objects.begin(name, now=now)
        BackgroundRun.objects.end(name, now=now)


def test_check_background_says_that_all_is_well(running, capsys):
    call_command("check_background")
    out = capsys.readouterr().out
    assert "sweep: began 2026-03-10 09:00:00 UTC, ended 2026-03-10 09:00:00 UTC\n" in out
    assert "mails failed: 0\n" in out
    assert "mails oldest one ready since: never\n" in out
    assert out.endswith("All is well.\n")


def test_check_background_says_what_is_wrong(running, now, capsys, time_machine):
    BackgroundRun.objects.fail("sweep", now=now + datetime.timedelta(minutes=1), error="OperationalError")
    time_machine.move_to(now + datetime.timedelta(minutes=20))
    with pytest.raises(CommandError) as wrong:
        call_command("check_background")
    assert wrong.value.returncode == 1
    assert "Nothing has run in the background for more than 15 minutes." in str(wrong.value)
    assert "failed 2026-03-10 09:01:00 UTC (OperationalError)" in capsys.readouterr().out


def test_check_of_silence_asks_no_more_than_that(running, now, time_machine, capsys):
    BackgroundRun.objects.fail("sweep", now=now, error="OperationalError")
    call_command("check_background", silence=True)
    assert capsys.readouterr().out == "All is well.\n"
    time_machine.move_to(now + datetime.timedelta(minutes=20))
    with pytest.raises(CommandError, match="for too long"):
        call_command("check_background", silence=True)


def test_check_background_knows_what_never_ran(running, capsys, monkeypatch, now):
    BackgroundRun.objects.filter(name="erase left contacts").delete()
    monkeypatch.setattr("tracking.background.schedule.began_at", lambda: now)
    call_command("check_background")
    assert "erase left contacts: never so far" in capsys.readouterr().out
