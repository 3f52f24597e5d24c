"""Who took part in a review, over all local governments of its State; and what anyone may read of it."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from .models import (
    HumanRightsCommitment,
    LocalGovernment,
    LocalHumanRightsBody,
    LocalReview,
    Participation,
    RegionalDialogue,
)
from .phases import Moment, moments_of

ANYONE = AnonymousUser()


@dataclass(frozen=True)
class PhaseCoverage:
    """One phase: the governments that did something in it, each with what, and those that did not yet."""

    moment: Moment
    is_now: bool
    took_part: list  # [(government, [Participation])]
    not_yet: list

    @property
    def total(self):
        """The number of governments of the State."""
        return len(self.took_part) + len(self.not_yet)


@dataclass(frozen=True)
class Delegation:
    """Those who go along to the review as observers, and how many they are where that is known."""

    rows: list
    people: int


def visible_rows(review, user):
    """What governments did in the review, as far as the person may see it; one query."""
    return list(Participation.objects.visible_to(user).filter(review=review).for_listing())


def coverage_of(review, rows, today):
    """[PhaseCoverage] in the order of the phases; one query for the governments."""
    governments = list(LocalGovernment.objects.filter(state=review.state_id).order_by("name"))
    by_phase = defaultdict(lambda: defaultdict(list))
    for row in rows:
        by_phase[row.phase][row.local_government_id].append(row)
    coverage = []
    for moment in moments_of(review):
        done = by_phase[moment.phase]
        took_part = [(government, done[government.pk]) for government in governments if government.pk in done]
        not_yet = [government for government in governments if government.pk not in done]
        coverage.append(PhaseCoverage(moment, moment.is_now(today), took_part, not_yet))
    return coverage


def delegation_of(rows):
    """The Delegation among these rows, by government."""
    going = [row for row in rows if row.phase == Participation.Phase.OBSERVERS]
    going.sort(key=lambda row: row.local_government.name)
    return Delegation(going, sum(row.people_count or 0 for row in going))


def published_by(government):
    """What a government's public page shows of it, whoever looks: {name in the template: rows}."""
    own = {"local_government": government}
    return {
        "participations": Participation.objects.visible_to(ANYONE)
        .filter(**own)
        .select_related("review__state")
        .order_by("-review__cycle", "held_on", "pk"),
        "bodies": LocalHumanRightsBody.objects.visible_to(ANYONE).filter(**own),
        "commitments": HumanRightsCommitment.objects.visible_to(ANYONE).filter(**own),
        "local_reviews": LocalReview.objects.visible_to(ANYONE).filter(**own).for_listing(),
        "dialogues": RegionalDialogue.objects.visible_to(ANYONE).filter(**own).for_listing(),
    }
