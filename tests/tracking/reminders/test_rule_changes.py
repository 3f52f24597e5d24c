"""Rules that change while mails are on their way: nobody is told a stage again."""

import datetime

import pytest

from tracking import reminders
from tracking.models import ReminderRule
from tracking.reminders import skipping

DAY = datetime.timedelta(days=1)


@pytest.fixture
def settle(state, coordinator):
    """Gives the State stages of its own, or takes them away."""

    def settle(now, *stages):
        rules, kind = ReminderRule.objects, "call-deadline"
        if stages:
            rules.set_for(kind, dict.fromkeys(stages, "own"), state=state, by=coordinator, now=now)
        else:
            rules.drop_for(kind, state=state, by=coordinator, now=now)

    return settle


def test_same_stage_in_rules_of_its_own_is_not_told_again(call, officer, settle, hear, now):
    assert set(hear(now)) == {officer}
    settle(now, 30, 14, 7)
    assert hear(now + DAY) == {}
    assert set(hear(now + 7 * DAY)) == {officer}
    settle(now + 8 * DAY)
    assert hear(now + 9 * DAY) == {}
    assert set(hear(now + 14 * DAY)) == {officer}


def test_stage_before_one_that_was_told_is_overtaken(call, officer, settle, hear, now):
    hear(now)
    settle(now, 15, 7)
    assert hear(now + DAY) == {}
    settle(now, 15, 13, 7)
    assert set(hear(now + DAY)) == {officer}


def test_stage_that_reaches_further_now_tells_those_who_have_not_heard(call, state, officer, coordinator, hear, now):
    hear(now)
    stages = {14: "coordinator"}
    ReminderRule.objects.set_for("call-deadline", stages, state=state, by=coordinator, now=now)
    assert set(hear(now + DAY)) == {coordinator}


def test_skip_of_a_later_stage_leaves_the_earlier_ones(call, city, officer, coordinator, hear, now):
    item = next(item for item in reminders.ahead(*_look(now)) if item.rule.days_before == 7)
    skipping.skip(item, reason="Told by phone.", by=coordinator, now=now)
    assert set(hear(now)) == {officer}
    assert hear(now + 7 * DAY) == {}
    assert set(hear(now + 14 * DAY)) == {officer}


def _look(now):
    return reminders.Situation(now, days_ahead=30), now.date(), now.date() + 30 * DAY
