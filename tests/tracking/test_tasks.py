"""Each task only delegates, survives a vanished row, and the sweep wakes what waits."""

import datetime

import pytest
from django.core import mail

from tests import factories
from tracking import reminders, tasks
from tracking.models import ReminderDelivery, ReminderRule


@pytest.fixture
def due(review, officer, coordinator):
    """A call whose reminder is due today."""
    ReminderRule.objects.create(kind="call-deadline", days_before=14)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    factories.call(
        review, coordinator, deadline=today + datetime.timedelta(days=5), target_date=today + datetime.timedelta(days=9)
    )


def test_select_reminders_sends_each_mail_once(due):
    tasks.select_reminders.delay()
    tasks.select_reminders.delay()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("task", [tasks.run_import, tasks.compile_report, tasks.deliver_reminder])
def test_task_for_a_vanished_row_does_nothing(task, db):
    task.delay(12345)
    assert mail.outbox == []


def test_sweep_wakes_a_mail_whose_message_was_lost(due):
    reminders.select_due(datetime.datetime.now(tz=datetime.UTC))
    tasks.sweep.delay()
    assert len(mail.outbox) == 1
    assert ReminderDelivery.objects.get().status == "sent"


def test_sweep_shows_an_interrupted_mail(due):
    long_ago = datetime.datetime.now(tz=datetime.UTC) - datetime.timedelta(hours=1)
    (pk,) = reminders.select_due(long_ago)
    ReminderDelivery.objects.claim(pk, now=long_ago)
    tasks.sweep.delay()
    assert ReminderDelivery.objects.get().status == "unknown"
    assert mail.outbox == []
