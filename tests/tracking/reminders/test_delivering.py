"""Mails go out at most once each; what the mail server says decides what becomes of them."""

import datetime

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection

from tests import factories
from tests.servers import free_port
from tests.tracking.reminders import mails
from tests.tracking.reminders.mail_server import CUT, running
from tracking import emails, reminders
from tracking.models import Event, ReminderDelivery, ReminderItem, ReminderRule, User
from tracking.reminders import delivering, putting_off

DUE = datetime.date(2026, 3, 20)
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def rule(db):
    """A stage of a step's due date."""
    return ReminderRule.objects.create(kind="step-due", days_before=14)


@pytest.fixture
def waiting(rule, city, officer, now):
    """A mail that waits for the officer, about a step."""
    return waiting_for(officer, city, rule, now)


@pytest.fixture
def server(settings):
    """A mail server that takes everything, until a test says otherwise."""
    with running(settings) as server:
        yield server


def waiting_for(person, city, rule, now, **fields):
    step = factories.step(city, person, due_date=DUE)
    row = mails.mail(person, now=now, **fields)
    mails.line(rule, person, city, step.pk, DUE, delivery=row)
    return row


def several(rule, city, now, count=3):
    return [waiting_for(factories.member("officer", city), city, rule, now) for _ in range(count)]


def deliver(row, now):
    word = reminders.deliver(row.pk, now=now)
    row.refresh_from_db()
    return word


def test_mail_goes_out_once_and_can_be_known_again(server, waiting, officer, now, settings):
    settings.DEFAULT_FROM_EMAIL = "UPR Local <upr@cities.example.org>"
    assert deliver(waiting, now) == "sent"
    assert deliver(waiting, now) == "gone"
    ((recipient, text),) = server.received
    assert recipient == officer.email
    assert f"Message-ID: {waiting.message_id}" in text
    assert waiting.message_id.endswith("@cities.example.org>")
    assert "Auto-Submitted: auto-generated" in text
    assert "X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply" in text
    assert (waiting.status, waiting.attempts, waiting.error, waiting.finished_at) == ("sent", 1, "", now)


def test_message_id_is_kept_before_the_mail_goes_out(waiting, now, monkeypatch):
    seen = []

    def look(self, fail_silently=False):
        row = ReminderDelivery.objects.get(pk=waiting.pk)
        seen.append((row.status, row.claimed_at, row.message_id == self.extra_headers["Message-ID"]))
        return 1

    monkeypatch.setattr(EmailMessage, "send", look)
    deliver(waiting, now)
    assert seen == [("sending", now, True)]


def test_mails_share_one_connection(server, rule, city, now):
    rows = several(rule, city, now)
    assert set(reminders.deliver_many([row.pk for row in rows], now=now).values()) == {"sent"}
    assert (len(server.received), server.connections) == (3, 1)


def test_server_that_ends_connections_early_gets_all_mails(server, rule, city, now):
    server.per_connection = 2
    rows = several(rule, city, now, 5)
    assert set(reminders.deliver_many([row.pk for row in rows], now=now).values()) == {"sent"}
    assert (len(server.received), server.connections) == (5, 3)


def test_one_refused_address_stops_no_other_mail(server, rule, city, now):
    first, second, third = rows = several(rule, city, now)
    server.answers[second.recipient.email] = {"rcpt": "550 5.1.1 unknown"}
    words = reminders.deliver_many([row.pk for row in rows], now=now)
    assert words == {first.pk: "sent", second.pk: "failed", third.pk: "sent"}


def test_refused_address_is_flagged_without_the_servers_words(server, waiting, officer, now):
    server.answers["*"] = {"rcpt": f"550 5.1.1 <{officer.email}> unknown"}
    assert deliver(waiting, now) == "failed"
    officer.refresh_from_db()
    assert (waiting.status, waiting.error) == ("failed", "address 5.1.1")
    assert (officer.mail_failing_since, officer.mail_failure) == (now, "address")
    assert officer.mail_failure_words == "the address does not exist"
    event = Event.objects.about(officer).get()
    assert (event.verb, event.by, event.after) == ("changed", None, {"mail": "address"})


