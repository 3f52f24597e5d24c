"""What is due, for whom, once; and what becomes of a mail."""

import datetime
import smtplib
import threading

import pytest
from django.core import mail
from django.db import connection

from tests import factories
from tracking import reminders
from tracking.models import ReminderDelivery, ReminderItem, ReminderRule

DEADLINE = datetime.date(2026, 3, 24)  # 14 days after `today`
Status = ReminderDelivery.Status


@pytest.fixture
def rules(db):
    """Stages of the deadline, and of a step's due date."""
    for days in (30, 14, 7, 0, -7):
        ReminderRule.objects.create(kind="call-deadline", days_before=days)
    ReminderRule.objects.create(kind="call-deadline", days_before=-30, tells_coordinator=True)
    for days in (14, 0, -7):
        ReminderRule.objects.create(kind="step-due", days_before=days)


@pytest.fixture
def call(review, coordinator, rules):
    """An open call, 14 days before its last day."""
    return factories.call(review, coordinator, deadline=DEADLINE)


def stages():
    return list(ReminderItem.objects.order_by("pk").values_list("rule__days_before", flat=True))


def test_officer_hears_once_in_own_language(call, officer, now):
    (pk,) = reminders.select_due(now)
    assert reminders.deliver(pk, now=now) == "sent"
    (message,) = mail.outbox
    assert message.to == [officer.email]
    assert "24 de marzo de 2026" in message.body
    assert f"http://localhost:8000/es/my-work/{officer.memberships.get().local_government_id}/" in message.body
    delivery = ReminderDelivery.objects.get()
    assert (delivery.status, delivery.language, delivery.subject) == (Status.SENT, "es", message.subject)
    assert stages() == [14]


def test_second_selection_and_second_delivery_send_nothing(call, officer, now):
    (pk,) = reminders.select_due(now)
    assert reminders.select_due(now) == [pk]
    reminders.deliver(pk, now=now)
    assert reminders.deliver(pk, now=now) == "gone"
    assert reminders.select_due(now + datetime.timedelta(hours=5)) == []
    assert len(mail.outbox) == 1


def test_missed_days_give_the_latest_stage_only(call, officer, now):
    late = now + datetime.timedelta(days=9)
    assert len(reminders.select_due(late)) == 1
    assert stages() == [7]


def test_day_before_a_stage_nothing_is_due(call, officer, now):
    reminders.select_due(now - datetime.timedelta(days=1))
    assert stages() == [30]
    assert reminders.select_due(now - datetime.timedelta(days=1)) != []
    assert stages() == [30]


def test_before_the_first_stage_nothing_is_due(call, officer, now):
    assert reminders.select_due(now - datetime.timedelta(days=17)) == []


def test_moved_deadline_is_told_anew(call, officer, now):
    (pk,) = reminders.select_due(now)
    reminders.deliver(pk, now=now)
    call.deadline = DEADLINE - datetime.timedelta(days=3)
    call.save()
    assert len(reminders.select_due(now)) == 1


@pytest.mark.parametrize("hour_utc, is_due", [(9, False), (23, True)])
def test_date_is_the_recipients_own(call, city, hour_utc, is_due):
    factories.member("officer", city, time_zone="Pacific/Auckland")
    ReminderRule.objects.filter(days_before=30).delete()
    evening = datetime.datetime(2026, 3, 9, hour_utc, tzinfo=datetime.UTC)  # 10 March in Auckland from 11:00
    assert bool(reminders.select_due(evening)) is is_due


def test_submitted_government_hears_nothing(call, city, officer, approver, coordinator, recommendation, now):
    factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    assert reminders.select_due(now) == []


def test_returned_input_is_still_missing(call, city, officer, approver, coordinator, recommendation, now):
    contribution = factories.contribution(call, city, [recommendation])
    contribution.hand_in(by=officer, now=now)
    contribution.approve(by=approver, now=now)
    contribution.return_("Give a date.", by=coordinator, now=now)
    assert len(reminders.select_due(now)) == 1


def test_closed_call_and_idle_rule_are_silent(call, officer, coordinator, now):
    ReminderRule.objects.update(is_active=False)
    assert reminders.select_due(now) == []
    ReminderRule.objects.update(is_active=True)
    call.close(by=coordinator, now=now)
    assert reminders.select_due(now) == []


def test_vacant_government_is_told_to_the_coordinator(call, other_city, coordinator, now):
    (pk,) = reminders.select_due(now)
    reminders.deliver(pk, now=now)
    (message,) = mail.outbox
    assert message.to == [coordinator.email]
    assert "Borealis" in message.body
    assert f"/en/calls/{call.pk}/" in message.body


def test_month_late_the_coordinator_hears_too(call, officer, coordinator, now):
    reminders.select_due(now + datetime.timedelta(days=14 + 30))
    assert set(ReminderItem.objects.values_list("recipient", flat=True)) == {officer.pk, coordinator.pk}


