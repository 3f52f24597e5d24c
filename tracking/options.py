"""What the filters of the public list of recommendations offer: only what occurs in the review, with counts."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Max
from django.utils.translation import get_language

from .models import Cluster, Event, FollowUp, Goal, Group, Recommendation, State, Target, Theme
from .published import NO_INFORMATION, STATUS_LABELS

DAY = 24 * 60 * 60  # seconds; what is kept is right for as long as the index has the same stamp
MINUTES = 5 * 60  # seconds; statuses, in case rows were changed past the site
VOCABULARIES = {
    "theme": Theme.objects,
    "cluster": Cluster.objects,
    "group": Group.objects.filter(is_hidden_as_filter=False),
    "goal": Goal.objects,
    "target": Target.objects.select_related("goal"),
    "state": State.objects,
}
ORDERS = {
    "cluster": lambda row: row.order,
    "goal": lambda row: row.number,
    "target": lambda row: (row.goal.number, row.order),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter, with the number of recommendations it leads to."""

    value: str
    label: str
    count: int


def options_of(review, stamp):
    """{filter: [Option]} of what occurs in the review, for all that the index holds.

    Kept for as long as the index has this stamp; without one (None) nothing is kept.
    """
    key = f"recommendation-options:{review.pk}:{stamp}:{get_language()}"
    options = cache.get(key) if stamp else None
    if options is None:
        tallies = Recommendation.objects.filter(review=review).tallies()
        options = {name: _options(name, tallies[name]) for name in VOCABULARIES}
        options["position"] = [
            Option(value, str(label), tallies["position"][value])
            for value, label in Recommendation.Position.choices
            if value in tallies["position"]
        ]
        if stamp:
            cache.set(key, options, DAY)
    return options


def status_options_of(review, stamp, total):
    """[Option] of the statuses that local governments publish on the review's `total` recommendations.

    Kept until anything happens anywhere: every change of a follow-up writes an Event.
    """
    event = Event.objects.aggregate(latest=Max("pk"))["latest"]
    key = f"published-statuses:{review.pk}:{stamp}:{event}"
    counts = cache.get(key) if stamp else None
    if counts is None:
        published = FollowUp.objects.published().filter(recommendation__review=review)
        counts = published.recommendations_by_status()
        counts[NO_INFORMATION] = total - published.values("recommendation").distinct().count()
        if stamp:
            cache.set(key, counts, MINUTES)
    return [Option(value, str(label), counts[value]) for value, label in STATUS_LABELS.items() if counts.get(value)]


def _options(name, counts):
    rows = VOCABULARIES[name].in_bulk(counts)
    in_order = sorted(rows.values(), key=ORDERS.get(name, lambda row: str(row).casefold()))
    return [Option(str(row.pk), str(row), counts[row.pk]) for row in in_order]
