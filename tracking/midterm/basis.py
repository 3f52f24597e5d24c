"""What a government's answers rest on, as plain data that is frozen with them: codes, numbers, titles.

Restricted steps and indicators are counted at most, small numbers are left out. Numbers are texts of digits ("12.5"):
exact, whatever reads them.
"""

from decimal import Decimal
from types import SimpleNamespace

from django.db.models import Count, Prefetch

from .. import indicators
from ..models import (
    CategoryValue,
    Competence,
    FollowUp,
    ImplementationStep,
    Indicator,
    IndicatorValue,
    Recommendation,
    ThemeLink,
    Visibility,
)
from ..models.scales import digits
from ..relevance import Proposer, current_theme

# The strongest comes first: one area of its own makes a recommendation the government's matter.
STRENGTH = [Competence.Kind.OWN, Competence.Kind.DELEGATED, Competence.Kind.SHARED, Competence.Kind.NONE]


def of(contribution):
    """{recommendation pk: basis} of every answer of a contribution, in a fixed number of queries."""
    asked = list(contribution.answers.values_list("recommendation", flat=True))
    return of_government(contribution.local_government, asked)


def of_government(government, recommendations):
    """{recommendation pk: basis} for these primary keys; the same queries for one and for three hundred.

    A basis: {"setback", "setback_visibility", "setback_explanation", "relevance", "follow_up_status",
    "competence" ("none": outside its own; "": not known),
    "evidence" (pieces), "steps", "restricted_steps" (how many), "programmes", "indicators", "challenges" (codes),
    "practices" (steps that worked and tell what others can learn)}.
    """
    competences = _competences(government, recommendations)
    follow_ups = {row.recommendation_id: row for row in _follow_ups(government, recommendations)}
    return {pk: {**_of_follow_up(follow_ups.get(pk)), "competence": competences.get(pk, "")} for pk in recommendations}


def in_words(indicator, value):
    """A value of an indicator of a basis, in the language of the page and with its unit; "" where there is none."""
    if value is None or indicator["unit"] == Indicator.Unit.TEXT:
        return value or ""
    shape = SimpleNamespace(unit=indicator["unit"], unit_word=indicator["unit_word"])
    return indicators.amount(shape, Decimal(value))


def _follow_ups(government, recommendations):
    steps = ImplementationStep.objects.annotate(pieces=Count("evidence")).order_by("due_date", "pk")
    shown = Indicator.objects.exclude(visibility=Visibility.RESTRICTED).order_by("code", "pk")
    values = IndicatorValue.objects.current().prefetch_related(
        Prefetch("categories", CategoryValue.objects.order_by("pk"))
    )
    return FollowUp.objects.filter(local_government=government, recommendation__in=recommendations).prefetch_related(
        Prefetch("steps", steps.prefetch_related("challenges")),
        Prefetch("indicators", shown.prefetch_related(Prefetch("values", values))),
    )


def _competences(government, recommendations):
    """{recommendation pk: the strongest kind of competence in the service areas of its themes}, where one is known."""
    proposer = Proposer(government)
    links = ThemeLink.objects.select_related("theme")
    rows = Recommendation.objects.filter(pk__in=recommendations).prefetch_related(Prefetch("theme_links", links))
    found = {}
    for row in rows:
        areas = [
            area
            for link in row.theme_links.all()
            for area in proposer.areas_by_theme.get(current_theme(link.theme), ())
        ]
        kinds = {proposer.kinds[area.pk] for area in areas if area.pk in proposer.kinds}
        found[row.pk] = next((str(kind) for kind in STRENGTH if kind in kinds), "")
    return found


