"""A result that an indicator shows: enough for the status "implemented"."""

import pytest
from django.core.exceptions import ValidationError

from tests import factories


@pytest.fixture
def follow_up(city, recommendation, officer):
    row = factories.follow_up(city, recommendation, officer)
    factories.evidence(factories.step(city, officer, [row]), officer)
    return row


def implemented(follow_up, *, by, now, today, **fields):
    follow_up.set_status("implemented", by=by, now=now, ended_on=today, **fields)
    follow_up.refresh_from_db()
    return follow_up


def test_value_of_an_outcome_indicator_is_a_result(follow_up, city, officer, now, today):
    indicator = factories.indicator(city, officer, [follow_up], visibility="public")
    factories.indicator_value(indicator, officer, year=2024)
    factories.indicator_value(indicator, officer, year=2025)
    assert implemented(follow_up, by=officer, now=now, today=today).outcome == "See the indicator: Households evicted."


def test_own_words_stand_before_the_indicator(follow_up, city, officer, now, today):
    factories.indicator_value(factories.indicator(city, officer, [follow_up]), officer)
    assert implemented(follow_up, by=officer, now=now, today=today, outcome="40 beds").outcome == "40 beds"


@pytest.mark.parametrize(
    ("kind", "value", "visibility"),
    [
        ("process", {"number": 5}, "public"),
        ("outcome", {"number": None, "reason": "no-source"}, "public"),
        ("outcome", None, "public"),
        ("outcome", {"number": 50}, "internal"),  # nobody outside could read the indicator
        ("outcome", {"number": 50}, "restricted"),
    ],
)
def test_what_shows_no_result_is_not_enough(kind, value, visibility, follow_up, city, officer, now, today):
    indicator = factories.indicator(city, officer, [follow_up], kind=kind, visibility=visibility)
    if value:
        factories.indicator_value(indicator, officer, **value)
    with pytest.raises(ValidationError) as caught:
        implemented(follow_up, by=officer, now=now, today=today)
    assert set(caught.value.message_dict) == {"outcome"}


def test_result_of_an_internal_follow_up_names_public_indicators_only(follow_up, city, officer, now, today):
    for name, visibility in (("Children in one shelter", "internal"), ("Beds", "public")):
        indicator = factories.indicator(city, officer, [follow_up], name=name, visibility=visibility)
        factories.indicator_value(indicator, officer)
    assert implemented(follow_up, by=officer, now=now, today=today).outcome == "See the indicator: Beds."


def test_value_taken_back_is_no_result(follow_up, city, officer, now, today):
    indicator = factories.indicator(city, officer, [follow_up], visibility="public")
    factories.indicator_value(indicator, officer).take_back(by=officer, now=now)
    assert follow_up.measured_result == ""
