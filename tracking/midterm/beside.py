"""What the report takes from elsewhere than the State's records: dialogues, participation, structures, challenges."""

import dataclasses

from ..models import (
    ContributionAnswer,
    HumanRightsCommitment,
    LocalHumanRightsBody,
    Participation,
    RegionalDialogue,
)
from .known import known_contributions


@dataclasses.dataclass(frozen=True)
class Beside:
    """How much there is of each, as far as the person may see it."""

    dialogues: int
    participation: int
    bodies: int
    commitments: int
    challenges: int


def beside(call, user):
    """The Beside of a call's report; five queries."""
    review = call.review
    local = {"local_government__state": review.state_id}
    answers = ContributionAnswer.objects.filter(contribution__in=known_contributions(call))
    return Beside(
        dialogues=RegionalDialogue.objects.visible_to(user).filter(review=review).count(),
        participation=Participation.objects.visible_to(user).filter(review=review).count(),
        bodies=LocalHumanRightsBody.objects.visible_to(user).filter(**local).count(),
        commitments=HumanRightsCommitment.objects.visible_to(user).filter(**local).count(),
        challenges=answers.exclude(challenge="").count(),
    )
