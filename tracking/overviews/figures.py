"""The figures of a set of recommendations: positions, published statuses, who publishes, and their people."""

from dataclasses import dataclass

from django.db.models import Count

from ..midterm import words
from ..midterm.collect import population_of
from ..models import FollowUp, LocalGovernment, Status
from ..published import STATUS_COUNTS, STATUS_LABELS, Share


@dataclass(frozen=True)
class Figures:
    """What stands about a set of recommendations.

    `positions` counts recommendations. `statuses` counts what is published: one for each pair of a recommendation
    and a local government; it is never averaged. `people` and `all_people` live where governments publish, and
    where any government of the States concerned is; both None while the population of one is not known.
    """

    total: int
    worked_on: int
    positions: list
    statuses: list
    publishing: int = 0
    governments: int = 0
    people: int | None = None
    all_people: int | None = None

    @property
    def silent(self):
        """Recommendations on which nobody has published anything."""
        return self.total - self.worked_on

    @property
    def published(self):
        """How many statuses are published."""
        return sum(share.count for share in self.statuses)

    @property
    def position_words(self):
        """How the States answered, in words: "33 supported, 7 noted"."""
        return words.counts(words.POSITION_COUNTS, [(share.value, share.count) for share in self.positions])

    @property
    def status_words(self):
        """What is published, in words: "4 planned, 12 in progress"."""
        return words.counts(STATUS_COUNTS, [(share.value, share.count) for share in self.statuses])


def figures_of(government, reviews):
    """The Figures of what one government publishes; `reviews` are its Lines, as `by_reviews_of` gives them. One query.

    Positions are the State's, and not told here.
    """
    rows = FollowUp.objects.published().filter(local_government=government).order_by()
    return Figures(
        total=sum(line.total for line in reviews),
        worked_on=sum(line.worked_on for line in reviews),
        positions=[],
        statuses=_shares(dict(rows.values_list("status").annotate(Count("pk")))),
    )


def _shares(statuses):
    """The [Share] of {status: number}, in the order of the scale."""
    return [Share(value, STATUS_LABELS[value], statuses[value]) for value in Status.values if value in statuses]


def figures(recommendations):
    """The Figures of a queryset of recommendations, in four queries."""
    ids = recommendations.order_by().values("pk")
    positions = dict(recommendations.order_by().values_list("position").annotate(Count("pk", distinct=True)))
    rows = FollowUp.objects.published().filter(recommendation__in=ids).order_by()
    statuses = dict(rows.values_list("status").annotate(Count("pk")))
    counted = rows.aggregate(worked_on=Count("recommendation", distinct=True))
    states = recommendations.order_by().values("review__state")
    everywhere = {row.pk: row for row in LocalGovernment.objects.filter(state__in=states)}
    publishing = set(rows.values_list("local_government", flat=True).distinct())
    parents = {pk: row.parent_id for pk, row in everywhere.items()}
    return Figures(
        total=sum(positions.values()),
        worked_on=counted["worked_on"],
        positions=[
            Share(value, words.POSITION_LABELS[value], positions[value])
            for value in words.POSITIONS
            if positions.get(value)
        ],
        statuses=_shares(statuses),
        publishing=len(publishing),
        governments=len(everywhere),
        people=population_of([everywhere[pk] for pk in publishing if pk in everywhere], parents),
        all_people=population_of(everywhere.values(), parents),
    )
