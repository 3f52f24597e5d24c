"""Values: one a period, a number or a reason, corrected without a trace being lost."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import CategoryValue, Event, IndicatorValue

DAY = datetime.date


@pytest.fixture
def indicator(city, officer):
    return factories.indicator(city, officer)


@pytest.mark.parametrize(
    "fields",
    [
        {"number": None},  # neither a value nor a reason
        {"number": 5, "reason": "no-source"},
        {"number": None, "text": "words", "reason": "no-source"},
        {"number": 5, "text": "words"},
        {"number": None, "reason": "no-source", "base": 50},
        {"number": 5, "plan": "A survey"},
        {"number": 5, "planned_for": DAY(2027, 1, 1)},
        {"number": 5, "starts_on": DAY(2025, 2, 1), "ends_on": DAY(2025, 1, 31)},
    ],
)
def test_value_xor_reason(fields, indicator, officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.indicator_value(indicator, officer, **fields)
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"number": 0},
        {"number": None, "text": "In force since May"},
        {"number": 40, "base": 380},
        {"number": None, "reason": "no-budget", "planned_for": DAY(2027, 1, 1), "plan": "A survey"},
    ],
)
def test_value_or_reason_is_recorded(fields, indicator, officer, city):
    value = factories.indicator_value(indicator, officer, **fields)
    event = Event.objects.get()
    assert (event.verb, event.object_kind, event.object_id) == ("added", "indicator", indicator.pk)
    assert event.after["period"] == "2025-01-01/2025-12-31"
    assert (event.local_government, "survey" in str(event.after)) == (city, False)
    assert value.is_missing is bool(fields.get("reason"))


def test_one_value_counts_for_a_period(indicator, officer):
    factories.indicator_value(indicator, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.indicator_value(indicator, officer, number=5)
    assert factories.indicator_value(indicator, officer, year=2024).pk


def test_correction_keeps_the_old_value_readable(indicator, officer, approver, now):
    old = factories.indicator_value(indicator, officer, number=120, categories=[("sex", "Women", 70, None)])
    later = now + datetime.timedelta(hours=1)
    new = IndicatorValue(indicator=indicator, starts_on=old.starts_on, ends_on=old.ends_on, number=130, corrects=old)
    new.record([("sex", "Women", 75, None), ("sex", "", 2, None)], by=approver, now=later)
    old.refresh_from_db()
    assert (old.number, old.superseded_at, old.recorded_by) == (120, later, officer)
    assert list(indicator.values.current()) == [new]
    assert [cell.number for cell in old.categories.all()] == [70]
    event = Event.objects.first()
    assert (event.verb, event.before["number"], event.after["number"]) == ("changed", "120", "130")


def test_value_is_corrected_once(indicator, officer):
    old = factories.indicator_value(indicator, officer)
    factories.indicator_value(indicator, officer, number=1, corrects=old)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.indicator_value(indicator, officer, number=2, year=2020, corrects=old)


def test_value_taken_back_no_longer_counts_and_stays(indicator, officer, now):
    value = factories.indicator_value(indicator, officer)
    value.take_back(by=officer, now=now)
    indicator.refresh_from_db()
    assert not indicator.values.current().exists()
    assert (indicator.values.get().number, indicator.next_due_on) == (120, now.date())
    assert (Event.objects.first().verb, Event.objects.first().before["number"]) == ("removed", "120")
    assert factories.indicator_value(indicator, officer, number=5).pk  # the period is free again


def test_category_stands_once_in_a_value(indicator, officer):
    cells = [("sex", "Women", 1, None), ("age", "Women", 1, None), ("sex", "", 1, None)]
    value = factories.indicator_value(indicator, officer, categories=cells)
    assert [cell.label for cell in value.categories.all()][2] == "prefer not to say, or unknown"
    with pytest.raises(IntegrityError), transaction.atomic():
        CategoryValue.objects.create(value=value, dimension="sex", category="Women", number=2)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (DAY(2025, 1, 1), DAY(2025, 12, 31), "2025"),
        (DAY(2024, 1, 1), DAY(2025, 12, 31), "2024–2025"),
        (DAY(2024, 2, 1), DAY(2024, 2, 29), "February 2024"),
        (DAY(2024, 2, 1), DAY(2024, 2, 28), "1 Feb 2024 – 28 Feb 2024"),
        (DAY(2024, 9, 1), DAY(2025, 8, 31), "1 Sep 2024 – 31 Aug 2025"),
    ],
)
def test_period_in_words(first, last, words):
    assert IndicatorValue(starts_on=first, ends_on=last).period == words
