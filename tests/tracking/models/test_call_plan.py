"""The plan back from the date of a report: proposed, moved, never against itself without a word."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from tests import factories
from tracking.models import Call

DAY = datetime.date


@pytest.fixture
def call():
    """A call that is not stored: report in May 2027, input by November 2026."""
    return Call(target_date=DAY(2027, 5, 8), deadline=DAY(2026, 11, 8))


def days(call):
    return {stage.code: (stage.date, stage.kind) for stage in call.milestones}


def test_stages_follow_the_date_of_the_report_and_moved_ones_stay(call):
    call.move({"mechanism": DAY(2027, 2, 20), "approve": None})
    assert days(call)["mechanism"] == (DAY(2027, 2, 20), "moved")
    assert days(call)["approve"] == (DAY(2027, 4, 8), "proposed")
    call.target_date = DAY(2027, 6, 8)
    assert days(call)["mechanism"] == (DAY(2027, 2, 20), "moved")
    assert days(call)["approve"] == (DAY(2027, 5, 8), "proposed")


def test_a_stage_on_its_proposed_day_is_not_moved(call):
    call.move({"approve": call.planned("approve")})
    assert call.moved_dates == {}


def test_last_day_and_report_are_not_moved_as_stages(call):
    call.move({"submit": DAY(2026, 12, 1), "report": DAY(2027, 1, 1), "nonsense": DAY(2027, 1, 1)})
    assert call.moved_dates == {}


@pytest.mark.parametrize(
    "code, day, is_refused",
    [
        ("approve", DAY(2027, 5, 8), False),
        ("approve", DAY(2027, 5, 9), True),
        ("published", DAY(2027, 5, 9), False),
        ("published", DAY(2027, 5, 7), True),
        ("open", DAY(2026, 11, 8), False),
        ("open", DAY(2026, 11, 9), True),
    ],
)
def test_plan_against_the_date_of_the_report_is_refused(call, code, day, is_refused):
    call.move({code: day})
    assert (code in call.plan_errors()) is is_refused


def test_write_refuses_a_plan_against_itself(review, coordinator, now):
    call = factories.call(review, coordinator)
    call.move({"approve": DAY(2027, 6, 1)})
    with pytest.raises(ValidationError, match="Government approves: This lies after the date of the report"):
        call.write(by=coordinator, now=now)
    assert Call.objects.get().moved_dates == {}


def test_stage_before_its_turn_is_said(call):
    call.move({"mechanism": DAY(2026, 12, 24)})
    early = [stage.code for stage in call.milestones if stage.is_before_its_turn]
    assert early == ["mechanism"]


def test_proposed_stages_never_fall_before_a_late_last_day(call):
    call.deadline = DAY(2027, 4, 1)
    assert not any(stage.is_before_its_turn for stage in call.milestones)
    assert days(call)["clarify"] == (DAY(2027, 4, 1), "proposed")


def test_opening_is_history_once_it_happened(review, coordinator):
    assert days(factories.call(review, coordinator))["open"] == (factories.NOW.date(), "happened")


def test_call_moves_along_at_the_same_distance(call):
    call.move({"mechanism": DAY(2027, 2, 20)})
    call.say({"mechanism": ("Minutes", True)})
    call.move_along(DAY(2027, 11, 30))
    assert (call.target_date, call.deadline) == (DAY(2027, 11, 30), DAY(2027, 5, 30))  # six months, as proposed
    assert days(call)["mechanism"] == (DAY(2027, 9, 14), "moved")
    assert days(call)["approve"] == (DAY(2027, 10, 30), "proposed")
    assert call.date_sources == {}


def test_last_day_that_a_person_set_keeps_its_days(call):
    call.deadline = DAY(2026, 12, 1)
    call.move_along(DAY(2027, 5, 18))
    assert call.deadline == DAY(2026, 12, 11)


def test_what_happened_keeps_its_source_when_the_call_moves_along(review, coordinator):
    call = factories.call(review, coordinator)
    call.say({"open": ("Circular 4", True), "report": ("Note", False)})
    call.move_along(DAY(2027, 6, 8))
    assert call.date_sources == {"open": {"source": "Circular 4", "is_confirmed": True}}


def test_stages_say_who_said_so(call):
    call.say({"approve": ("Cabinet calendar", True), "report": ("", False), "clarify": ("", True), "x": ("y", True)})
    said = {stage.code: (stage.source, stage.is_confirmed) for stage in call.milestones}
    assert (said["approve"], said["clarify"], said["report"]) == (("Cabinet calendar", True), ("", True), ("", False))
    assert set(call.date_sources) == {"approve", "clarify"}
