"""Mails that failed: sent again, or looked into."""

import pytest

from tracking import reminders
from tracking.models import Event, ReminderDelivery


@pytest.fixture
def failed(call, officer, now):
    """A mail that could not be sent."""
    [pk] = reminders.select_due(now)
    ReminderDelivery.objects.filter(pk=pk).update(status="failed", claimed_at=now, finished_at=now, error="address")
    return ReminderDelivery.objects.get(pk=pk)


def test_retry_moves_the_lines_into_a_waiting_mail_and_settles_the_failed_one(failed, coordinator, state, now):
    waiting = reminders.retry(failed, by=coordinator, now=now)
    assert waiting.status == "pending" and waiting.items.count() == 1
    failed.refresh_from_db()
    assert (failed.resolved_by, failed.resolved_at, failed.items.count()) == (coordinator, now, 0)
    event = Event.objects.about(state).get()
    assert event.after == {"sent_again": "failed", "person": failed.recipient_id}
    assert reminders.retry(failed, by=coordinator, now=now) is None
    assert ReminderDelivery.objects.count() == 2


def test_retry_joins_the_mail_that_waits(failed, officer, coordinator, now):
    waiting = ReminderDelivery.objects.create(
        recipient=officer, language="es", local_date=now.date(), is_digest=False, selected_at=now
    )
    assert reminders.retry(failed, by=coordinator, now=now) == waiting
    assert ReminderDelivery.objects.count() == 2


@pytest.mark.parametrize("status", ["sent", "skipped"])
def test_what_went_out_is_not_sent_again(failed, coordinator, now, status):
    ReminderDelivery.objects.update(status=status)
    assert reminders.retry(failed, by=coordinator, now=now) is None
    assert not reminders.look_into(failed, by=coordinator, now=now)
    assert Event.objects.filter(object_kind="state").count() == 0


def test_looked_into_once_and_sent_again_after_all(failed, coordinator, state, now):
    assert list(ReminderDelivery.objects.to_look_into()) == [failed]
    assert reminders.look_into(failed, by=coordinator, now=now)
    assert not reminders.look_into(failed, by=coordinator, now=now)
    assert not ReminderDelivery.objects.to_look_into().exists()
    assert Event.objects.about(state).get().verb == "confirmed"
    assert reminders.retry(failed, by=coordinator, now=now)
