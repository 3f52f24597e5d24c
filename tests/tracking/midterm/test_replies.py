"""Answers to the questions of a call, several people at a time."""

import pytest
from django.core.exceptions import ValidationError

from tests import factories
from tracking.midterm import replies
from tracking.models import Event
from tracking.models.answer import fingerprint_of


@pytest.fixture
def draft(review, coordinator, city, recommendation):
    """The city's draft."""
    return factories.contribution(factories.call(review, coordinator), city, [recommendation])


@pytest.fixture
def question(draft):
    """The only question of the call."""
    return draft.call.questions.create(text="What helped?")


@pytest.fixture
def write(draft, question, officer, now):
    """A function: answer the question, having seen another text."""

    def do(text, seen=""):
        return replies.write(draft, {question.pk: (text, fingerprint_of(seen))}, by=officer, now=now)

    return do


def test_write_saves_changes_and_takes_out(draft, write):
    assert write("Time.") == {}
    assert write("Time.") == {}
    assert Event.objects.about(draft).count() == 1
    assert write("Time and trust.", "Time.") == {}
    assert replies.shown(draft) == [("What helped?", "Time and trust.")]
    assert write("", "Time and trust.") == {}
    assert replies.shown(draft) == []


def test_write_leaves_what_somebody_saved_meanwhile(draft, question, write):
    write("Theirs.")
    assert write("Mine.") == {question.pk: "Theirs."}
    assert replies.stored(draft) == {question.pk: "Theirs."}


def test_write_after_the_hand_in_or_the_closing_is_refused(draft, write, officer, coordinator, now):
    draft.hand_in(by=officer, now=now)
    with pytest.raises(ValidationError, match="waits for approval"):
        write("Too late.")
    draft.call.close(by=coordinator, now=now)
    with pytest.raises(ValidationError, match="takes no input"):
        write("Too late.")


def test_frozen_answers_stay_as_they_were_asked(draft, question, write, officer, approver, now):
    write("Time.")
    draft.hand_in(by=officer, now=now)
    draft.approve(by=approver, now=now)
    type(question).objects.update(text="What hindered?")
    assert replies.shown(draft) == [("What helped?", "Time.")]


def test_question_of_another_call_is_not_answered(draft, review, coordinator, officer, now):
    other = factories.call(review, coordinator).questions.create(text="Elsewhere?")
    replies.write(draft, {other.pk: ("Here.", fingerprint_of(""))}, by=officer, now=now)
    assert replies.stored(draft) == {}
