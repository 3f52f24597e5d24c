"""The coordinator's week: on Mondays around the last day of a call, in counts."""

import datetime

import pytest

from tests import factories
from tracking import reminders
from tracking.models import ReminderDelivery
from tracking.reminders.telling import told

DAY, WEEK = datetime.timedelta(days=1), datetime.timedelta(weeks=1)
MONDAY = datetime.datetime(2026, 3, 9, 9, tzinfo=datetime.UTC)


@pytest.fixture
def call(rule, review, coordinator):
    rule("weekly-board")
    return factories.call(review, coordinator, deadline=datetime.date(2026, 3, 24))


def test_board_says_who_stands_where(call, city, other_city, officer, coordinator, recommendation, hear):
    factories.contribution(call, city, [recommendation])
    ((person, (line,)),) = hear(MONDAY).items()
    assert (person, line["government"], line["path"]) == (coordinator, None, call.get_absolute_url())
    assert line["facts"] == [
        "Last day for input: 24 March 2026",
        "not started: 1",
        "draft: 1",
        "without anybody who writes: 1",
    ]


def test_every_monday_once(call, city, coordinator, hear):
    told = [day for day in range(15) if hear(MONDAY + day * DAY)]
    assert told == [0, 7, 14]


def test_only_around_the_last_day(call, city, coordinator, hear):
    told = [week for week in range(-10, 9) if hear(MONDAY + week * WEEK)]
    assert (told[0], told[-1]) == (-5, 7)  # 26 January is 57 days before: too early; 27 April is 34 days after
    call.close(by=coordinator, now=MONDAY)
    assert hear(MONDAY) == {}


def test_newcomer_is_not_told_of_past_weeks(call, city, coordinator, state, hear):
    newcomer = factories.member("coordinator", state)
    assert len(hear(MONDAY + 3 * DAY)[newcomer]) == 1


def test_board_that_waited_for_a_week_gives_way_to_the_new_one(call, city, coordinator, hear):
    reminders.select_due(MONDAY)
    (line,) = hear(MONDAY + WEEK)[coordinator]
    assert line["due_date"] == (MONDAY + WEEK).date()


@pytest.mark.parametrize("cities", [1, 3])
def test_line_costs_the_same_for_more_cities(call, state, coordinator, cities, django_assert_num_queries):
    for number in range(cities):
        factories.government(state, f"City {number}")
    reminders.select_due(MONDAY)
    mail = ReminderDelivery.objects.select_related("recipient").get()
    with django_assert_num_queries(8):
        assert told(mail, MONDAY)
