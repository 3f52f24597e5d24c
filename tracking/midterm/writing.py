"""Writes answers of a draft, several people at a time."""

from django.db import transaction

from ..models import Contribution, ContributionAnswer, FollowUp
from .prefill import proposed_answers


class SavedMeanwhileError(Exception):
    """Somebody saved the answer while it was being written; `current` is what they saved."""

    def __init__(self, current):
        super().__init__(str(current))
        self.current = current


def find_answer(contribution, recommendation, today):
    """The saved answer of a contribution to a recommendation, else a proposed one that is not saved."""
    saved = contribution.answers.filter(recommendation=recommendation).first()
    if saved:
        return saved
    answer = find_proposal(contribution, recommendation, today)
    answer = answer or ContributionAnswer(recommendation=recommendation, status="not_started")
    answer.contribution = contribution
    return answer


def find_proposal(contribution, recommendation, today):
    """What would be proposed for a recommendation from what is recorded today, unsaved; None where nothing is."""
    proposals = proposed_answers(contribution.call, contribution.local_government, today, recommendation)
    return next(iter(proposals), None)


@transaction.atomic
def write_answer(answer, seen, *, by, now):
    """Save an answer unless somebody else changed it since the writer saw it (`seen`: its fingerprint then).

    Raises SavedMeanwhileError, or ValidationError where the version is no draft any more or its call is closed.
    Saving the same words twice changes nothing.
    """
    Contribution.objects.select_for_update().get(pk=answer.contribution_id)
    current = ContributionAnswer.objects.filter(
        contribution=answer.contribution_id, recommendation=answer.recommendation_id
    ).first()
    if current and current.fingerprint == answer.fingerprint:
        return
    if current and current.fingerprint != seen:
        raise SavedMeanwhileError(current)
    answer.pk = current.pk if current else None
    answer.write(by=by, now=now)


def next_unwritten(contribution, after):
    """The recommendation pk of the next answer without a headline, from `after` on and then from the start; or None."""
    waiting = [
        answer.recommendation
        for answer in contribution.answers.for_snapshot()
        if not answer.is_written and answer.recommendation_id != after.pk
    ]
    later = [row for row in waiting if (row.order, row.pk) > (after.order, after.pk)]
    return next((row.pk for row in [*later, *waiting]), None)


def without_answer(contribution):
    """The recommendations that the government called its own and this version does not answer, with text."""
    mine = FollowUp.objects.relevant().filter(local_government=contribution.local_government_id)
    return (
        contribution.call.recommendations_asked()
        .filter(follow_ups__in=mine)
        .exclude(pk__in=contribution.answers.values("recommendation"))
        .with_text()
        .in_order()
    )
