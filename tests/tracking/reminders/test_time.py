"""Clocks: readers far apart, a clock that jumps, clocks that change in spring and autumn."""

import datetime

import pytest

from tests import factories
from tracking import reminders
from tracking.models import ReminderDelivery, ReminderItem

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


def utc(text):
    return datetime.datetime.fromisoformat(f"{text}+00:00")


def arrivals(start, hours):
    """{mail address: [moments]} where a worker looks every hour and sends what is ready."""
    found = {}
    for hour in range(hours):
        at = start + hour * HOUR
        for pk in reminders.select_due(at):
            if reminders.deliver(pk, now=at) == "sent":
                person = ReminderDelivery.objects.get(pk=pk).recipient
                found.setdefault(person.email, []).append(at)
    return found


@pytest.fixture
def people(state, rules, review, coordinator):
    """One officer in Tokyo and one in Los Angeles, of two cities that one call asks until 24 March."""
    factories.call(review, coordinator, deadline=datetime.date(2026, 3, 24))
    zones = ("Asia/Tokyo", "America/Los_Angeles")
    return [factories.member("officer", factories.government(state, zone), time_zone=zone) for zone in zones]


def test_everyone_hears_on_their_own_day_in_the_morning(people):
    found = arrivals(utc("2026-03-22T00:00"), 72)
    tokyo, angeles = (found[person.email] for person in people)
    assert tokyo == [utc("2026-03-22T22:00"), utc("2026-03-23T22:00")]  # the seventh day's stage on Monday at seven
    assert angeles == [utc("2026-03-23T14:00"), utc("2026-03-24T14:00")]


def test_clock_that_jumps_back_an_hour_sends_nothing_twice(people):
    start = utc("2026-03-23T20:00")
    first = arrivals(start, 24)
    assert arrivals(start - HOUR, 24) == {}
    assert len(first) == 2


def test_clock_that_jumps_forward_a_week_and_back_loses_no_stage_and_repeats_none(people):
    start = utc("2026-03-10T00:00")
    arrivals(start, 24)  # 14 days before
    arrivals(start + 7 * DAY, 24)  # it runs ahead: 7 days before
    arrivals(start + DAY, 24 * 15)
    stages = ReminderItem.objects.filter(recipient=people[0]).order_by("pk")
    assert list(stages.values_list("rule__days_before", flat=True)) == [14, 7, 0]


def test_clock_that_skips_a_week_gives_the_latest_stage(people):
    arrivals(utc("2026-03-10T00:00"), 24)
    arrivals(utc("2026-03-24T00:00"), 24)
    stages = ReminderItem.objects.filter(recipient=people[0]).order_by("pk")
    assert list(stages.values_list("rule__days_before", flat=True)) == [14, 0]


@pytest.mark.parametrize(
    "zone, due, moment",
    [
        ("America/New_York", "2026-03-06", "2026-03-06T12:00"),  # winter time
        ("America/New_York", "2026-03-09", "2026-03-09T11:00"),  # the Monday after the change
        ("Europe/Madrid", "2026-03-27", "2026-03-27T06:00"),
        ("Europe/Madrid", "2026-03-30", "2026-03-30T05:00"),
        ("Europe/Madrid", "2026-10-23", "2026-10-23T05:00"),
        ("Europe/Madrid", "2026-10-26", "2026-10-26T06:00"),
    ],
)
def test_seven_in_the_morning_stays_seven_when_clocks_change(rule, city, zone, due, moment):
    rule("step-due")
    officer = factories.member("officer", city, time_zone=zone)
    factories.step(city, officer, due_date=datetime.date.fromisoformat(due))
    start = utc(f"{due}T00:00") - 8 * HOUR
    assert arrivals(start, 48) == {officer.email: [utc(moment)]}


def test_weekend_of_a_state_is_its_own(rule, state, city, officer):
    """Friday and Saturday are days off; what is due on Saturday 14 March is told on Thursday."""
    state.working_days = "12347"
    state.save()
    rule("step-due")
    rule("step-due", -1)
    factories.step(city, officer, due_date=datetime.date(2026, 3, 14))
    found = arrivals(utc("2026-03-11T00:00"), 24 * 6)
    assert found[officer.email] == [utc("2026-03-12T07:00"), utc("2026-03-15T07:00")]


def test_reader_who_wants_no_quiet_hours_hears_at_midnight(rule, city):
    rule("step-due")
    midnight = datetime.time(0)
    officer = factories.member("officer", city, time_zone="Asia/Tokyo", quiet_from=midnight, quiet_until=midnight)
    factories.step(city, officer, due_date=datetime.date(2026, 3, 11))
    assert arrivals(utc("2026-03-10T00:00"), 48) == {officer.email: [utc("2026-03-10T15:00")]}


def test_midterm_of_a_review_on_the_last_of_august(rule, state, coordinator, hear):
    """31 August 2026 and thirty months: 28 February 2029; the call opens nine months earlier, a Sunday: on Friday."""
    rule("phase")
    review = factories.review(state, review_date=datetime.date(2026, 8, 31), adoption_date=None)
    assert review.midterm_date == datetime.date(2029, 2, 28)
    assert hear(utc("2028-05-25T09:00")) == {}
    (line,) = hear(utc("2028-05-26T09:00"))[coordinator]
    assert line["due_date"] == datetime.date(2028, 5, 28)
