"""Whose stages hold, for every kind."""

from tests import factories
from tracking.models.reminder_rule import OF_CALLS, STAGED
from tracking.reminders import rule_sets


def found(sets, kind):
    row = next(row for row in sets if row.kind == kind)
    return [rule.days_before for rule in row.rules], row.source, row.is_own, row.fallback


def test_where_stages_come_from(rule, review, state, coordinator, django_assert_num_queries):
    call = factories.call(review, coordinator)
    rule("call-deadline", 30)
    rule("step-due", 14)
    assert found(rule_sets.of_state(state), "call-deadline") == ([30], "site", False, "site")
    rule("call-deadline", 9, state=state)
    assert found(rule_sets.of_state(state), "call-deadline") == ([9], "state", True, "site")
    assert found(rule_sets.of_call(call), "call-deadline") == ([9], "state", False, "state")
    rule("call-deadline", 3, call=call, is_active=False)
    with django_assert_num_queries(1):
        assert found(rule_sets.of_call(call), "call-deadline") == ([], "call", True, "state")
        # one query whatever the number of kinds
    assert found(rule_sets.of_state(state), "step-due") == ([14], "site", False, "site")


def test_kinds_of_a_state_and_of_a_call(review, state, coordinator):
    assert [row.kind for row in rule_sets.of_state(state)] == list(STAGED)
    of_call = rule_sets.of_call(factories.call(review, coordinator))
    assert [row.kind for row in of_call] == list(OF_CALLS)
    assert {row.kind: row.is_binding for row in of_call}["weekly-board"] is False
    assert {row.kind: row.is_binding for row in of_call}["call-deadline"] is True
