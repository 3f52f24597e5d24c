"""What stands on the site of all that a workbook holds, in a fixed number of queries."""

import dataclasses

from django.db.models import Exists, OuterRef

from ..models import (
    BudgetLine,
    CategoryValue,
    Evidence,
    FollowUp,
    ImplementationStep,
    Indicator,
    IndicatorValue,
    Recommendation,
    Target,
)
from .cells import plain
from .layout import BUDGET, RECOMMENDATIONS, STEPS, VALUES, Kind
from .translating import Known


@dataclasses.dataclass
class Grid:
    """The site as a workbook sees it.

    `sheets` is {sheet: {row key: {column: plain text}}} without empty values; `hints` the same for what only stands
    there to be read; `rows` are {row key: object} of recommendations, steps, budget lines and indicator values.
    """

    sheets: dict = dataclasses.field(default_factory=dict)
    hints: dict = dataclasses.field(default_factory=dict)
    rows: dict = dataclasses.field(default_factory=dict)
    follow_ups: dict = dataclasses.field(default_factory=dict)  # by primary key of the recommendation
    indicators: dict = dataclasses.field(default_factory=dict)  # by code, the open ones
    targets: frozenset = frozenset()

    def known(self, keys_of_new_steps):
        """What cells may refer to."""
        steps = {key.upper() for key in (*self.sheets["steps"], *keys_of_new_steps)}
        paragraphs = (row["paragraph"] for row in self.sheets["recommendations"].values())
        return Known(frozenset(paragraphs), self.targets, frozenset(self.indicators), frozenset(steps))


def collect(government, review):
    """The Grid of a government and a review (or None); ten queries, whatever it holds."""
    grid = Grid(targets=frozenset(Target.objects.values_list("code", flat=True)))
    _collect_recommendations(grid, government, review)
    _collect_steps(grid, government, review)
    _collect_budget(grid, government)
    _collect_values(grid, government)
    grid.sheets["notes"], grid.hints["notes"] = {}, {}
    return grid


def _collect_recommendations(grid, government, review):
    followed = FollowUp.objects.filter(local_government=government, recommendation__review=review)
    has_evidence = Exists(Evidence.objects.filter(step__follow_ups=OuterRef("pk")))
    for follow_up in followed.annotate(is_proved=has_evidence).select_related("recommendation", "local_government"):
        grid.follow_ups[follow_up.recommendation_id] = follow_up
    sheet, hints = grid.sheets.setdefault("recommendations", {}), grid.hints.setdefault("recommendations", {})
    for recommendation in Recommendation.objects.filter(review=review).with_text().in_order():
        key = f"r{recommendation.pk}"
        follow_up = grid.follow_ups.get(recommendation.pk)
        sheet[key] = {"paragraph": recommendation.paragraph}
        if follow_up:
            columns = [column for column in RECOMMENDATIONS.compared() if column.name != "paragraph"]
            sheet[key] |= _filled((column, getattr(follow_up, column.name)) for column in columns)
        hints[key] = {
            "text": recommendation.shown_text or "",
            "position": recommendation.get_position_display(),
        }
        grid.rows[key] = recommendation


def _collect_steps(grid, government, review):
    steps = ImplementationStep.objects.filter(local_government=government).order_by("pk")
    sheet = grid.sheets.setdefault("steps", {})
    grid.hints["steps"] = {}
    columns = [column for column in STEPS.compared() if column.kind not in (Kind.PARAGRAPHS, Kind.TARGETS)]
    for step in steps.prefetch_related("follow_ups__recommendation", "targets"):
        key, answered = f"s{step.pk}", [row.recommendation for row in step.follow_ups.all()]
        paragraphs = [row.paragraph for row in answered if review and row.review_id == review.pk]
        sheet[key] = _filled((column, getattr(step, column.name)) for column in columns if column.name != "number")
        sheet[key] |= _filled(
            [
                (STEPS.column("follow_ups"), paragraphs),
                (STEPS.column("targets"), [target.code for target in step.targets.all()]),
            ]
        )
        sheet[key]["number"] = key.upper()
        grid.rows[key] = step


def _collect_budget(grid, government):
    lines = BudgetLine.objects.filter(step__local_government=government).order_by("step", "year", "pk")
    sheet, hints = grid.sheets.setdefault("budget", {}), grid.hints.setdefault("budget", {})
    for line in lines:
        key, step_key = f"b{line.pk}", f"s{line.step_id}"
        columns = [column for column in BUDGET.compared() if column.name != "step"]
        sheet[key] = _filled((column, getattr(line, column.name)) for column in columns)
        sheet[key]["step"] = step_key.upper()
        hints[key] = {"step_title": grid.sheets["steps"].get(step_key, {}).get("title", "")}
        grid.rows[key] = line


def _collect_values(grid, government):
    indicators = Indicator.objects.filter(local_government=government).open().order_by("code", "pk")
    grid.indicators = {indicator.code: indicator for indicator in indicators}
    by_key = {indicator.pk: indicator for indicator in grid.indicators.values()}
    sheet, hints = grid.sheets.setdefault("values", {}), grid.hints.setdefault("values", {})
    parts = Exists(CategoryValue.objects.filter(value=OuterRef("pk")))
    values = IndicatorValue.objects.filter(indicator__in=list(by_key)).current().annotate(is_broken_down=parts)
    for value in values.order_by("indicator__code", "indicator", "starts_on", "pk"):
        key, value.indicator = f"v{value.pk}", by_key[value.indicator_id]
        columns = [column for column in VALUES.compared() if column.name not in ("code", "value")]
        sheet[key] = _filled((column, getattr(value, column.name)) for column in columns)
        sheet[key] |= _filled([(VALUES.column("value"), measure(value))])
        sheet[key]["code"] = value.indicator.code
        hints[key] = {"name": value.indicator.name}
        grid.rows[key] = value


def measure(value):
    """What an indicator value holds: a number, words, or yes and no."""
    if value.number is not None and value.indicator.unit == Indicator.Unit.YES_NO:
        return "yes" if value.number else "no"
    return value.text if value.number is None else value.number


def _filled(pairs):
    found = {column.name: plain(column, value) for column, value in pairs}
    return {name: text for name, text in found.items() if text}
