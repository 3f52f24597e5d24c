"""The command uses the same selection and delivery as beat and worker."""

import datetime

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from tests import factories
from tracking.models import ReminderItem, ReminderRule


@pytest.fixture
def call(review, officer, coordinator):
    """A call with a stage 14 days before 24 March 2026."""
    ReminderRule.objects.create(kind="call-deadline", days_before=14)
    return factories.call(review, coordinator, deadline=datetime.date(2026, 3, 24))


def test_send_reminders_twice_sends_once(call, capsys):
    call_command("send_reminders", date="2026-03-10")
    assert capsys.readouterr().out == "Mails: 1 sent.\n"
    call_command("send_reminders", date="2026-03-10")
    assert capsys.readouterr().out == "Mails: none is due.\n"
    assert len(mail.outbox) == 1


def test_send_reminders_dry_run_writes_nothing(call, officer, capsys):
    call_command("send_reminders", date="2026-03-10", dry_run=True)
    out = capsys.readouterr().out
    assert f"account {officer.pk}: Altamira" in out
    assert "(14 days before)" in out
    assert "1 lines to 1 people" in out
    assert not ReminderItem.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize("date", ["9999-12-31", "0001-01-01", "24.3.2026"])
def test_send_reminders_refuses_a_date_that_cannot_be_meant(db, date):
    with pytest.raises(CommandError, match="--date takes a day"):
        call_command("send_reminders", date=date, dry_run=True)


def test_send_reminders_before_the_stage_sends_nothing(call):
    call_command("send_reminders", date="2026-03-09")
    assert mail.outbox == []


def test_send_reminders_refuses_a_wrong_date(db):
    with pytest.raises(CommandError, match="YYYY-MM-DD"):
        call_command("send_reminders", date="10.3.2026")
