"""The first hundred days: confirm, pass on, stop; and which decisions count."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from tests import factories
from tracking.handover import steps
from tracking.models import Event, SecondReading


@pytest.fixture
def step(city, officer, recommendation):
    """An open step of the officer."""
    return factories.step(city, officer, [factories.follow_up(city, recommendation, officer)], owner=officer)


def test_step_is_handed_to_another_owner_once(step, officer, approver, now):
    assert steps.hand_to(step, approver, by=officer, now=now)
    assert not steps.hand_to(step, approver, by=officer, now=now)
    step.refresh_from_db()
    assert (step.owner, step.updated_by) == (approver, officer)
    assert Event.objects.about(step).count() == 1


def test_step_that_is_over_keeps_its_owner(step, officer, approver, now):
    step.status = "stopped"
    step.save()
    assert not steps.hand_to(step, approver, by=officer, now=now)
    with pytest.raises(ValidationError, match="is now “stopped”"):
        steps.confirm(step, by=officer, now=now)


def test_confirmed_step_stays_as_it_is(step, approver, now):
    steps.confirm(step, by=approver, now=now)
    event = Event.objects.about(step).get()
    assert (event.verb, event.before, event.after) == ("confirmed", {}, {})


def test_step_stops_with_a_reason_that_stays(step, approver, now, today):
    steps.stop(step, " No money after the merger. ", by=approver, now=now)
    step.refresh_from_db()
    note = step.progress_notes.get()
    assert (step.status, note.text, note.date, note.added_by) == (
        "stopped",
        "No money after the merger.",
        today,
        approver,
    )
    changed = Event.objects.about(step).get(verb="changed")
    assert (changed.before, changed.after) == ({"status": "planned"}, {"status": "stopped"})


def test_step_does_not_stop_without_a_reason(step, approver, now):
    with pytest.raises(ValidationError, match="why it stops"):
        steps.stop(step, "  ", by=approver, now=now)
    step.refresh_from_db()
    assert step.status == "planned" and not step.progress_notes.exists()


def test_reason_on_a_sensitive_public_step_is_read_by_a_second_person(step, recommendation, approver, now):
    recommendation.is_sensitive = True
    recommendation.save()
    step.visibility = "public"
    step.save()
    steps.stop(step, "Police left the round table.", by=approver, now=now)
    step.refresh_from_db()
    assert step.visibility == "internal" and SecondReading.objects.open().about(step).exists()


def test_decisions_of_the_last_administration_do_not_count(city, step, officer, now, today):
    city.term_starts_on = today - datetime.timedelta(days=10)
    steps.confirm(step, by=officer, now=now - datetime.timedelta(days=11))
    assert steps.decided(city, today) == set()
    steps.confirm(step, by=officer, now=now)
    assert steps.decided(city, today) == {step.pk}


def test_without_a_term_the_last_hundred_days_count(city, today):
    assert steps.since(city, today) == today - datetime.timedelta(days=100)
    city.term_starts_on = today + datetime.timedelta(days=5)
    assert steps.since(city, today) == today - datetime.timedelta(days=100)
