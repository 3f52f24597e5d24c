"""Action plans: constraints from both sides, the steps they group, events."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import ActionPlan, Event

DAY = datetime.date(2026, 3, 10)
BEFORE = datetime.date(2026, 3, 9)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"title": ""}, "action_plan_has_a_title"),
        ({"starts_on": DAY, "ends_on": BEFORE}, "action_plan_ends_after_its_start"),
    ],
)
def test_half_made_plan_is_refused_by_the_database(fields, constraint, city, officer):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        factories.plan(city, officer, **fields)


@pytest.mark.parametrize("fields", [{}, {"starts_on": DAY, "ends_on": DAY}, {"starts_on": DAY}, {"ends_on": DAY}])
def test_whole_plan_is_taken(fields, city, officer):
    assert factories.plan(city, officer, **fields).pk


def test_title_stands_once_in_a_government(city, other_city, officer):
    factories.plan(city, officer)
    assert factories.plan(other_city, officer).pk
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.plan(city, officer)


def test_save_work_groups_exactly_these_steps_and_counts_them(city, officer, approver, now):
    plan, other = factories.plan(city, officer), factories.plan(city, officer, title="Other")
    gone, moved, new = (factories.step(city, officer, title=title) for title in ("Gone", "Moved", "New"))
    plan.steps.add(gone)
    other.steps.add(moved)
    plan.save_work(by=approver, now=now, steps=[moved, new])
    assert set(plan.steps.all()) == {moved, new}
    assert not other.steps.exists()
    event = Event.objects.get()
    assert (event.verb, event.by, event.before, event.after) == ("changed", approver, {"steps": 1}, {"steps": 2})


def test_save_work_of_a_new_plan_is_told(city, officer, now):
    plan = ActionPlan(local_government=city, title="Plan")
    plan.save_work(by=officer, now=now)
    assert (Event.objects.get().verb, plan.updated_by) == ("added", officer)


@pytest.mark.parametrize("is_sensitive", [True, False])
def test_plan_is_as_sensitive_as_its_steps(is_sensitive, city, officer, recommendation):
    recommendation.is_sensitive = is_sensitive
    recommendation.save()
    plan = factories.plan(city, officer)
    assert not plan.is_on_sensitive_topic
    plan.steps.add(factories.step(city, officer, [factories.follow_up(city, recommendation, officer)]))
    assert plan.is_on_sensitive_topic is is_sensitive