def test_mail_that_goes_out_clears_the_flag(server, waiting, officer, now):
    officer.note_failing_mail("mailbox", now=now - MINUTE)
    assert deliver(waiting, now) == "sent"
    officer.refresh_from_db()
    assert (officer.mail_failing_since, officer.mail_failure) == (None, "")


def test_failing_address_keeps_its_first_day(officer, now):
    officer.note_failing_mail("mailbox", now=now)
    officer.note_failing_mail("mailbox", now=now + MINUTE)
    officer.note_failing_mail("address", now=now + MINUTE)
    assert (officer.mail_failing_since, officer.mail_failure) == (now, "address")
    assert Event.objects.about(officer).count() == 2


def test_refusal_of_the_site_itself_flags_nobody(server, waiting, officer, now):
    server.answers["*"] = {"rcpt": "554 5.7.1 relay access denied"}
    assert deliver(waiting, now) == "failed"
    officer.refresh_from_db()
    assert officer.mail_failing_since is None


@pytest.mark.parametrize("step", ["mail", "rcpt", "data", "end"])
def test_temporary_refusal_waits_longer_each_time_and_has_an_end(server, waiting, officer, now, step):
    server.answers["*"] = {step: "451 4.3.0 try again later"}
    pauses = []
    for _ in range(5):
        assert deliver(waiting, now) == "put-off"
        assert (waiting.status, waiting.claimed_at, waiting.error) == ("pending", None, "later 4.3.0")
        assert deliver(waiting, waiting.send_after - MINUTE) == "gone"
        pauses.append(waiting.send_after - now)
        now = waiting.send_after
    hours = [round(pause / datetime.timedelta(hours=1), 2) for pause in pauses]
    assert hours[:3] == [0.08, 0.5, 2]
    assert hours[3] >= 6 and hours[4] >= 24  # the reader's night is kept
    assert deliver(waiting, now) == "failed"
    assert (waiting.attempts, server.received) == (6, [])
    officer.refresh_from_db()
    assert officer.mail_failing_since is None


def test_put_off_mail_keeps_its_number_and_goes_out_later(server, waiting, now):
    server.answers["*"] = {"rcpt": "450 4.2.0 greylisted"}
    deliver(waiting, now)
    number = waiting.message_id
    server.answers.clear()
    assert deliver(waiting, waiting.send_after) == "sent"
    assert (waiting.message_id, waiting.attempts, waiting.error) == (number, 2, "")
    assert len(server.received) == 1


@pytest.mark.parametrize("step", ["greeting", "mail", "rcpt", "data"])
def test_connection_lost_before_the_mail_was_handed_over_is_tried_again(server, waiting, now, step):
    server.answers["*"] = {step: CUT}
    assert deliver(waiting, now) == "put-off"
    assert (waiting.status, waiting.error) == ("pending", "connection")


def test_connection_lost_after_the_mail_was_handed_over_is_never_sent_again(server, waiting, now):
    server.answers["*"] = {"end": CUT}
    assert deliver(waiting, now) == "unknown"
    assert (waiting.status, waiting.error, len(server.received)) == ("unknown", "lost", 1)
    server.answers.clear()
    assert deliver(waiting, now + datetime.timedelta(days=2)) == "gone"
    assert len(server.received) == 1


def test_lost_connection_costs_one_mail_its_certainty(server, rule, city, now):
    first, second, third = rows = several(rule, city, now)
    server.answers[second.recipient.email] = {"end": CUT}
    words = reminders.deliver_many([row.pk for row in rows], now=now)
    assert words == {first.pk: "sent", second.pk: "unknown", third.pk: "sent"}
    assert server.connections == 2


