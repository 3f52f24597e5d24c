"""Where every government stands with a call."""

import datetime

import pytest

from tests import factories
from tracking.midterm.board import LATE, NOT_STARTED, VACANT, Board


@pytest.fixture
def call(review, coordinator):
    """An open call."""
    return factories.call(review, coordinator)


def test_board_lists_every_government_by_stage(call, city, other_city, recommendation, officer, viewer, today):
    factories.contribution(call, city, [recommendation])
    board = Board(call, today)
    assert [(row.name, row.stage, row.people) for row in board.rows] == [
        ("Altamira", "draft", 1),
        ("Borealis", NOT_STARTED, 0),
    ]
    assert board.counts == {"draft": 1, NOT_STARTED: 1, LATE: 0, VACANT: 1}
    assert [row.name for row in board.vacant] == ["Borealis"]


def test_board_leads_to_what_was_submitted_while_a_new_version_is_written(
    call, city, recommendation, officer, approver, coordinator, now, today
):
    first = factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    second = first.next_version(by=officer, now=now)
    row = Board(call, today).rows[0]
    assert (row.stage, row.newest, row.submitted, row.accepted) == ("draft", second, first, first)
    assert Board(call, today).accepted == Board(call, today).submitted == [row]


def test_returned_input_does_not_count_as_submitted(
    call, city, recommendation, officer, approver, coordinator, now, today
):
    contribution = factories.contribution(call, city, [recommendation])
    contribution.hand_in(by=officer, now=now)
    contribution.approve(by=approver, now=now)
    assert len(Board(call, today).submitted) == 1
    contribution.return_("Give a number.", by=coordinator, now=now)
    assert Board(call, today).submitted == []


def test_late_is_who_gave_nothing_after_the_last_day(
    call, city, other_city, recommendation, officer, approver, coordinator
):
    factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    after = call.deadline + datetime.timedelta(days=1)
    assert [row.is_late for row in Board(call, after).rows] == [False, True]
    assert [row.is_late for row in Board(call, call.deadline).rows] == [False, False]
    assert [row.name for row in Board(call, after).rows if row.is_in(LATE)] == ["Borealis"]


def test_board_counts_people_once_per_territory(call, state, today):
    region = factories.government(state, "Region", population=900)
    factories.government(state, "Inner", parent=region, population=100)
    board = Board(call, today)
    assert board.population(board.rows) == 900
    assert board.population([]) == 0
    factories.government(state, "Unknown")
    board = Board(call, today)
    assert board.population(board.rows) is None
