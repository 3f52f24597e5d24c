"""No way of a workbook leads past the second reader."""

import pytest

from tests.tracking.workbook.sheets import applied, back, changed, made
from tracking import second_reading
from tracking.models import Event, ImplementationStep, Indicator, SecondReading

GAP = {"starts_on": "2026-01-01", "ends_on": "2026-12-31", "reason": "no money to collect it", "plan": "We ask Ana."}


def file_of(city, by, changes):
    """The WorkbookUpload of a download with these changes."""
    return back(changed(made(city, by)[1], changes), city, by)


@pytest.fixture
def indicator(work):
    """Public, on a sensitive recommendation."""
    type(work.first).objects.update(is_sensitive=True)
    work.indicator.follow_ups.add(work.follow_up)
    Indicator.objects.update(visibility="public")
    return work.indicator


def test_words_of_a_value_on_a_public_sensitive_indicator_wait(indicator, city, officer):
    result = applied(file_of(city, officer, {"values": {f"i{indicator.pk}": GAP}}), officer, is_checked=True)
    indicator.refresh_from_db()
    assert (result.applied, result.held_back, indicator.visibility) == (1, 1, "internal")
    assert second_reading.open_reading(indicator).asked_by == officer


@pytest.mark.parametrize(("is_sensitive", "value"), [(False, GAP), (True, {"value": 44})])
def test_value_without_new_words_or_delicate_topic_is_public_at_once(
    is_sensitive, value, indicator, work, city, officer
):
    type(work.first).objects.update(is_sensitive=is_sensitive)
    key = f"v{work.value.pk}" if "value" in value else f"i{indicator.pk}"
    result = applied(file_of(city, officer, {"values": {key: value}}), officer, is_checked=True)
    indicator.refresh_from_db()
    assert (result.applied, result.held_back, indicator.visibility) == (1, 0, "public")


@pytest.mark.parametrize(("is_sensitive", "visibility"), [(True, "internal"), (False, "public")])
def test_sensitive_recommendation_added_to_a_public_step_takes_it_back(is_sensitive, visibility, work, city, officer):
    type(work.first).objects.filter(pk=work.second.pk).update(is_sensitive=is_sensitive)
    ImplementationStep.objects.update(visibility="public")
    upload = file_of(city, officer, {"steps": {work.key: {"follow_ups": "120.1; 120.2"}}})
    assert applied(upload, officer).held_back == is_sensitive
    work.step.refresh_from_db()
    assert (work.step.visibility, SecondReading.objects.open().count()) == (visibility, is_sensitive)


def test_internal_in_the_file_asks_no_longer(work, city, officer, now):
    type(work.first).objects.update(is_sensitive=True)
    upload = file_of(city, officer, {"steps": {work.key: {"visibility": "restricted", "outcome": "New words"}}})
    second_reading.ask(work.step, by=officer, now=now)
    assert applied(upload, officer).applied == 1
    assert second_reading.open_reading(work.step) is None


def test_new_words_on_a_waiting_step_are_asked_anew(work, city, officer, now):
    type(work.first).objects.update(is_sensitive=True)
    upload = file_of(city, officer, {"steps": {work.key: {"outcome": "New words"}}})
    first = second_reading.ask(work.step, by=officer, now=now)
    assert applied(upload, officer).applied == 1
    assert second_reading.open_reading(work.step).fingerprint != first.fingerprint


def test_budget_line_is_told_as_the_section_of_money(work, city, officer):
    applied(file_of(city, officer, {"budget": {f"b{work.line.pk}": {"executed": 10}}}), officer)
    assert Event.objects.about(work.step).filter(verb="changed").first().after["section"] == "money"
