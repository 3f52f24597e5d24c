"""The figures of a set of recommendations: positions, published statuses, who publishes, and their people."""

from dataclasses import dataclass

from django.db.models import Count

from ..midterm import words
from ..midterm.collect import population_of
from ..models import FollowUp, LocalGovernment, Status
from ..published import STATUS_LABELS, Share


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
    publishing: int
    governments: int
    people: int | None
    all_people: int | None

    @property
    def silent(self):
        """Recommendations on which nobody has published anything."""
        return self.total - self.worked_on

    @property
    def published(self):
        """How many statuses are published."""
        return sum(share.count for share in self.statuses)


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
        statuses=[Share(value, STATUS_LABELS[value], statuses[value]) for value in Status.values if value in statuses],
        publishing=len(publishing),
        governments=len(everywhere),
        people=population_of([everywhere[pk] for pk in publishing if pk in everywhere], parents),
        all_people=population_of(everywhere.values(), parents),
    )