def test_all_lines_of_a_person_are_one_mail(call, city, officer, now):
    factories.step(city, officer, due_date=now.date() + datetime.timedelta(days=10))
    (pk,) = reminders.select_due(now)
    reminders.deliver(pk, now=now)
    (message,) = mail.outbox
    assert "Open a night shelter" in message.body
    assert "Mid-term input" in message.body


def test_step_due_long_ago_stays_off_the_mails(rules, city, officer, now):
    factories.step(city, officer, due_date=now.date() - datetime.timedelta(days=61))
    assert reminders.select_due(now) == []
    factories.step(city, officer, due_date=now.date() - datetime.timedelta(days=60))
    assert len(reminders.select_due(now)) == 1


def test_step_done_before_delivery_is_skipped(rules, city, officer, now):
    step = factories.step(city, officer, due_date=now.date())
    (pk,) = reminders.select_due(now)
    step.status, step.end_date = "done", now.date()
    step.save()
    assert reminders.deliver(pk, now=now) == "skipped"
    assert mail.outbox == []


@pytest.mark.parametrize(
    "is_sensitive, visibility, shown", [(False, "public", True), (True, "public", False), (False, "restricted", False)]
)
def test_sensitive_step_has_no_title_in_the_mail(
    rules, city, officer, recommendation, now, is_sensitive, visibility, shown
):
    recommendation.is_sensitive = is_sensitive
    recommendation.save()
    follow_up = factories.follow_up(city, recommendation, officer)
    factories.step(city, officer, [follow_up], due_date=now.date(), visibility=visibility)
    (pk,) = reminders.select_due(now)
    reminders.deliver(pk, now=now)
    text = mail.outbox[0].subject + mail.outbox[0].body
    assert ("Open a night shelter" in text) is shown
    assert "afford" not in text


def test_mail_counts_what_is_missing(call, city, review, officer, now):
    for _ in range(3):
        factories.recommendation(review)
    factories.step(city, officer, due_date=None, updated_at=now - datetime.timedelta(days=200))
    officer.language = "en"
    officer.save()
    (pk,) = reminders.select_due(now)
    reminders.deliver(pk, now=now)
    assert "3 recommendations wait to be sorted" in mail.outbox[0].body
    assert "1 step has had no update for six months" in mail.outbox[0].body
    assert mail.outbox[0].subject == "Mid-term input: 14 days left (Altamira)"


def test_failed_mail_says_so_and_can_be_sent_again(call, officer, now, monkeypatch):
    (pk,) = reminders.select_due(now)

    def refuse(self, fail_silently=False):
        raise smtplib.SMTPServerDisconnected("gone")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", refuse)
        assert reminders.deliver(pk, now=now) == "failed"
    failed = ReminderDelivery.objects.get()
    assert failed.error == "SMTPServerDisconnected"
    again = reminders.retry(failed, now=now)
    assert reminders.retry(failed, now=now) is None
    assert reminders.deliver(again.pk, now=now) == "sent"
    assert len(mail.outbox) == 1


def test_interrupted_mail_is_shown_and_never_sent_again(call, officer, now):
    (pk,) = reminders.select_due(now)
    assert ReminderDelivery.objects.claim(pk, now=now)  # the worker vanishes here
    assert reminders.expire_stale(now + datetime.timedelta(minutes=29)) == 0
    assert reminders.expire_stale(now + datetime.timedelta(minutes=31)) == 1
    assert ReminderDelivery.objects.get().status == Status.UNKNOWN
    assert reminders.select_due(now) == []
    assert reminders.deliver(pk, now=now) == "gone"


def test_who_left_the_government_hears_nothing_any_more(call, officer, now):
    (pk,) = reminders.select_due(now)
    officer.memberships.all().delete()
    assert reminders.deliver(pk, now=now) == "skipped"
    assert mail.outbox == []


def test_closed_account_hears_nothing_any_more(call, officer, now):
    (pk,) = reminders.select_due(now)
    type(officer).objects.update(is_active=False)
    assert reminders.deliver(pk, now=now) == "skipped"
    assert mail.outbox == []


def test_vanished_mail_is_gone(db, now):
    assert reminders.deliver(12345, now=now) == "gone"


@pytest.mark.parametrize("cities", [1, 3])
def test_selection_asks_the_same_questions_for_more_cities(
    call, state, officer, now, cities, django_assert_num_queries
):
    for number in range(cities - 1):
        factories.member("officer", factories.government(state, f"City {number}"))
    with django_assert_num_queries(8):
        assert len(reminders.due_items(now)) == cities


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_two_selections_at_once_write_each_line_once(call, officer, now):
    barrier = threading.Barrier(2)

    def select():
        barrier.wait()
        reminders.select_due(now)
        connection.close()

    threads = [threading.Thread(target=select) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ReminderItem.objects.count() == 1
    assert ReminderDelivery.objects.filter(items__isnull=False).count() == 1


def test_locked_call_reminds_nobody(call, officer, coordinator, now):
    assert reminders.Situation(now).calls == [call]
    (pk,) = reminders.select_due(now)
    factories.locked(call, coordinator)
    assert reminders.Situation(now).calls == []
    assert reminders.deliver(pk, now=now) != "sent" and not mail.outbox
