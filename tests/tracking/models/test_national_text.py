"""The coordinator's own words: sentence by sentence, each with its source, and nobody's words lost."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import Event, NationalSentence, NationalText


@pytest.fixture
def call(review, coordinator):
    return factories.call(review, coordinator)


@pytest.fixture
def answer(call, city, recommendation, officer, approver, coordinator):
    return factories.accepted(call, city, [recommendation], officer, approver, coordinator).answers.get()


def test_text_keeps_sentences_in_order_with_what_they_rest_on(call, recommendation, answer, coordinator):
    text = factories.national_text(
        call, coordinator, ("Cities built homes.", f"answer-{answer.pk}"), "More will follow.",
        recommendation=recommendation,
    )  # fmt: skip
    stored = NationalText.objects.with_sentences().get()
    assert [row.sentence for row in stored.written] == ["Cities built homes.", "More will follow."]
    assert [row.source_in_words for row in stored.written] == ["Altamira, version 1", ""]
    assert (stored.words, stored.untraced) == (6, 1)
    event = Event.objects.about(text).get()
    assert (event.verb, event.after) == ("added", {"sentences": 2, "untraced": 1, "words": 6})


def test_the_same_words_twice_are_one_change(call, recommendation, coordinator, now):
    text = factories.national_text(call, coordinator, "One.", recommendation=recommendation)
    again = NationalText(call=call, recommendation=recommendation)
    assert not again.write([NationalSentence(sentence="One.")], by=coordinator, now=now)
    assert again.write([NationalSentence(sentence="Two.")], by=coordinator, now=now)
    assert NationalText.objects.get().pk == text.pk
    assert [event.verb for event in Event.objects.about(text)] == ["changed", "added"]
    assert again.write([], by=coordinator, now=now)
    assert NationalText.objects.get().words == 0


def test_locked_report_keeps_its_words(call, recommendation, coordinator):
    factories.locked(call, coordinator)
    with pytest.raises(ValidationError, match="locked"):
        factories.national_text(call, coordinator, "One.", recommendation=recommendation)


def test_one_text_stands_in_one_place(call, recommendation, coordinator, now):
    factories.national_text(call, coordinator, "One.", recommendation=recommendation)
    factories.national_text(call, coordinator, "Two.", chapter="summary", part="chapter")
    for wrong in ({"chapter": "summary"}, {"recommendation": None}, {"part": "context"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            NationalText.objects.filter(recommendation=recommendation).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        NationalSentence.objects.update(sentence="")


def test_origin_names_one_row_or_none(answer):
    row = NationalSentence(sentence="One.", origin=f"answer-{answer.pk}")
    assert (row.origin, row.has_source) == (f"answer-{answer.pk}", True)
    row.origin = "measure-7"
    assert (row.answer_id, row.measure_id) == (None, 7)
    row.origin = ""
    assert not row.has_source
