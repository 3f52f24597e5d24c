"""Everything at hand in a fixed number of queries, however many cities, steps and reviews there are."""

import datetime

import pytest
from django.core import mail

from tests import factories
from tracking import reminders
from tracking.models.reminder_rule import Kind

DAY = datetime.timedelta(days=1)


def cast(state, number, officer, coordinator, now):
    """`number` of everything that people can be reminded of."""
    for cycle in range(number):
        review = factories.review(
            state, cycle=cycle + 4, review_date=datetime.date(2025, 3, 10 + cycle), adoption_date=None
        )
        factories.call(review, coordinator, title=f"Call {cycle}", deadline=now.date() + 14 * DAY)
    for nr in range(number):
        place = factories.government(state, f"City {nr}", term_ends_on=now.date() + 30 * DAY)
        person = factories.member("officer", place)
        factories.member("approver", place)
        factories.step(place, person, due_date=now.date())
        factories.step(place, person, due_date=None, updated_at=now - 200 * DAY)
        factories.indicator(place, person)
        recommendation = factories.recommendation(review)
        factories.follow_up(place, recommendation, person, status="ongoing", updated_at=now - 370 * DAY)
        factories.contribution(review.calls.get(), place, [recommendation]).hand_in(by=person, now=now)


@pytest.mark.parametrize("number", [1, 3])
def test_selecting_all_kinds_costs_the_same(rule, state, officer, coordinator, now, number, django_assert_num_queries):
    for kind in Kind:
        rule(kind, 30 if kind == Kind.TERM_END else 0)
    rule("call-deadline", 14)
    cast(state, number, officer, coordinator, now)
    with django_assert_num_queries(20):
        items = reminders.due_items(now)
    found = {item.rule.kind for item in items}
    expected = {"call-deadline", "approval", "step-due", "step-stale", "status-stale", "indicator-due"}
    assert found == expected | {"term-end", "post-vacant", "weekly-board", "phase"}


def test_kind_without_a_stage_is_not_even_read(db, now, django_assert_num_queries):
    with django_assert_num_queries(4):
        assert reminders.due_items(now) == []


def test_every_kind_goes_out_once_and_says_nothing_of_the_recommendation(rule, state, officer, coordinator, now):
    for kind in Kind:
        rule(kind, 30 if kind == Kind.TERM_END else 0)
    rule("call-deadline", 14)
    cast(state, 2, officer, coordinator, now)
    pks = reminders.select_due(now)
    assert {reminders.deliver(pk, now=now) for pk in pks} == {"sent"}
    text = "".join(f"{message.subject} {message.body}" for message in mail.outbox)
    assert "afford" not in text
    assert "City 1" in text and "Lumeria, cycle 4" in text
    assert [reminders.deliver(pk, now=now) for pk in reminders.select_due(now)] == []
