"""Last time's answer: an earlier call's, else the version before; never another government's."""

import pytest

from tests import factories
from tracking.midterm import last_time


@pytest.fixture
def earlier(review, coordinator, city, recommendation, officer, approver):
    """What the city answered to the call before, accepted."""
    call = factories.call(review, coordinator, title="First call")
    return factories.accepted(call, city, [recommendation], officer, approver, coordinator)


@pytest.fixture
def draft(earlier, review, coordinator, city, recommendation):
    """The city's draft for the next call."""
    return factories.contribution(factories.call(review, coordinator, title="Second"), city, [recommendation])


def test_accepted_answer_of_an_earlier_call_is_found(draft, earlier, recommendation):
    found = last_time.last_times(draft)[recommendation.pk]
    assert (found.call, found.version, found.is_earlier_call, found.status) == ("First call", 1, True, "in_progress")
    assert found.texts["headline"] == "40 new beds since May."
    assert last_time.last_times(earlier) == {}


def test_what_was_not_accepted_or_is_another_governments_is_not(
    draft, earlier, recommendation, other_city, outsider, coordinator
):
    type(earlier).objects.filter(pk=earlier.pk).update(status="returned", words="No.")
    assert last_time.last_times(draft) == {}
    theirs = factories.contribution(draft.call, other_city, [recommendation])
    assert last_time.last_times(theirs) == {}


def test_version_before_counts_where_there_is_no_earlier_call(earlier, recommendation, officer, now):
    second = earlier.next_version(by=officer, now=now)
    found = last_time.last_times(second)[recommendation.pk]
    assert (found.version, found.is_earlier_call) == (1, False)


def test_figures_without_a_note_are_pointed_out(draft, recommendation):
    assert last_time.unexplained(draft) == {}
    draft.answers.update(headline="52 new beds since May.")
    assert last_time.unexplained(draft) == {recommendation.pk: (["40"], ["52"])}
    draft.answers.update(change_note="The new house is counted.")
    assert last_time.unexplained(draft) == {}


def test_compared_shows_what_changed(draft, recommendation):
    answer = draft.answers.get()
    answer.headline = "52 new beds since May."
    found = last_time.compared(last_time.last_times(draft, [recommendation.pk])[recommendation.pk], answer)
    assert [text.is_changed for text in found] == [True, False, False, False]
    assert found[0].pieces[:2] == [("out", "40"), ("in", "52")]


def test_another_recommendation_is_not_asked_for(draft, review):
    assert last_time.last_times(draft, [factories.recommendation(review, "120.2").pk]) == {}


def test_one_query(draft, django_assert_num_queries):
    with django_assert_num_queries(1):
        last_time.last_times(draft)