def test_server_out_of_reach_is_asked_once_for_all_mails(rule, city, now, settings, monkeypatch):
    settings.EMAIL_BACKEND = "upr_local.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    asked = []
    monkeypatch.setattr("upr_local.smtp.EmailBackend.open", lambda self: asked.append(1) or 1 / 0)
    rows = several(rule, city, now)
    assert set(reminders.deliver_many([row.pk for row in rows], now=now).values()) == {"put-off"}
    assert (len(asked), ReminderDelivery.objects.pending().filter(attempts=1).count()) == (1, 3)


def test_refused_connection_is_tried_again(waiting, now, settings):
    settings.EMAIL_BACKEND = "upr_local.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    assert deliver(waiting, now) == "put-off"
    assert (waiting.error, waiting.attempts) == ("connection", 1)


def test_unexpected_error_while_sending_is_shown(waiting, now, monkeypatch):
    def break_off(self, fail_silently=False):
        raise ValueError("somebody@example.org")

    monkeypatch.setattr(EmailMessage, "send", break_off)
    assert deliver(waiting, now) == "unknown"
    assert waiting.error == "unexpected ValueError"


def test_mail_that_broke_before_it_was_handed_over_failed(server, rule, city, now, monkeypatch):
    first, second, third = rows = several(rule, city, now)
    written = emails.reminder

    def break_one(recipient, lines):
        mail = written(recipient, lines)
        if recipient == second.recipient:
            mail.extra_headers["X-Broken"] = "one\ntwo"
        return mail

    monkeypatch.setattr(emails, "reminder", break_one)
    words = reminders.deliver_many([row.pk for row in rows], now=now)
    assert words == {first.pk: "sent", second.pk: "failed", third.pk: "sent"}
    second.refresh_from_db()
    assert (second.status, second.error, len(server.received)) == ("failed", "preparing BadHeaderError", 2)


def test_error_before_the_writing_ends_no_chunk(rule, city, now, monkeypatch):
    rows = several(rule, city, now)
    earliest = delivering._earliest

    def break_one(delivery, now):
        return 1 / 0 if delivery.pk == rows[1].pk else earliest(delivery, now)

    monkeypatch.setattr(delivering, "_earliest", break_one)
    words = reminders.deliver_many([row.pk for row in rows], now=now)
    assert list(words.values()) == ["sent", "failed", "sent"]


def test_kept_subject_fits_its_column(server, waiting, now, monkeypatch):
    written = emails.reminder

    def write_long(recipient, lines):
        mail = written(recipient, lines)
        mail.subject = "Al Madinah " * 40
        return mail

    monkeypatch.setattr(emails, "reminder", write_long)
    assert deliver(waiting, now) == "sent"
    assert waiting.subject == ("Al Madinah " * 40)[:255]  # PostgreSQL refuses more, after the mail went out


def test_mail_speaks_the_language_that_its_reader_has_by_now(server, waiting, officer, now):
    User.objects.filter(pk=officer.pk).update(language="es")
    assert deliver(waiting, now) == "sent"
    assert waiting.language == "es"
    ((_recipient, text),) = server.received
    assert 'lang="es"' in text


def test_mail_that_is_taken_leaves_the_flag_of_one_that_came_back(server, waiting, officer, now):
    ReminderDelivery.objects.create(
        recipient=officer, language="en", local_date=now.date(), is_digest=False, selected_at=now, status="failed",
        claimed_at=now, finished_at=now, bounced_at=now - MINUTE, error="bounced mailbox 5.2.2",
    )  # fmt: skip
    officer.note_failing_mail("mailbox", now=now - MINUTE)
    assert deliver(waiting, now) == "sent"
    officer.refresh_from_db()
    assert (officer.mail_failing_since, officer.mail_failure) == (now - MINUTE, "mailbox")
    officer.note_arriving_mail(now=now, by=officer)
    officer.note_failing_mail("address", now=now)  # a refusal, later than what came back
    assert not officer.has_mails_back


