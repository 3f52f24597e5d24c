"""Indicators of which a value is due; the names of some stay at home."""

import datetime

import pytest

from tests import factories
from tracking import reminders
from tracking.models import ReminderItem

DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def stage(rule):
    rule("indicator-due")


def test_due_value_is_told_on_its_day(city, officer, hear, now):
    row = factories.indicator(city, officer)
    assert hear(now - DAY) == {}
    (line,) = hear(now)[officer]
    assert (line["title"], line["path"]) == ("Households evicted", f"/en/indicators/{row.pk}/")
    assert hear(now) == {}


@pytest.mark.parametrize("fields", [{"closed_on": datetime.date(2026, 1, 1)}, {"next_due_on": None}])
def test_closed_indicator_or_one_that_needs_no_more_values_is_silent(city, officer, hear, now, fields):
    factories.indicator(city, officer, **fields)
    assert hear(now) == {}


@pytest.mark.parametrize(
    "days, why", [(365, "done"), (-3, "moved")], ids=["a value was recorded", "the rhythm was changed"]
)
def test_line_under_another_day_is_left_out(city, officer, hear, now, days, why):
    row = factories.indicator(city, officer)
    reminders.select_due(now)
    type(row).objects.update(next_due_on=now.date() + days * DAY)
    hear(now)
    assert ReminderItem.objects.order_by("pk").first().left_out == why


def test_name_of_a_restricted_indicator_stays_at_home(city, officer, hear, now):
    factories.indicator(city, officer, visibility="restricted")
    (line,) = hear(now)[officer]
    assert "evicted" not in str(line)


def test_name_of_an_indicator_on_a_sensitive_topic_stays_at_home(city, officer, recommendation, hear, now):
    recommendation.is_sensitive = True
    recommendation.save()
    factories.indicator(city, officer, [factories.follow_up(city, recommendation, officer)])
    (line,) = hear(now)[officer]
    assert line["title"] == "An indicator on a sensitive topic"
