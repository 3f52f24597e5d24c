"""Several people write one draft."""

import pytest
from django.core.exceptions import ValidationError

from tests import factories
from tracking.midterm import writing
from tracking.models import ContributionAnswer, Event


@pytest.fixture
def draft(review, coordinator, city, recommendation):
    """The city's draft with one answer."""
    return factories.contribution(factories.call(review, coordinator), city, [recommendation])


def loaded(draft, recommendation, headline):
    """The answer as one writer has it on the screen, with other words typed; and what the writer saw."""
    answer = ContributionAnswer.objects.get(contribution=draft, recommendation=recommendation)
    seen, answer.headline = answer.fingerprint, headline
    return answer, seen


def test_write_answer_saves(draft, recommendation, officer, now):
    writing.write_answer(*loaded(draft, recommendation, "52 beds."), by=officer, now=now)
    assert draft.answers.get().headline == "52 beds."


def test_write_answer_keeps_what_somebody_saved_meanwhile(draft, recommendation, officer, approver, now):
    mine, theirs = loaded(draft, recommendation, "Mine."), loaded(draft, recommendation, "Theirs.")
    writing.write_answer(*theirs, by=approver, now=now)
    with pytest.raises(writing.SavedMeanwhileError) as error:
        writing.write_answer(*mine, by=officer, now=now)
    assert error.value.current.headline == draft.answers.get().headline == "Theirs."
    writing.write_answer(mine[0], error.value.current.fingerprint, by=officer, now=now)
    assert draft.answers.get().headline == "Mine."


def test_write_answer_twice_changes_nothing(draft, recommendation, officer, now):
    mine = loaded(draft, recommendation, "Mine.")
    writing.write_answer(*mine, by=officer, now=now)
    writing.write_answer(*mine, by=officer, now=now)
    assert Event.objects.about(draft).count() == 1


def test_write_answer_adds_one_that_was_not_there_and_finds_one_that_came_meanwhile(draft, review, officer, now):
    other = factories.recommendation(review, "120.2")
    mine, theirs = (writing.find_answer(draft, other, now.date()) for _writer in range(2))
    mine.headline, theirs.headline = "Mine.", "Theirs."
    writing.write_answer(theirs, "", by=officer, now=now)
    with pytest.raises(writing.SavedMeanwhileError):
        writing.write_answer(mine, "", by=officer, now=now)
    assert draft.answers.get(recommendation=other).headline == "Theirs."


def test_write_answer_after_the_hand_in_is_refused(draft, recommendation, officer, now):
    mine = loaded(draft, recommendation, "Mine.")
    draft.hand_in(by=officer, now=now)
    with pytest.raises(ValidationError, match="waits for approval"):
        writing.write_answer(*mine, by=officer, now=now)


def test_find_answer_proposes_from_steps(draft, review, city, officer, today):
    other = factories.recommendation(review, "120.2")
    factories.step(city, officer, [factories.follow_up(city, other, officer, status="planned")])
    answer = writing.find_answer(draft, other, today)
    assert (answer.headline, answer.status, answer.pk) == ("Open a night shelter.", "planned", None)


def test_next_unwritten_goes_on_and_then_round(draft, review, recommendation):
    second, third = (factories.recommendation(review, paragraph) for paragraph in ("120.2", "120.10"))
    for row in (second, third):
        draft.answers.create(recommendation=row, status="planned")
    assert writing.next_unwritten(draft, recommendation) == second.pk
    assert writing.next_unwritten(draft, second) == third.pk
    assert writing.next_unwritten(draft, third) == second.pk
    draft.answers.update(headline="Written.")
    assert writing.next_unwritten(draft, recommendation) is None


def test_without_answer_lists_what_is_relevant_and_missing(draft, review, city, other_city, officer, outsider):
    mine, not_mine, theirs = (factories.recommendation(review, f"120.{number}") for number in (2, 3, 4))
    factories.follow_up(city, mine, officer)
    factories.follow_up(city, not_mine, officer, relevance="not-ours", who_can="The State")
    factories.follow_up(other_city, theirs, outsider)
    assert list(writing.without_answer(draft)) == [mine]
