"""Planned and spent money of steps, by budget year and currency; amounts are never converted.

A budget that is more than CUT smaller than the year before is marked: it may be a step backwards in a right, and
asks for an explanation. It is a question, not a verdict.
"""

import dataclasses
from decimal import Decimal

from .models import BudgetLine, Cluster, ImplementationStep

CUT = Decimal("0.20")  # a share of the year before


@dataclasses.dataclass(frozen=True)
class YearSum:
    """All lines of one year and currency. `rate`: spent by planned, of the lines that know both; None where none do.

    `change`: against the year before, as a share of it (-0.3 is 30 % less); None without a year before.
    """

    year: int
    currency: str
    planned: Decimal
    plan: Decimal
    executed: Decimal
    rate: Decimal | None
    change: Decimal | None

    @property
    def is_cut(self):
        """More than CUT less than the year before."""
        return self.change is not None and self.change < -CUT

    @property
    def loss_percent(self):
        """How many per cent less than the year before."""
        return round(-self.change * 100)

    @property
    def gain_percent(self):
        """How many per cent more than the year before."""
        return round(self.change * 100)

    @property
    def rate_percent(self):
        """The rate in per cent."""
        return None if self.rate is None else round(self.rate * 100)


@dataclasses.dataclass(frozen=True)
class Cut:
    """A step whose budget fell; `explanation` is what its lines of that year say about it."""

    step: ImplementationStep
    sum: YearSum
    explanation: str


@dataclasses.dataclass(frozen=True)
class Report:
    """The money of one government's steps. `clusters`: [(Cluster or None, [YearSum])]."""

    years: list
    clusters: list
    cuts: list
    unfunded: list
    partly: list
    unsaid: int


def by_year(lines):
    """[YearSum] of budget lines, by currency and year."""
    groups = {}
    for line in lines:
        groups.setdefault((line.currency, line.year), []).append(line)
    return [_sum(groups, *key) for key in sorted(groups)]


def _sum(groups, currency, year):
    lines = groups[currency, year]
    both = [line for line in lines if line.plan and line.executed is not None]
    plan_of_both = sum(line.plan for line in both)
    before = _amount(groups.get((currency, year - 1), ()))
    return YearSum(
        year=year,
        currency=currency,
        planned=sum((line.planned or 0 for line in lines), Decimal(0)),
        plan=sum((line.plan or 0 for line in lines), Decimal(0)),
        executed=sum((line.executed or 0 for line in lines), Decimal(0)),
        rate=sum(line.executed for line in both) / plan_of_both if plan_of_both else None,
        change=(_amount(lines) - before) / before if before else None,
    )


def _amount(lines):
    """What counts when years are compared: the plan, or what was spent where nobody planned."""
    return sum(((line.executed if line.plan is None else line.plan) or 0 for line in lines), Decimal(0))


def report(government):
    """The Report of a government, in a fixed number of queries."""
    steps = ImplementationStep.objects.filter(local_government=government)
    lines = list(BudgetLine.objects.filter(step__local_government=government).select_related("step"))
    open_steps = list(steps.open().exclude(is_embedded=True).exclude(resources=ImplementationStep.Resources.YES))
    return Report(
        years=by_year(lines),
        clusters=_by_cluster(steps, lines),
        cuts=_cuts(lines),
        unfunded=[step for step in open_steps if step.resources == ImplementationStep.Resources.NO],
        partly=[step for step in open_steps if step.resources == ImplementationStep.Resources.PARTLY],
        unsaid=sum(not step.resources for step in open_steps),
    )


def _by_cluster(steps, lines):
    """A step that answers recommendations of several clusters counts in each of them."""
    path = "follow_ups__recommendation__theme_links__theme__cluster"
    clusters = Cluster.objects.in_bulk()
    clusters_of, groups = {}, {}
    for step, cluster in steps.order_by().values_list("pk", path).distinct():
        clusters_of.setdefault(step, []).append(clusters.get(cluster))
    for line in lines:
        known = [cluster for cluster in clusters_of.get(line.step_id, ()) if cluster]
        for cluster in known or [None]:
            groups.setdefault(cluster, []).append(line)
    ordered = sorted(groups.items(), key=lambda item: (item[0] is None, item[0].order if item[0] else 0))
    return [(cluster, by_year(found)) for cluster, found in ordered]


def _cuts(lines):
    steps = {}
    for line in lines:
        steps.setdefault(line.step, []).append(line)
    return [
        Cut(step, found, _explanation(own, found))
        for step, own in steps.items()
        for found in by_year(own)
        if found.is_cut
    ]


def _explanation(lines, found):
    notes = [line.note for line in lines if (line.year, line.currency) == (found.year, found.currency) and line.note]
    return "; ".join(notes)
