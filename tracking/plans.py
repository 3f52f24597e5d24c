"""What stands in a local action plan, for a reader: its steps by cluster, how far they are, what they cost."""

import dataclasses
from collections import Counter

from . import money
from .models import Cluster, FollowUp, ImplementationStep


@dataclasses.dataclass(frozen=True)
class Content:
    """What is shown: `groups` as [(Cluster or None, [step])], each step once; `statuses` as [(code, label, number)].

    `money` holds YearSums, `count` the steps shown, `hidden` the number of those that the reader may not see.
    """

    groups: list
    statuses: list
    money: list
    count: int
    hidden: int


def content(plan, user, *, is_member):
    """The Content of a plan as far as the person may see its steps, in a fixed number of queries.

    Those who are no members of the government see a step under published follow-ups alone.
    """
    follow_ups = FollowUp.objects.all() if is_member else FollowUp.objects.published()
    steps = list(plan.steps.visible_to(user).for_plan(follow_ups))
    clusters, groups = Cluster.objects.in_bulk(), {}
    for step in steps:
        groups.setdefault(clusters.get(cluster_of(step)), []).append(step)
    ordered = sorted(groups.items(), key=lambda item: (item[0] is None, item[0].order if item[0] else 0))
    counts = Counter(step.status for step in steps)
    return Content(
        groups=ordered,
        statuses=[(code, label, counts[code]) for code, label in ImplementationStep.Status.choices if counts[code]],
        money=money.by_year(line for step in steps for line in step.budget_lines.all()),
        count=len(steps),
        hidden=plan.steps.count() - len(steps),
    )


def cluster_of(step):
    """The cluster of the first recommendation that it answers and that has one; None where none has."""
    for follow_up in step.follow_ups.all():
        for link in follow_up.recommendation.theme_links.all():
            return link.theme.cluster_id
    return None
