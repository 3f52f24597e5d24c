"""A theme or a goal across all States and reviews."""

from dataclasses import dataclass

from django.db.models import Q

from ..models import Recommendation, TargetTag, ThemeLink
from .figures import Figures, figures
from .governments import publishing
from .lines import Line, by_review, counted


@dataclass(frozen=True)
class Subject:
    """What stands about a theme or goal: figures, a line for each review, who publishes on it."""

    figures: Figures
    reviews: list[Line]
    governments: object  # queryset of LocalGovernment with `count` and `newest`


def of_theme(theme):
    """The Subject of a theme of today, with what stands under its earlier names."""
    names = Q(theme=theme) | Q(theme__current=theme)
    links = ThemeLink.objects.filter(names)
    rows = Recommendation.objects.filter(pk__in=links.values("recommendation"))
    lines = [line for name in links.order_by("theme").values_list("theme", flat=True).distinct()
             for line in by_review(links.filter(theme=name), theme=name)]  # fmt: skip
    return Subject(figures(rows), lines, publishing(rows))


def of_goal(goal):
    """The Subject of an SDG goal."""
    links = Recommendation.goals.through.objects.filter(goal=goal)
    rows = Recommendation.objects.filter(pk__in=links.values("recommendation"))
    return Subject(figures(rows), by_review(links, goal=goal.pk), publishing(rows))


def targets_of(goal):
    """[(target, recommendations, of them worked on)] of the goal's targets that somebody set; two queries."""
    found = {pk: counts for pk, *counts in counted(TargetTag.objects.filter(target__goal=goal), "target")}
    return [(target, *found[target.pk]) for target in goal.targets.filter(pk__in=found)]
