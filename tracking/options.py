"""What the filters of the public list of recommendations offer: only what occurs in the review, with counts."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import uuid4

from django.core.cache import cache
from django.db.models import Max
from django.utils.html import escape
from django.utils.translation import get_language

from .models import Cluster, Event, FollowUp, Goal, Group, Recommendation, State, Target, Theme
from .published import NO_INFORMATION, STATUS_LABELS
from .search_stems import folded

DAY = 24 * 60 * 60  # seconds; what is kept is right for as long as the index has the same stamp
WORDS = "recommendation-choices-words"  # where the name stands under which the present words are kept
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


class Option(NamedTuple):
    """One choice of a filter, with the number of recommendations it leads to."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of one filter, and how they stand in its select: drawn once, for they are many."""

    options: tuple[Option, ...]
    html: str

    @classmethod
    def of(cls, options):
        """The Choices made of these options."""
        options = tuple(options)
        drawn = (
            f'<option value="{escape(option.value)}">{escape(option.label)} ({option.count})</option>'
            for option in options
        )
        return cls(options, "".join(drawn))

    def pairs(self):
        """[(value, label)], as a form field takes them."""
        return [(option.value, option.label) for option in self.options]

    def find(self, value):
        """The option with this value, or None."""
        return next((option for option in self.options if option.value == value), None)


def forget_words():
    """Draw all choices anew from now on: vocabularies or translations may speak otherwise."""
    cache.set(WORDS, uuid4().hex, None)


def choices_of(review, stamp):
    """{filter: Choices} of what occurs in the review, for all that the index holds.

    Kept for as long as the index has this stamp and the words are the same; without a stamp (None) nothing is kept.
    """
    key = f"recommendation-choices:{review.pk}:{stamp}:{get_language()}:{cache.get(WORDS, '')}"
    kept = cache.get(key) if stamp else None
    if kept is not None:
        return {name: Choices(tuple(map(Option._make, options)), html) for name, (options, html) in kept.items()}
    choices = _counted_choices(review)
    if stamp:
        # As plain tuples, which a later release of the site can read too.
        plain = {name: (tuple(map(tuple, known.options)), known.html) for name, known in choices.items()}
        cache.set(key, plain, DAY)
    return choices


def _counted_choices(review):
    tallies = Recommendation.objects.filter(review=review).tallies()
    choices = {name: Choices.of(_options(name, tallies[name])) for name in VOCABULARIES}
    choices["position"] = Choices.of(
        Option(value, str(label), tallies["position"][value])
        for value, label in Recommendation.Position.choices
        if value in tallies["position"]
    )
    return choices


def status_choices_of(review, stamp, total):
    """Choices of the statuses that local governments publish on the review's `total` recommendations.

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
    return Choices.of(
        Option(value, str(label), counts[value]) for value, label in STATUS_LABELS.items() if counts.get(value)
    )


def _options(name, counts):
    rows = VOCABULARIES[name].in_bulk(counts)
    in_order = sorted(rows.values(), key=ORDERS.get(name, lambda row: folded(str(row))))
    return [Option(str(row.pk), str(row), counts[row.pk]) for row in in_order]
