"""The page of reminder mails: own for officers, the State's for its coordinator."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse

from tests import factories
from tracking import reminders
from tracking.models import ReminderDelivery, ReminderRule

URL = "/en/reminders/"


@pytest.fixture
def deliveries(review, coordinator, officer, now):
    """A call with its rule, and a mail that waits for the officer."""
    ReminderRule.objects.create(kind="call-deadline", days_before=14)
    factories.call(review, coordinator, deadline=datetime.date(2026, 3, 24))
    return reminders.select_due(now)


def failed(pk, now):
    ReminderDelivery.objects.filter(pk=pk).update(status="failed", claimed_at=now, finished_at=now, error="SMTPError")


def test_delivery_list_shows_own_mails_to_the_officer(deliveries, officer, signed_in):
    page = signed_in(officer).get(URL).content.decode()
    assert "Altamira" in page
    assert "waiting to be sent" in page


def test_delivery_list_shows_the_states_mails_to_the_coordinator(deliveries, coordinator, signed_in):
    assert "Altamira" in signed_in(coordinator).get(URL).content.decode()


@pytest.mark.parametrize("who", ["outsider", "stranger"])
def test_delivery_list_shows_nothing_of_others(deliveries, who, request, signed_in):
    page = signed_in(request.getfixturevalue(who)).get(URL).content.decode()
    assert "No reminder has been due so far." in page


def test_delivery_list_filters_by_outcome(deliveries, coordinator, now, signed_in):
    failed(deliveries[0], now)
    client = signed_in(coordinator)
    assert client.get(URL, {"status": "failed"}).context["table"].rows.data.data.count() == 1
    assert client.get(URL, {"status": "sent"}).context["chosen"] == ""


@pytest.mark.parametrize("cities", [1, 3])
def test_delivery_list_asks_the_same_questions_for_more_rows(
    state, review, coordinator, officer, now, cities, signed_in, django_assert_num_queries
):
    ReminderRule.objects.create(kind="call-deadline", days_before=14)
    factories.call(review, coordinator, deadline=datetime.date(2026, 3, 24))
    for number in range(cities - 1):
        factories.member("officer", factories.government(state, f"City {number}"))
    assert len(reminders.select_due(now)) == cities
    client = signed_in(coordinator)
    with django_assert_num_queries(18):
        client.get(URL)


def test_delivery_list_says_what_comes_next(deliveries, coordinator, signed_in, time_machine):
    time_machine.move_to(datetime.datetime(2026, 3, 10, 9, tzinfo=datetime.UTC))
    ReminderRule.objects.create(kind="call-deadline", days_before=7)
    coming = signed_in(coordinator).get(URL).context["coming"]
    assert [(day.isoformat(), item.rule.days_before) for day, item in coming] == [("2026-03-17", 7)]


def test_delivery_retry_sends_again(deliveries, coordinator, now, signed_in, django_capture_on_commit_callbacks):
    failed(deliveries[0], now)
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in(coordinator).post(reverse("tracking:delivery-retry", args=deliveries))
    assert answer.status_code == 302
    assert len(mail.outbox) == 1


def test_delivery_retry_of_a_sent_mail_sends_nothing(
    deliveries, coordinator, now, signed_in, django_capture_on_commit_callbacks
):
    reminders.deliver(deliveries[0], now=now)
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(coordinator).post(reverse("tracking:delivery-retry", args=deliveries))
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("who, status", [("officer", 403), ("national_viewer", 403), ("outsider", 404)])
def test_delivery_retry_is_the_coordinators(deliveries, who, status, request, now, signed_in):
    failed(deliveries[0], now)
    client = signed_in(request.getfixturevalue(who))
    assert client.post(reverse("tracking:delivery-retry", args=deliveries)).status_code == status


def test_delivery_retry_rejects_get(deliveries, coordinator, signed_in):
    assert signed_in(coordinator).get(reverse("tracking:delivery-retry", args=deliveries)).status_code == 405
