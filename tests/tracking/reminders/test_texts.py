"""A short text beside the mails that bind, for those who are best reached by phone; it never stops a mail."""

import datetime

import pytest
from django.core import mail

from tests import factories
from tracking import gateways, reminders
from tracking.models import ReminderDelivery, ReminderRule
from tracking.reminders import texts

SENT = []


class Recorder(gateways.Gateway):
    """Keeps what it is given."""

    def send(self, person, text):
        """Keep it."""
        SENT.append((person.pk, text))


class Broken(gateways.Gateway):
    """A provider that does not answer."""

    def send(self, person, text):
        """Fail, with words that nobody should keep."""
        raise gateways.GatewayError(f"no way to {person.phone}")


@pytest.fixture(autouse=True)
def gateway(settings):
    """The gateway that keeps texts."""
    SENT.clear()
    settings.MESSAGE_GATEWAY = f"{__name__}.Recorder"


@pytest.fixture
def reader(city):
    """An officer who is best reached by text message."""
    return factories.member("officer", city, language="en", phone="+34 600 000 042", preferred_channel="message")


@pytest.fixture
def due(review, reader, coordinator, now):
    """A mail that waits, about the last day of a call."""
    ReminderRule.objects.create(kind="call-deadline", days_before=14)
    factories.call(review, coordinator, deadline=datetime.date(2026, 3, 24))
    (pk,) = reminders.select_due(now)
    return pk


def test_text_holds_a_count_and_a_link(due, reader, now):
    assert reminders.deliver(due, now=now) == "sent"
    assert [(reader.pk, "UPR Local: 1 matter with a date waits for you. http://localhost:8000/en/my-work/")] == SENT
    assert len(mail.outbox) == 1


def test_text_speaks_the_readers_language(now):
    assert texts.words(3, "es").endswith("/es/my-work/")


@pytest.mark.parametrize("fields", [{"preferred_channel": "mail"}, {"preferred_channel": "phone"}, {"phone": ""}])
def test_text_only_for_who_wants_it(due, reader, now, fields):
    for name, value in fields.items():
        setattr(reader, name, value)
    reader.save()
    reminders.deliver(due, now=now)
    assert (SENT, len(mail.outbox)) == ([], 1)


def test_no_text_without_a_gateway(due, now, settings):
    settings.MESSAGE_GATEWAY = ""
    reminders.deliver(due, now=now)
    assert (SENT, len(mail.outbox)) == ([], 1)


def test_no_text_about_daily_work(rule_of_steps, reader, city, now):
    factories.step(city, reader, due_date=datetime.date(2026, 3, 20))
    (pk,) = reminders.select_due(now)
    assert reminders.deliver(pk, now=now) == "sent"
    assert SENT == []


@pytest.fixture
def rule_of_steps(db):
    """A stage of steps."""
    return ReminderRule.objects.create(kind="step-due", days_before=14)


@pytest.mark.parametrize("path", [f"{__name__}.Broken", "tracking.gateways.console.NoSuchGateway"])
def test_gateway_that_fails_is_noted_and_stops_no_mail(due, now, settings, path, caplog):
    settings.MESSAGE_GATEWAY = path
    assert reminders.deliver(due, now=now) == "sent"
    row = ReminderDelivery.objects.get()
    assert (row.status, row.error, len(mail.outbox)) == ("sent", "text", 1)
    assert row.error_words == "the text message beside it could not be sent"
    assert "600" not in caplog.text


def test_text_goes_out_once_however_often_the_mail_is_tried(due, now, monkeypatch):
    def refuse(self, fail_silently=False):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", refuse)
    assert reminders.deliver(due, now=now) == "put-off"
    monkeypatch.undo()
    assert reminders.deliver(due, now=now + datetime.timedelta(minutes=6)) == "sent"
    assert len(SENT) == 1


@pytest.mark.parametrize("attempts, texts_sent", [(6, 0), (1, 0), (0, 1)])
def test_mail_that_is_sent_again_brings_no_second_text(due, coordinator, now, attempts, texts_sent):
    ReminderDelivery.objects.update(
        status="failed", claimed_at=now, finished_at=now, error="address", attempts=attempts, is_digest=False
    )
    waiting = reminders.retry(ReminderDelivery.objects.get(), by=coordinator, now=now)
    assert reminders.deliver(waiting.pk, now=now) == "sent"
    assert (len(SENT), len(mail.outbox)) == (texts_sent, 1)
