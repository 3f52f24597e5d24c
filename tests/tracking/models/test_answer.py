"""Answers: within their limits of words, once per recommendation, only in a draft."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import ALL_LIMITS, ContributionAnswer, Event, count_words


@pytest.fixture
def answer(review, coordinator, city, recommendation):
    """The only answer of the city's draft."""
    draft = factories.contribution(factories.call(review, coordinator), city, [recommendation])
    return draft.answers.get()


@pytest.mark.parametrize("text, words", [("", 0), (" one\n two\tthree ", 3), ("12.5 % of all", 4)])
def test_count_words_counts_what_stands_between_blanks(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize("field, limit", ALL_LIMITS.items())
def test_text_may_have_as_many_words_as_its_limit(answer, field, limit):
    setattr(answer, field, "word " * limit)
    answer.full_clean()
    setattr(answer, field, "word " * (limit + 1))
    with pytest.raises(ValidationError, match=f"1 word over the limit of {limit}"):
        answer.full_clean()


def test_answer_stands_once_per_recommendation(answer):
    with pytest.raises(IntegrityError), transaction.atomic():
        ContributionAnswer.objects.create(
            contribution=answer.contribution, recommendation=answer.recommendation, status="planned"
        )


def test_answer_cannot_change_while_it_waits_or_after(answer, officer, approver, now):
    contribution = answer.contribution
    contribution.hand_in(by=officer, now=now)
    with pytest.raises(ValidationError, match="waits for approval"):
        answer.save()
    contribution.approve(by=approver, now=now)
    with pytest.raises(ValidationError, match="submitted and cannot change"):
        answer.save()
    with pytest.raises(ValidationError, match="submitted and cannot change"):
        answer.delete()
    assert ContributionAnswer.objects.count() == 1


def test_write_sees_that_the_draft_was_handed_in_meanwhile(answer, officer, now):
    other = ContributionAnswer.objects.get(pk=answer.pk)
    answer.contribution.hand_in(by=officer, now=now)
    other.headline = "Written too late."
    with pytest.raises(ValidationError, match="waits for approval"):
        other.write(by=officer, now=now)
    with pytest.raises(ValidationError, match="waits for approval"):
        other.take_out(by=officer, now=now)


def test_write_and_take_out_leave_an_event(answer, officer, now):
    draft = answer.contribution
    answer.headline = "52 beds."
    answer.write(by=officer, now=now)
    answer.take_out(by=officer, now=now)
    changes = Event.objects.about(draft).order_by("pk").values_list("verb", "after")
    assert list(changes) == [
        ("changed", {"paragraph": "120.1", "status": "in_progress"}),
        ("changed", {"paragraph": "120.1", "status": None}),
    ]
    assert not draft.answers.exists()


def test_fingerprint_follows_every_field(answer):
    seen = {answer.fingerprint}
    for field in ("status", *ALL_LIMITS):
        setattr(answer, field, "planned" if field == "status" else "Something else.")
        seen.add(answer.fingerprint)
    answer.beyond_visibility = "public"
    seen.add(answer.fingerprint)
    assert len(seen) == 9


def test_is_written_needs_more_than_blanks():
    assert ContributionAnswer(headline="40 beds.").is_written
    assert not ContributionAnswer(headline=" \n").is_written


@pytest.mark.parametrize(
    "visibility, text, expected",
    [
        ("public", "Words.", ("Words.", "public")),
        ("internal", "Words.", ("Words.", "internal")),
        ("restricted", "Words.", ("", "restricted")),
        ("internal", "", ("", "")),
    ],
)
def test_data_tells_who_may_see_what_the_report_leaves_out(answer, visibility, text, expected):
    answer.beyond, answer.beyond_visibility = text, visibility
    data = answer.as_data()
    assert (data["beyond"], data["beyond_visibility"]) == expected