def _of_follow_up(follow_up):
    """All of a basis but the competence; of a recommendation that the government did not take up, empty."""
    steps = list(follow_up.steps.all()) if follow_up else []
    open_steps = [step for step in steps if step.visibility != Visibility.RESTRICTED]
    codes = {challenge.kind for step in open_steps for challenge in step.challenges.all()}
    is_programme = ImplementationStep.Kind.PROGRAMME
    return {
        **_setback(follow_up),
        "relevance": follow_up.relevance if follow_up else "",
        "follow_up_status": follow_up.status if follow_up else "",
        "evidence": sum(step.pieces for step in steps),
        "steps": [_step(step) for step in open_steps],
        "restricted_steps": len(steps) - len(open_steps),
        "programmes": [
            {"name": step.title, "year": _first_year(step)} for step in open_steps if step.kind == is_programme
        ],
        "indicators": [_indicator(row) for row in follow_up.indicators.all()] if follow_up else [],
        "challenges": sorted(codes),
        "practices": sum(bool(step.lesson and step.effect == step.Effect.WORKED) for step in open_steps),
    }


def _setback(follow_up):
    """That something went backwards, who may hear of it, and what and why where that is not restricted."""
    has_setback = bool(follow_up and follow_up.has_setback)
    is_told = has_setback and follow_up.visibility != Visibility.RESTRICTED
    return {
        "setback": has_setback,
        "setback_visibility": follow_up.visibility if has_setback else "",
        "setback_explanation": follow_up.setback_explanation if is_told else "",
    }


def _step(step):
    return {"title": step.title, "kind": step.kind, "status": step.status, "year": _last_year(step)}


def _first_year(step):
    day = step.start_date or step.due_date or step.end_date
    return day.year if day else None


def _last_year(step):
    day = step.end_date or step.due_date or step.start_date
    return day.year if day else None


def _indicator(indicator):
    """An indicator with its newest value and the one before; a value that is too small to show is None and `hidden`."""
    values = indicator.current_values
    newest = values[0] if values else None
    measured = [value for value in values if not value.is_missing]
    earlier = next((value for value in measured if value is not newest), None)
    baseline = indicators.baseline(indicator, is_full=False)[1]
    return {
        "code": indicator.code,
        "title": indicator.name,
        "kind": indicator.kind,
        "visibility": indicator.visibility,
        "unit": indicator.unit,
        "unit_word": indicator.unit_word,
        "direction": indicator.direction,
        "baseline": _said(baseline, indicator.baseline_text),
        "baseline_year": indicator.baseline_year,
        "target": _said(indicator.target_number, indicator.target_text),
        "target_year": indicator.target_year,
        "value": _shown(indicator, newest),
        "year": newest.ends_on.year if newest else None,
        "hidden": bool(newest and _hidden(indicator, newest).total),
        "gap_reason": newest.reason if newest else "",
        "planned_for": newest.planned_for.isoformat() if newest and newest.planned_for else None,
        "previous": _shown(indicator, earlier),
        "previous_year": earlier.ends_on.year if earlier else None,
        "source": (newest.source if newest else "") or indicator.source,
        "disaggregation": _parts(indicator, newest),
    }


def _hidden(indicator, value):
    return indicators.hidden_of(indicator, value, value.categories.all())


def _said(number, text):
    """A value as a text of digits or words; None where there is none."""
    return text or (None if number is None else digits(number))


def _shown(indicator, value):
    """What everybody may read of a value; None where it is missing or too small."""
    if value is None or value.is_missing or _hidden(indicator, value).total:
        return None
    return _said(value.number, value.text)


def _parts(indicator, value):
    """[{"dimension", "parts": [{"label", "value"}]}] of the newest value, small parts without their number."""
    if value is None or value.is_missing:
        return []
    hidden, found = _hidden(indicator, value), {}
    for row in value.categories.all():
        is_out = hidden.total or (row.dimension, row.category) in hidden.parts
        part = {"label": row.category, "value": None if is_out else digits(row.number)}
        found.setdefault(row.dimension, []).append(part)
    return [{"dimension": dimension, "parts": parts} for dimension, parts in found.items()]