def test_mail_that_was_given_up_and_went_out_is_sent_beside_the_days_mail(waiting, officer, now, monkeypatch):
    def be_overtaken(self, fail_silently=False):
        reminders.expire_stale(now + datetime.timedelta(hours=1))
        ReminderDelivery.objects.create(
            recipient=officer, language="en", local_date=now.date(), selected_at=now, status="sent",
            claimed_at=now, finished_at=now,
        )  # fmt: skip
        return 1

    monkeypatch.setattr(EmailMessage, "send", be_overtaken)
    assert deliver(waiting, now) == "sent"
    assert (waiting.status, waiting.is_digest, waiting.attempts) == ("sent", False, 1)


def test_notice_counts_for_the_day_on_which_it_goes_out(rule, city, officer, now):
    row = waiting_for(officer, city, rule, now, is_digest=False)
    later = now + datetime.timedelta(days=1)
    assert deliver(row, later) == "sent"
    assert row.local_date == later.date()


def test_put_off_mail_waits_by_itself_where_the_other_one_has_gone_out(waiting, officer, rule, city, now, monkeypatch):
    other = []
    claim = ReminderDelivery.claim

    def claim_and_write_another(self, **fields):
        taken = claim(self, **fields)
        other.append(waiting_for(officer, city, rule, now, is_digest=False))
        return taken

    join = putting_off._join

    def go_out_before(delivery, moment):
        ReminderDelivery.objects.filter(pk=other[0].pk).update(status="sent", claimed_at=now, finished_at=now)
        return join(delivery, moment)

    monkeypatch.setattr(ReminderDelivery, "claim", claim_and_write_another)
    monkeypatch.setattr(putting_off, "_join", go_out_before)
    assert deliver(waiting, now.replace(hour=22)) == "put-off"
    assert (waiting.status, waiting.claimed_at) == ("pending", None)


def test_mail_that_cannot_be_written_stops_no_other(rule, city, now, monkeypatch):
    rows = several(rule, city, now)
    broken = rows[1].pk
    told = delivering.told

    def break_one(delivery, now):
        return 1 / 0 if delivery.pk == broken else told(delivery, now)

    monkeypatch.setattr(delivering, "told", break_one)
    words = reminders.deliver_many([row.pk for row in rows], now=now)
    assert list(words.values()) == ["sent", "failed", "sent"]
    assert ReminderDelivery.objects.get(pk=broken).error == "preparing ZeroDivisionError"
    assert len(mail.outbox) == 2


def test_nothing_left_to_tell_is_skipped(waiting, officer, now):
    officer.memberships.all().delete()
    assert deliver(waiting, now) == "skipped"
    assert mail.outbox == []


def test_vanished_and_foreign_mails_are_gone(db, now):
    assert reminders.deliver_many([1, 2], now=now) == {1: "gone", 2: "gone"}


def test_claim_that_stands_is_respected(waiting, now):
    assert ReminderDelivery.objects.claim(waiting.pk, now=now)
    assert deliver(waiting, now) == "gone"
    assert deliver(waiting, now + datetime.timedelta(days=1)) == "gone"
    assert mail.outbox == []


def test_worker_knows_better_than_the_sweep(waiting, now, monkeypatch):
    def be_given_up(self, fail_silently=False):
        assert reminders.expire_stale(now + datetime.timedelta(hours=1)) == 1  # a clock jumped
        return 1

    monkeypatch.setattr(EmailMessage, "send", be_given_up)
    assert deliver(waiting, now) == "sent"
    assert waiting.status == "sent"


def test_person_who_decided_meanwhile_is_respected(waiting, coordinator, now, monkeypatch):
    def be_decided(self, fail_silently=False):
        ReminderDelivery.objects.update(status="unknown", finished_at=now, resolved_by=coordinator, resolved_at=now)
        return 1

    monkeypatch.setattr(EmailMessage, "send", be_decided)
    assert deliver(waiting, now) == "gone"
    assert waiting.status == "unknown"


