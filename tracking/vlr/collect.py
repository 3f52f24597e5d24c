"""Collects a government's steps and indicators by SDG target in a fixed number of queries."""

from collections import defaultdict

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.utils.text import capfirst
from django.utils.translation import get_language

from .. import indicators
from ..models import FollowUp, Goal, ImplementationStep, Indicator, Target, TargetTag
from .content import GoalEntry, IndicatorEntry, SdgContent, StepEntry, TargetEntry

ANYONE = AnonymousUser()


def collect(government, *, is_public, today):
    """The SdgContent of a government; with `is_public` only of what anyone may see.

    A step stands under its own targets; without any under those that people set on its recommendations, and else
    under the goals of these. An indicator stands under the target of its SDG indicator.
    """
    by_target, by_goal, other_steps = _placed_steps(government, is_public)
    measured, other_indicators = _placed_indicators(government, is_public)
    goals = tuple(
        GoalEntry(
            number=goal.number,
            label=goal.label,
            targets=tuple(
                TargetEntry(
                    target.code, target.label, tuple(by_target[target.code]), tuple(measured.pop(target.code, ()))
                )
                for target in goal.targets.all()
            ),
            steps=tuple(by_goal[goal.number]),
        )
        for goal in Goal.objects.prefetch_related(Prefetch("targets", Target.objects.order_by("order")))
    )
    # An SDG indicator of a target that is not in the vocabulary is not lost.
    left = [entry for entries in measured.values() for entry in entries]
    return SdgContent(
        government=government.name,
        state=str(government.state),
        language=get_language() or "en",
        made_on=today,
        is_public=is_public,
        goals=goals,
        other_steps=tuple(other_steps),
        other_indicators=(*other_indicators, *left),
    )


def _placed_steps(government, is_public):
    """({code of a target: [StepEntry]}, {number of a goal: [StepEntry]}, [StepEntry] without either)"""
    by_target, by_goal, other = defaultdict(list), defaultdict(list), []
    for step in _steps(government, is_public):
        recommendations = [follow_up.recommendation for follow_up in step.answered]
        entry = _step_entry(step, recommendations)
        own = {target.code for target in step.targets.all()}
        codes = own or {tag.target.code for row in recommendations for tag in row.usable_tags}
        goals = set() if codes else {goal.number for row in recommendations for goal in row.goals.all()}
        for code in codes:
            by_target[code].append(entry)
        for number in goals:
            by_goal[number].append(entry)
        if not codes and not goals:
            other.append(entry)
    return by_target, by_goal, other


def _steps(government, is_public):
    """The steps with targets and with `answered`: the follow-ups, recommendations with `usable_tags` and goals."""
    tags = TargetTag.objects.filter(local_government=None) | TargetTag.objects.filter(local_government=government)
    follow_ups = FollowUp.objects.published() if is_public else FollowUp.objects.all()
    follow_ups = follow_ups.select_related("recommendation__review").prefetch_related(
        "recommendation__goals",
        Prefetch("recommendation__target_tags", tags.select_related("target"), to_attr="usable_tags"),
    )
    steps = ImplementationStep.objects.filter(local_government=government)
    steps = steps.visible_to(ANYONE) if is_public else steps
    answered = Prefetch(
        "follow_ups", follow_ups.order_by("-recommendation__review", "recommendation__order"), "answered"
    )
    return steps.prefetch_related("targets", answered).order_by("start_date", "due_date", "pk")


def _step_entry(step, recommendations):
    return StepEntry(
        title=step.title,
        kind=capfirst(step.get_kind_display()),
        status=capfirst(step.get_status_display()),
        starts_on=step.start_date,
        due_on=step.due_date,
        ended_on=step.end_date,
        result=step.outcome,
        paragraphs=tuple(dict.fromkeys(row.paragraph for row in recommendations)),
        visibility=capfirst(step.get_visibility_display()),
        url=step.get_absolute_url(),
    )


def _placed_indicators(government, is_public):
    """({code of a target: [IndicatorEntry]}, [IndicatorEntry] without an SDG indicator)"""
    rows = Indicator.objects.filter(local_government=government)
    rows = rows.visible_to(ANYONE) if is_public else rows
    by_target, other = defaultdict(list), []
    for row in rows.for_listing().order_by("sdg_indicator", "code", "pk"):
        entry = _indicator_entry(row, is_public)
        code = row.sdg_indicator.rpartition(".")[0]
        (by_target[code] if code else other).append(entry)
    return by_target, other


def _indicator_entry(row, is_public):
    newest = indicators.newest(row, is_full=not is_public)
    return IndicatorEntry(
        code=row.code,
        name=row.name,
        kind=capfirst(row.get_kind_display()),
        sdg_indicator=row.sdg_indicator,
        value=newest.shown if newest else "",
        period=newest.value.period if newest else "",
        visibility=capfirst(row.get_visibility_display()),
        url=row.get_absolute_url(),
    )
