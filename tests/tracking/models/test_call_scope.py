"""What a call asks and whom: a part or all, and never so that somebody's input is lost."""

import pytest
from django.core.exceptions import ValidationError

from tests import factories
from tracking.models import Call, Event, QuestionAnswer

QUESTION = {"text": "What helped?", "help_text": "", "word_limit": 100, "is_required": False}


@pytest.fixture
def call(review, coordinator):
    """An open call."""
    return factories.call(review, coordinator)


def test_without_a_choice_all_of_the_review_and_the_state_are_asked(call, recommendation, city, other_city, stranger):
    foreign = factories.government(factories.state("XOT", "XO", "Otheria"), "Elsewhere")
    factories.recommendation(factories.review(call.review.state, cycle=3), "9.1")
    assert list(call.recommendations_asked()) == [recommendation]
    assert set(call.governments_asked()) == {city, other_city}
    assert not call.asks(foreign)


def test_a_choice_is_all_that_is_asked(call, review, recommendation, city, other_city, coordinator, now):
    other = factories.recommendation(review, "120.2")
    call.write(by=coordinator, now=now, recommendations=[other], governments=[other_city])
    assert list(call.recommendations_asked()) == [other]
    assert list(call.governments_asked()) == [other_city]
    assert list(Call.objects.asking(other_city)) == [call]
    assert not Call.objects.asking(city).exists()
    with pytest.raises(ValidationError, match="does not ask Altamira"):
        call.expect_asked(city)
    event = Event.objects.about(call).get()
    assert event.after["recommendations"] == event.after["governments"] == 1
    call.write(by=coordinator, now=now, governments=[])
    assert call.asks(city)


def test_chosen_count_is_of_each_call(call, review, coordinator, city, other_city):
    factories.call(review, coordinator).governments.set([city])
    assert sorted(Call.objects.with_chosen_count().values_list("chosen_count", flat=True)) == [0, 1]


def test_what_is_of_another_review_or_state_is_not_chosen(call, coordinator, city, recommendation, stranger, now):
    foreign = factories.government(factories.state("XOT", "XO", "Otheria"), "Elsewhere")
    call.write(by=coordinator, now=now, governments=[foreign, city])
    assert list(call.governments.all()) == [city]


def test_input_that_was_begun_is_not_left_out(call, review, recommendation, city, other_city, coordinator, now):
    other = factories.recommendation(review, "120.2")
    factories.contribution(call, city, [recommendation])
    with pytest.raises(ValidationError, match="120.1 stays part of the call"):
        call.write(by=coordinator, now=now, recommendations=[other])
    with pytest.raises(ValidationError, match="Altamira stays part of the call"):
        call.write(by=coordinator, now=now, governments=[other_city])
    assert not Event.objects.about(call).exists()
    call.write(by=coordinator, now=now, recommendations=[recommendation], governments=[city])
    assert list(call.governments_asked()) == [city]


def test_questions_are_added_reordered_and_left_out(call, coordinator, now):
    second = QUESTION | {"text": "What hindered?"}
    call.write(by=coordinator, now=now, questions=[QUESTION, second])
    first = call.questions.get(text="What helped?")
    call.write(by=coordinator, now=now, questions=[second, QUESTION | {"word_limit": 50}])
    assert [question.text for question in call.questions.all()] == ["What hindered?", "What helped?"]
    assert (call.questions.get(text="What helped?").pk, call.questions.last().word_limit) == (first.pk, 50)
    call.write(by=coordinator, now=now, questions=[])
    assert not call.questions.exists()


def test_answered_question_stays_as_it_was_asked(call, city, coordinator, now):
    call.write(by=coordinator, now=now, questions=[QUESTION])
    question = call.questions.get()
    QuestionAnswer.objects.create(contribution=factories.contribution(call, city), question=question, text="Money.")
    for wanted in ([], [QUESTION | {"text": "What helped most?"}]):
        with pytest.raises(ValidationError, match="has 1 answer already"):
            call.write(by=coordinator, now=now, questions=wanted)
    with pytest.raises(ValidationError, match="Allow no fewer"):
        call.write(by=coordinator, now=now, questions=[QUESTION | {"word_limit": 99}])
    call.write(by=coordinator, now=now, questions=[QUESTION | {"word_limit": 150, "help_text": "Tell one thing."}])
    question.refresh_from_db()
    assert (question.word_limit, question.help_text) == (150, "Tell one thing.")


def test_occasion_has_a_name_of_its_own(call):
    assert call.occasion_words == "mid-term report"
    call.occasion, call.occasion_name = "other", "Report to the assembly"
    assert call.occasion_words == "Report to the assembly"
