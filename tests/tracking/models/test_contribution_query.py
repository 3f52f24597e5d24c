"""Which versions the report of a call knows."""

import pytest

from tests import factories
from tracking.midterm.collect import accepted_contributions
from tracking.midterm.contradictions.reading import cases
from tracking.midterm.feedback import of_government, standings
from tracking.midterm.known import known_contributions
from tracking.midterm.overview import Overview
from tracking.models import Contribution


@pytest.fixture
def call(review, coordinator):
    """An open call."""
    return factories.call(review, coordinator)


@pytest.fixture
def first(call, city, recommendation, officer, approver, coordinator):
    """The city's accepted first version."""
    return factories.accepted(call, city, [recommendation], officer, approver, coordinator)


@pytest.fixture
def second(first, officer, approver, now):
    """The city's submitted second version."""
    version = first.next_version(by=officer, now=now)
    version.hand_in(by=officer, now=now)
    version.approve(by=approver, now=now)
    return version


def known(call):
    """The versions that the report knows; every part that asks for them answers the same."""
    newest = list(Contribution.objects.newest_accepted(call).order_by("pk"))
    keys = [row.pk for row in newest]
    assert sorted(known_contributions(call)) == keys
    assert sorted(row.pk for row in accepted_contributions(call)) == keys
    assert sorted({answer.contribution for case in cases(call) for answer in case.answers}) == keys
    assert sorted(row.pk for row in standings(call)) == sorted(row.local_government_id for row in newest)
    assert sum(row.answers for row in Overview(call).rows.values()) == len(keys)
    for row in newest:
        assert of_government(call, row.local_government).contribution == row
    return newest


def test_one_accepted_version_is_the_newest(call, first):
    assert known(call) == [first]


def test_newer_version_counts_once_it_is_accepted(call, first, second, coordinator, now):
    assert known(call) == [first]
    second.accept(by=coordinator, now=now)
    assert known(call) == [second]


def test_returned_version_leaves_the_accepted_one(call, first, second, coordinator, now):
    second.return_("Give a number.", by=coordinator, now=now)
    assert known(call) == [first]


def test_withdrawn_version_takes_those_before_it_along(call, first, second, officer, coordinator, now):
    second.accept(by=coordinator, now=now)
    second.withdraw(by=officer, now=now)
    assert known(call) == []


def test_withdrawn_submission_leaves_the_accepted_one(call, first, second, officer, now):
    second.withdraw(by=officer, now=now)
    assert known(call) == [first]


def test_government_that_the_call_does_not_ask_is_not_known(call, first, other_city, city):
    call.governments.set([other_city])
    assert known(call) == []
    assert of_government(call, city).contribution is None
    call.governments.set([other_city, city])
    assert known(call) == [first]


def test_other_calls_are_not_mixed_in(call, first, review, coordinator):
    assert known(factories.call(review, coordinator, title="A later call")) == []
