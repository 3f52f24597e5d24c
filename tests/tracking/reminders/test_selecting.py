"""What is due, for whom, once."""

import datetime

import pytest
from django.core import mail

from tests import factories
from tests.tracking.reminders.conftest import DEADLINE
from tracking import reminders
from tracking.models import ReminderDelivery, ReminderItem, ReminderRule


def stages():
    return list(ReminderItem.objects.order_by("pk").values_list("rule__days_before", flat=True))


def test_officer_hears_once_in_own_language(call, officer, now):
    (pk,) = reminders.select_due(now)
    assert reminders.deliver(pk, now=now) == "sent"
    (message,) = mail.outbox
    assert message.to == [officer.email]
    assert "24 de marzo de 2026" in message.body
    delivery = ReminderDelivery.objects.get()
    assert (delivery.status, delivery.language, delivery.is_digest) == ("sent", "es", True)
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


def test_moved_deadline_is_told_anew_with_the_next_days_mail(call, officer, now):
    (pk,) = reminders.select_due(now)
    reminders.deliver(pk, now=now)
    call.deadline = DEADLINE - datetime.timedelta(days=3)
    call.save()
    assert reminders.select_due(now) == []
    tomorrow = now + datetime.timedelta(days=1)
    (pk,) = reminders.select_due(tomorrow)
    assert reminders.deliver(pk, now=tomorrow) == "sent"
    assert len(mail.outbox) == 2


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


def test_vacant_government_is_told_to_the_coordinator(call, other_city, coordinator, hear, now):
    ((person, (line,)),) = hear(now).items()
    assert (person, line["government"]) == (coordinator, other_city)
    assert line["path"].endswith(f"/calls/{call.pk}/")


def test_month_late_the_coordinator_hears_too(call, officer, coordinator, hear, now):
    assert set(hear(now + datetime.timedelta(days=14 + 30))) == {officer, coordinator}


def test_all_lines_of_a_person_are_one_mail(call, city, officer, hear, now):
    factories.step(city, officer, due_date=now.date() + datetime.timedelta(days=10))
    ((_person, lines),) = hear(now).items()
    assert {line["title"] for line in lines} == {"Mid-term input", "Open a night shelter"}
    assert hear(now) == {}


@pytest.mark.parametrize("cities", [1, 3])
def test_selection_asks_the_same_questions_for_more_cities(
    call, state, officer, now, cities, django_assert_num_queries
):
    for number in range(cities - 1):
        factories.member("officer", factories.government(state, f"City {number}"))
    with django_assert_num_queries(11):
        assert len(reminders.due_items(now)) == cities
    with django_assert_num_queries(23):
        assert len(reminders.select_due(now)) == cities
