"""Mails that a coordinator asks for: one to each person, once a day, beside the day's mail where it must be."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from tests import factories
from tracking import reminders
from tracking.models import Event, ReminderDelivery, ReminderItem, ReminderRule


@pytest.fixture
def call(review, coordinator):
    """An open call with a note; its last day lies 243 days ahead."""
    return factories.call(review, coordinator, note="Write in your language.")


def deliver(now):
    return [reminders.deliver(pk, now=now) for pk in reminders.select_due(now)]


def test_opening_tells_each_person_once_with_the_coordinators_words(call, officer, approver, other_city, now):
    assert reminders.tell_of_opening(call, now=now) == 2
    assert deliver(now) == ["sent", "sent"]
    assert {message.to[0] for message in mail.outbox} == {officer.email, approver.email}
    assert all("Write in your language." in message.body for message in mail.outbox)
    assert reminders.tell_of_opening(call, now=now) == 0
    assert deliver(now) == []


def test_opening_takes_the_place_of_a_stage_that_has_come(call, officer, now):
    ReminderRule.objects.create(kind="call-deadline", days_before=300)
    reminders.tell_of_opening(call, now=now)
    assert ReminderItem.objects.get().rule.days_before == 300
    assert len(reminders.select_due(now)) == ReminderItem.objects.count() == 1


def test_who_writes_for_several_governments_gets_one_mail(call, collector, city, now):
    assert reminders.tell_of_opening(call, now=now) == 1
    assert ReminderItem.objects.count() == 2
    assert list(reminders.writers_of([city])[city.pk]) == [collector]


def test_later_mails_leave_the_note_out(call, officer, city, coordinator, now):
    reminders.tell_of_opening(call, now=now)
    deliver(now)
    later = now + datetime.timedelta(days=3)
    reminders.remind(call, [city], by=coordinator, now=later)
    deliver(later)
    assert ["Write in your language." in message.body for message in mail.outbox] == [True, False]


def test_remind_once_a_day(call, city, other_city, officer, coordinator, now):
    assert reminders.remind(call, [city, other_city], by=coordinator, now=now) == ([city], 1)
    assert reminders.remind(call, [city], by=coordinator, now=now) == ([], 0)
    event = Event.objects.about(call).get()
    assert (event.verb, event.local_government, event.after["people"]) == ("reminded", city, 1)
    tomorrow = now + datetime.timedelta(days=1)
    assert reminders.remind(call, [city], by=coordinator, now=tomorrow)[0] == [city]
    assert ReminderRule.objects.get().kind == "by-hand"


def test_told_says_who_and_when(call, city, officer, approver, coordinator, now):
    assert reminders.told(call, [city]) == {}
    reminders.remind(call, [city], by=coordinator, now=now)
    told = reminders.told(call, [city])[city.pk]
    assert (told.at, set(told.names)) == (now, {str(officer), str(approver)})
    assert told.is_on(now.date())


@pytest.mark.parametrize("status, is_told", [("sent", True), ("unknown", True), ("failed", False), ("skipped", False)])
def test_mail_that_did_not_go_out_told_nobody(call, city, officer, coordinator, now, status, is_told):
    reminders.remind(call, [city], by=coordinator, now=now)
    fields = {"status": status, "claimed_at": now, "finished_at": now}
    ReminderDelivery.objects.update(**fields)
    ReminderItem.objects.update(left_out="done" if status == "skipped" else "")
    assert (city.pk in reminders.told(call, [city])) is is_told
    again = reminders.remind(call, [city], by=coordinator, now=now)
    assert again == (([], 0) if is_told else ([city], 1))
    assert reminders.remind(call, [city], by=coordinator, now=now) == ([], 0)


def test_line_that_was_left_out_of_a_mail_told_nobody(call, city, officer, coordinator, now):
    reminders.remind(call, [city], by=coordinator, now=now)
    ReminderDelivery.objects.update(status="sent", claimed_at=now, finished_at=now)
    ReminderItem.objects.update(left_out="done")
    assert reminders.told(call, [city]) == {}


def test_told_on_the_day_on_which_the_mail_went_out(call, city, officer, coordinator, now):
    tomorrow = now + datetime.timedelta(days=1)
    reminders.remind(call, [city], by=coordinator, now=now)
    ReminderDelivery.objects.update(status="sent", claimed_at=tomorrow, finished_at=tomorrow)
    assert reminders.told(call, [city])[city.pk].at == tomorrow
    assert reminders.remind(call, [city], by=coordinator, now=tomorrow) == ([], 0)


def test_remind_asks_an_open_call_and_its_own_governments(call, city, other_city, officer, outsider, coordinator, now):
    call.governments.set([other_city])
    assert reminders.remind(call, [city], by=coordinator, now=now) == ([], 0)
    call.close(by=coordinator, now=now)
    with pytest.raises(ValidationError, match="takes no input"):
        reminders.remind(call, [other_city], by=coordinator, now=now)


def test_rules_leave_governments_alone_that_are_not_asked(call, city, other_city, officer, outsider, now):
    call.governments.set([other_city])
    ReminderRule.objects.create(kind="call-deadline", days_before=300)
    assert [item.local_government for item in reminders.due_items(now)] == [other_city]


def test_call_of_another_occasion_is_named_in_the_subject(call, officer, now):
    call.occasion, call.title = "next-report", "Next national report"
    call.save()
    officer.language = "en"
    officer.save()
    reminders.tell_of_opening(call, now=now)
    deliver(now)
    assert call.title in mail.outbox[0].subject


@pytest.mark.parametrize("cities", [1, 3])
def test_telling_costs_the_same_for_more_people(call, state, now, cities, django_assert_num_queries):
    for number in range(cities):
        factories.member("officer", factories.government(state, f"City {number}"))
    with django_assert_num_queries(21):
        assert reminders.tell_of_opening(call, now=now) == cities
    assert ReminderDelivery.objects.count() == cities
