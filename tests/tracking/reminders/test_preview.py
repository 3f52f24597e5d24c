"""What is planned for a State, or for a call, with its numbers."""

import datetime

import pytest

from tests import factories
from tracking import reminders
from tracking.models import User
from tracking.reminders import preview, skipping

DAY = datetime.timedelta(days=1)


def shown(found):
    return [(item.sends_on.isoformat(), item.rule.days_before, item.recipient, item.why_not) for item in found.items]


def test_planned_lines_and_their_numbers(call, state, city, officer, coordinator, now):
    factories.step(city, officer, due_date=now.date() + 14 * DAY)
    User.objects.filter(pk=officer.pk).update(wants_digest=False)
    found = preview.of_state(state, now, 7)
    assert [row[1:] for row in shown(found) if not row[3]] == [(14, officer, ""), (7, officer, "")]
    assert (found.mail_count, found.people_count) == (2, 1)
    assert [(str(label), count) for label, count in found.kept_back] == [
        ("the person wants no mails about daily work", 1)
    ]


def test_stage_of_days_gone_by_that_nobody_was_told_goes_out_today(call, state, officer, now):
    later = now + 2 * DAY
    assert shown(preview.of_state(state, later, 1)) == [("2026-03-12", 14, officer, "")]
    reminders.select_due(later)
    assert shown(preview.of_state(state, later, 1)) == []


def test_late_line_that_a_person_skipped_says_why(call, state, officer, coordinator, now):
    later = now + 2 * DAY
    (item,) = preview.of_state(state, later, 1).items
    skipping.skip(item, reason="They told me by phone.", by=coordinator, now=later)
    (item,) = preview.of_state(state, later, 1).items
    assert (item.why_not, item.detail) == ("skipped", "They told me by phone.")


def test_what_is_late_on_a_day_off_goes_out_on_the_next_working_day(call, state, officer, now):
    sunday = now + 5 * DAY
    assert shown(preview.of_state(state, sunday, 1)) == [("2026-03-16", 14, officer, "")]


def test_one_call_and_one_state_alone(call, rule, review, state, city, officer, coordinator, now):
    factories.step(city, officer, due_date=now.date() + 14 * DAY)
    factories.call(review, coordinator, deadline=call.deadline)
    other = factories.review(factories.state("XOT", "XO", "Otheria"))
    factories.government(other.state, "Faraway")
    factories.call(other, factories.member("coordinator", other.state), deadline=call.deadline)
    assert {item.matter.call_id for item in preview.of_call(call, now, 30).items} == {call.pk}
    assert {item.matter.state_id for item in preview.of_state(state, now, 30).items} == {state.pk}
    assert len(preview.of_state(state, now, 30).items) > 2 * len(preview.of_call(call, now, 14).items)


@pytest.mark.parametrize("cities", [1, 4])
def test_fixed_number_of_queries(call, state, officer, cities, now, django_assert_max_num_queries):
    for number in range(cities - 1):
        factories.member("officer", factories.government(state, f"City {number}"))
    with django_assert_max_num_queries(16):
        assert preview.of_state(state, now, 30).people_count >= cities
