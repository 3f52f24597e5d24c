"""Which stages hold, and what does not wait for tomorrow's mail."""

import datetime

import pytest

from tests import factories
from tracking.reminders.matter import DueItem, Matter
from tracking.reminders.rules import Rules, stage


def days(rules):
    return sorted(rule.days_before for rule in rules)


def test_own_rules_of_a_call_else_of_its_state_else_of_the_site(rule, review, state, coordinator):
    call = factories.call(review, coordinator)
    rule("call-deadline", 30)
    assert days(Rules().of("call-deadline", state.pk, call.pk)) == [30]
    for number in (10, 5):
        rule("call-deadline", number, state=state)
    assert days(Rules().of("call-deadline", state.pk, call.pk)) == [5, 10]
    rule("call-deadline", 3, call=call)
    assert days(Rules().of("call-deadline", state.pk, call.pk)) == [3]
    assert days(Rules().of("call-deadline", state.pk)) == [5, 10]
    assert days(Rules().of("call-deadline", factories.state("XOT", "XO", "Otheria").pk)) == [30]
    assert Rules().of("step-due", state.pk) == []


def test_own_rules_that_are_all_switched_off_are_silence_and_not_the_sites(rule, state):
    rule("step-due", 14)
    rule("step-due", 7, state=state, is_active=False)
    assert Rules().of("step-due", state.pk) == []


def test_earliest_warning_counts_in_any_scope_while_it_is_in_use(rule, state):
    assert Rules().first_warning("step-due") is None
    rule("step-due", -7)
    assert Rules().first_warning("step-due") == -7
    rule("step-due", 60, state=state)
    rule("step-due", 90, is_active=False)
    assert Rules().first_warning("step-due") == 60


@pytest.mark.parametrize(
    "day, expected", [("2026-03-02", None), ("2026-03-03", 7), ("2026-03-10", 0), ("2026-03-30", -7)]
)
def test_latest_stage_that_has_come(rule, day, expected):
    rules = [rule("step-due", number) for number in (7, 0, -7)]
    found = stage(rules, datetime.date(2026, 3, 10), datetime.date.fromisoformat(day), "12345")
    assert (found and found.days_before) == expected


@pytest.mark.parametrize(
    "kind, days_before, is_asked_for, expected",
    [
        ("returned", 0, False, True),
        ("returned", -7, False, False),
        ("by-hand", 0, False, True),
        ("call-deadline", 0, False, False),
        ("call-deadline", 30, True, True),
    ],
)
def test_what_does_not_wait_for_the_next_days_mail(rule, state, kind, days_before, is_asked_for, expected):
    matter = Matter(kind, 1, state.pk, datetime.date(2026, 3, 10))
    item = DueItem(rule(kind, days_before), None, matter, is_asked_for=is_asked_for)
    assert item.is_at_once is expected
