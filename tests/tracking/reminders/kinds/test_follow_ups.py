"""Ongoing statuses without news: counted, one line for a government, never which recommendation."""

import datetime

import pytest

from tests import factories
from tracking import reminders
from tracking.reminders.kinds.follow_ups import stale_on

DAY = datetime.timedelta(days=1)
YEAR_AGO = datetime.datetime(2025, 3, 10, 10, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def stage(rule):
    rule("status-stale")


def ongoing(city, review, officer, at=YEAR_AGO, **fields):
    recommendation = factories.recommendation(review)
    return factories.follow_up(city, recommendation, officer, **{"status": "ongoing", "updated_at": at, **fields})


def test_all_of_a_day_are_one_line_with_their_number(city, review, officer, hear, now):
    for _ in range(3):
        ongoing(city, review, officer)
    ((person, (line,)),) = hear(now).items()
    assert (person, line["title"]) == (officer, "3 ongoing statuses without news for twelve months")
    assert line["path"] == f"/en/my-work/{city.pk}/?attention=stale"
    assert "afford" not in str(line)
    assert hear(now) == {}


def test_several_days_in_one_mail_are_one_line(city, review, officer, hear, now):
    for days in (0, 1, 2):
        ongoing(city, review, officer, at=YEAR_AGO - days * DAY)
    (line,) = hear(now)[officer]
    assert line["title"].startswith("3 ongoing")


@pytest.mark.parametrize(
    "fields", [{"status": "in_progress"}, {"at": YEAR_AGO + 3 * DAY}, {"at": YEAR_AGO - 61 * DAY}], ids=str
)
def test_other_statuses_fresh_ones_and_very_old_ones_are_silent(city, review, officer, hear, now, fields):
    ongoing(city, review, officer, **fields)
    assert hear(now) == {}


def test_news_before_the_mail_goes_out_end_it(city, review, officer, hear, now):
    row = ongoing(city, review, officer)
    reminders.select_due(now)
    type(row).objects.update(updated_at=now)
    assert hear(now) == {}


def test_leap_day_plus_twelve_months():
    assert stale_on(datetime.datetime(2024, 2, 29, 12, tzinfo=datetime.UTC)) == datetime.date(2025, 2, 28)
