"""Indicators: the sheet, its constraints, when a value is due, closing and removing."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import Event, FollowUp, Indicator
from tracking.models.rhythm import period_after

DAY = datetime.date


@pytest.fixture
def indicator(city, officer):
    return factories.indicator(city, officer, code="I-1")


def new(city, **fields):
    defaults = {"code": "I-2", "name": "Beds", "kind": "process", "right": factories.right()}
    return Indicator(local_government=city, **{**defaults, **fields})


def test_code_is_unique_within_a_government_only(indicator, city, other_city, officer):
    factories.indicator(other_city, officer, code="I-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.indicator(city, officer, code="I-1")


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"code": ""},
        {"baseline_number": 5},
        {"baseline_year": 2020},
        {"target_text": "all of them"},
        {"target_year": 2030},
        {"validator": "Statistics office"},
        {"validated_on": DAY(2026, 1, 1)},
    ],
)
def test_half_a_fact_is_refused(fields, city, officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.indicator(city, officer, **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"baseline_number": 0, "baseline_year": 2020},
        {"baseline_text": "by-law in force", "baseline_year": 2020},
        {"target_number": 12, "target_year": 2030},
        {"validator": "Statistics office", "validated_on": DAY(2026, 1, 1)},
    ],
)
def test_whole_fact_is_kept(fields, city, officer):
    assert factories.indicator(city, officer, **fields).pk


def test_save_sheet_links_and_records_codes_only(city, recommendation, officer, now):
    step = factories.step(city, officer)
    indicator = new(city, definition="Secret words", target_number=40, target_year=2030)
    indicator.save_sheet([recommendation], [step], by=officer, now=now)
    assert (indicator.added_by, indicator.updated_by, indicator.added_at) == (officer, officer, now)
    assert indicator.follow_ups.get().recommendation == recommendation
    assert FollowUp.objects.get().relevance == ""  # made, still to be sorted
    assert indicator.steps.get() == step
    event = Event.objects.get()
    assert (event.verb, event.local_government, event.after["kind"]) == ("added", city, "process")
    assert (event.after["target_number"], "Secret" in str(event.after)) == ("40", False)


def test_save_sheet_again_tells_what_changed(indicator, approver, now):
    indicator.visibility = "public"
    indicator.save_sheet(by=approver, now=now, on_behalf_of="Housing office")
    event = Event.objects.get()
    assert (event.verb, event.before, event.after) == ("changed", {"visibility": "internal"}, {"visibility": "public"})
    assert (event.on_behalf_of, indicator.added_by == approver) == ("Housing office", False)


@pytest.mark.parametrize(
    ("horizon", "due"),
    [("", DAY(2026, 3, 10)), ("short", DAY(2027, 3, 10)), ("mid", DAY(2028, 3, 10)), ("long", DAY(2030, 3, 10))],
)
def test_first_value_is_due_when_its_horizon_is_reached(horizon, due, city, officer, now):
    indicator = new(city, horizon=horizon)
    indicator.save_sheet(by=officer, now=now)
    assert indicator.next_due_on == due
    assert indicator.is_due(due)
    assert not indicator.is_due(due - datetime.timedelta(days=1))


@pytest.mark.parametrize(
    ("periodicity", "due"),
    [
        ("monthly", DAY(2026, 2, 1)),
        ("quarterly", DAY(2026, 4, 1)),
        ("half-yearly", DAY(2026, 7, 1)),
        ("yearly", DAY(2027, 1, 1)),
        ("once", None),
    ],
)
def test_next_value_is_due_once_the_next_period_is_over(periodicity, due, indicator, officer):
    Indicator.objects.update(periodicity=periodicity)
    indicator.refresh_from_db()
    factories.indicator_value(indicator, officer, year=2025)
    indicator.refresh_from_db()
    assert indicator.next_due_on == due


def test_planned_day_of_a_missing_value_counts(indicator, officer):
    planned = DAY(2027, 6, 1)
    factories.indicator_value(indicator, officer, number=None, reason="no-budget", planned_for=planned)
    indicator.refresh_from_db()
    assert indicator.next_due_on == planned


def test_rhythm_that_changes_moves_the_due_day(indicator, officer, now):
    factories.indicator_value(indicator, officer, year=2025)
    indicator.periodicity = "monthly"
    indicator.save_sheet(by=officer, now=now)
    assert indicator.next_due_on == DAY(2026, 2, 1)


def test_due_finds_open_ones_only(indicator, city, officer, today, now):
    closed = factories.indicator(city, officer)
    factories.indicator(city, officer, next_due_on=today + datetime.timedelta(days=1))
    factories.indicator(city, officer, next_due_on=None)
    closed.close(by=officer, now=now, today=today)
    assert list(Indicator.objects.due(today)) == [indicator]
    closed.reopen(by=officer, now=now)
    assert set(Indicator.objects.due(today)) == {indicator, closed}
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == ["closed", "opened"]


def test_remove_only_without_values(indicator, city, officer, now):
    value = factories.indicator_value(indicator, officer)
    value.take_back(by=officer, now=now)
    with pytest.raises(ValidationError, match="Close it instead"):
        indicator.remove(by=officer, now=now)
    other = factories.indicator(city, officer)
    other.remove(by=officer, now=now)
    assert list(Indicator.objects.all()) == [indicator]
    assert Event.objects.first().verb == "removed"


def test_narrowed_by_state_of_the_values(indicator, city, officer, today, now):
    good, gap, stale = (factories.indicator(city, officer, next_due_on=None) for _ in range(3))
    factories.indicator_value(good, officer)
    factories.indicator_value(gap, officer, year=2024)
    factories.indicator_value(gap, officer, number=None, reason="no-source")
    factories.indicator_value(stale, officer).take_back(by=officer, now=now)
    Indicator.objects.filter(pk=stale.pk).update(closed_on=today)

    def found(**asked):
        return set(Indicator.objects.narrowed(today, **asked))

    assert found() == {indicator, good, gap, stale}
    assert found(state="due") == {indicator}
    assert found(state="missing") == {gap}
    assert found(state="none") == {indicator, stale}
    assert found(state="closed") == {stale}
    assert found(kind="process") == set()
    assert found(right=str(indicator.right_id), text="EVICTED") == {indicator, good, gap, stale}


def test_sensitive_topic_follows_from_what_it_measures(city, recommendation, officer):
    follow_up = factories.follow_up(city, recommendation, officer)
    indicator = factories.indicator(city, officer, [follow_up], dimensions={"age": ["Under 18"]})
    assert not indicator.is_on_sensitive_topic
    type(recommendation).objects.update(is_sensitive=True)
    assert indicator.is_on_sensitive_topic
    before = indicator.fingerprint
    indicator.dimensions = {"age": ["Under 12"]}  # the names of categories are words that everybody reads
    assert indicator.fingerprint != before


@pytest.mark.parametrize(
    ("periodicity", "first", "last"),
    [
        ("yearly", DAY(2025, 1, 1), DAY(2025, 12, 31)),
        ("once", DAY(2025, 1, 1), DAY(2025, 12, 31)),
        ("half-yearly", DAY(2025, 7, 1), DAY(2025, 12, 31)),
        ("quarterly", DAY(2025, 10, 1), DAY(2025, 12, 31)),
        ("monthly", DAY(2026, 2, 1), DAY(2026, 2, 28)),
    ],
)
def test_proposed_period_is_the_last_that_is_over(periodicity, first, last, today):
    assert period_after(None, periodicity, today) == (first, last)


def test_proposed_period_follows_the_newest_value(indicator, officer, today):
    value = factories.indicator_value(indicator, officer, year=2023)
    assert period_after(value, "quarterly", today) == (DAY(2024, 1, 1), DAY(2024, 3, 31))
