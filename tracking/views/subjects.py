"""Overviews across States: themes, SDG goals, and the governments that publish."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import overviews
from ..models import Goal, Theme
from .access import fetch
from .overviews import CSV, answer, governments_table, trail


@require_safe
def theme_list(request):
    """Today's themes by cluster, with what stands under them."""
    clusters = overviews.of_themes()
    context = {"clusters": clusters.items(), "breadcrumbs": trail((_("Themes"), ""))}
    lines = [line for found in clusters.values() for line in found]
    return answer(request, "tracking/theme_list.html", "themes", context, lines)


@require_safe
def theme_detail(request, pk):
    """A theme across all reviews; an earlier name leads to today's."""
    theme = fetch(Theme.objects.select_related("cluster"), pk=pk)
    if theme.current_id:
        return redirect("tracking:theme-detail", pk=theme.current_id, permanent=True)
    above = trail((_("Themes"), reverse("tracking:theme-list")), (str(theme), ""))
    context = {"theme": theme, "eyebrow": theme.cluster, "title": str(theme), "breadcrumbs": above}
    return _subject(request, overviews.of_theme(theme), f"theme-{theme.pk}", context)


@require_safe
def goal_list(request):
    """The SDG goals that recommendations name."""
    context = {"lines": overviews.of_goals(), "breadcrumbs": trail((_("SDG goals"), ""))}
    return answer(request, "tracking/goal_list.html", "goals", context, context["lines"])


@require_safe
def goal_detail(request, number):
    """An SDG goal across all reviews, with the targets that somebody set."""
    goal = fetch(Goal.objects.all(), number=number)
    above = trail((_("SDG goals"), reverse("tracking:goal-list")), (str(goal), ""))
    context = {"goal": goal, "eyebrow": _("SDG goal"), "title": str(goal), "breadcrumbs": above}
    context["targets"] = overviews.targets_of(goal)
    return _subject(request, overviews.of_goal(goal), f"goal-{goal.number}", context)


def _subject(request, subject, name, context):
    """The page of a theme or goal; 404 where no recommendation names it."""
    if not subject.figures.total:
        raise Http404
    context |= {
        "figures": subject.figures,
        "lines": subject.reviews,
        "table": governments_table(request, subject.governments),
    }
    lines = list(subject.reviews)
    if request.GET.get("format") == CSV:
        lines += overviews.as_lines(subject.governments)
    return answer(request, "tracking/subject_detail.html", name, context, lines)


@require_safe
def government_list(request):
    """The local and regional governments that publish something, by name: they chose to."""
    publishing = overviews.publishing()
    context = {
        "table": governments_table(request, publishing),
        "breadcrumbs": trail((_("Cities and regions"), "")),
    }
    lines = overviews.as_lines(publishing) if request.GET.get("format") == CSV else []
    return answer(request, "tracking/government_list.html", "governments", context, lines)