def test_interrupted_mail_becomes_unknown_after_half_an_hour(waiting, now):
    ReminderDelivery.objects.claim(waiting.pk, now=now)
    assert reminders.expire_stale(now + 29 * MINUTE) == 0
    assert reminders.expire_stale(now + 31 * MINUTE) == 1
    assert reminders.expire_stale(now + 31 * MINUTE) == 0
    waiting.refresh_from_db()
    assert (waiting.status, waiting.error) == ("unknown", "interrupted")


def test_mail_that_waited_into_the_night_goes_out_in_the_morning(waiting, officer, now):
    night = now.replace(hour=22)
    assert deliver(waiting, night) == "put-off"
    assert (waiting.send_after, waiting.attempts) == (now.replace(day=11, hour=7), 0)
    assert deliver(waiting, waiting.send_after) == "sent"
    assert waiting.local_date == datetime.date(2026, 3, 11)


def test_mail_that_waited_for_days_counts_for_the_day_on_which_it_goes_out(waiting, now):
    later = now + datetime.timedelta(days=2)
    assert deliver(waiting, later) == "sent"
    assert waiting.local_date == later.date()


def test_mail_never_is_the_second_one_of_its_day(waiting, officer, now):
    later = now + datetime.timedelta(days=1)
    ReminderDelivery.objects.create(
        recipient=officer, language="en", local_date=later.date(), selected_at=now, status="sent",
        claimed_at=now, finished_at=now,
    )  # fmt: skip
    assert deliver(waiting, later) == "put-off"
    assert waiting.send_after == later + datetime.timedelta(days=1)
    assert mail.outbox == []


def test_put_off_mail_joins_the_one_that_waits_by_now(server, waiting, officer, rule, city, now, monkeypatch):
    server.answers["*"] = {"rcpt": "450 4.2.0 greylisted"}
    newer = []
    told = delivering.told

    def write_another(delivery, moment):
        if not newer:
            newer.append(waiting_for(officer, city, rule, now, is_digest=False))
        return told(delivery, moment)

    monkeypatch.setattr(delivering, "told", write_another)
    assert deliver(waiting, now) == "put-off"
    (newer,) = newer
    newer.refresh_from_db()
    assert (waiting.status, waiting.error, waiting.items.count()) == ("skipped", "joined", 0)
    assert (newer.items.count(), newer.attempts, newer.is_digest) == (2, 1, True)
    assert newer.send_after == now + 5 * MINUTE
    assert ReminderItem.objects.count() == 2


def test_worker_leaves_the_rest_when_its_time_is_over(rule, city, now, monkeypatch):
    monkeypatch.setattr(delivering, "LONGEST", -1)
    rows = several(rule, city, now)
    assert set(reminders.deliver_many([row.pk for row in rows], now=now).values()) == {"gone"}
    assert ReminderDelivery.objects.ready(now).count() == 3


def test_chunks_are_small_and_complete():
    parts = reminders.chunks(range(120))
    assert [len(part) for part in parts] == [50, 50, 20]
    assert sum(parts, []) == list(range(120))
    assert reminders.chunks([]) == []


def test_report_that_overtakes_the_mark_is_believed(waiting, officer, now, monkeypatch):
    def bounce(self, fail_silently=False):
        ReminderDelivery.objects.update(bounced_at=now, error="bounced address 5.1.1")
        User.objects.update(mail_failing_since=now, mail_failure="address")
        return 1

    monkeypatch.setattr(EmailMessage, "send", bounce)
    assert deliver(waiting, now) == "failed"
    officer.refresh_from_db()
    assert (waiting.error, officer.mail_failure) == ("bounced address 5.1.1", "address")


def test_bounce_address_is_the_sender_on_the_envelope(server, waiting, now, settings):
    settings.BOUNCE_ADDRESS = "bounces@example.org"
    deliver(waiting, now)
    assert server.senders == ["bounces@example.org"]
    assert "From: UPR Local" in server.received[0][1]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_held_while_a_mail_goes_out(waiting, now, monkeypatch):
    seen = []
    monkeypatch.setattr(EmailMessage, "send", lambda self: seen.append(connection.in_atomic_block) or 1)
    assert deliver(waiting, now) == "sent"
    assert seen == [False]
