"""Remarks beside answers: the coordinators' own until the version is returned."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tracking.midterm import remarks
from tracking.models import AnswerRemark
from tracking.models.answer import fingerprint_of

EMPTY = fingerprint_of("")


@pytest.fixture
def submitted(review, coordinator, city, recommendation, officer, approver, now):
    """Two answers, submitted."""
    rows = [recommendation, factories.recommendation(review, "120.2")]
    row = factories.contribution(factories.call(review, coordinator), city, rows)
    row.hand_in(by=officer, now=now)
    row.approve(by=approver, now=now)
    return row


@pytest.fixture
def keep(submitted, coordinator, now):
    """A function: keep words on the first answer, having seen others."""
    answer = submitted.answers.order_by("pk").first()

    def do(words, seen=""):
        return remarks.keep(submitted, {answer.pk: (words, fingerprint_of(seen))}, by=coordinator, now=now)

    return do


def told(contribution, **options):
    return {pk: [row.words for row in rows] for pk, rows in remarks.shown(contribution, **options).items()}


def test_remarks_are_the_coordinators_until_the_version_is_returned(
    submitted, keep, recommendation, coordinator, officer, now
):
    keep("Which year?")
    assert told(submitted) == {}
    assert told(submitted, sees_drafts=True) == {recommendation.pk: ["Which year?"]}
    submitted.return_("Please look again.", by=coordinator, now=now)
    assert told(submitted) == {recommendation.pk: ["Which year?"]}
    draft = submitted.next_version(by=officer, now=now)
    assert remarks.shown(draft)[recommendation.pk][0].is_changed is False
    draft.answers.filter(recommendation=recommendation).update(headline="52 beds in 2025.")
    assert remarks.shown(draft)[recommendation.pk][0].is_changed is True
    assert remarks.shown(submitted)[recommendation.pk][0].is_changed is None


def test_keep_changes_and_takes_out(submitted, keep):
    assert keep("Which year?") == {}
    assert keep("Which year?") == {}
    assert keep("Which month?", "Which year?") == {}
    assert list(remarks.stored(submitted).values()) == ["Which month?"]
    assert keep("", "Which month?") == {}
    assert remarks.stored(submitted) == {}


def test_keep_leaves_what_somebody_else_wrote_meanwhile(submitted, keep):
    keep("Theirs.")
    assert list(keep("Mine.").values()) == ["Theirs."]
    assert list(remarks.stored(submitted).values()) == ["Theirs."]


def test_keep_after_the_decision_is_refused(submitted, keep, coordinator, now):
    submitted.accept(by=coordinator, now=now)
    with pytest.raises(ValidationError, match="somebody was faster"):
        keep("Too late.")


def test_answer_of_another_version_is_not_remarked(
    submitted, review, other_city, recommendation, outsider, coordinator, now
):
    other = factories.contribution(factories.call(review, coordinator), other_city, [recommendation])
    remarks.keep(submitted, {other.answers.get().pk: ("Words.", EMPTY)}, by=coordinator, now=now)
    assert not AnswerRemark.objects.exists()


def test_remark_says_something(submitted, coordinator, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerRemark.objects.create(answer=submitted.answers.first(), words="", by=coordinator, at=now)
