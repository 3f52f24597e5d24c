"""Overviews of States and reviews: what was recommended, and what local governments publish on it."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from .. import overviews, published
from ..models import Recommendation, RegionalDialogue, Review, State
from ..tables.overview import PublishingGovernmentTable
from .access import fetch

CSV = "csv"  # ?format=csv: the same figures as a file
DIMENSIONS = (
    ("cluster", gettext_lazy("By cluster")),
    ("goal", gettext_lazy("By SDG goal")),
    ("group", gettext_lazy("By group of persons")),
    ("theme", gettext_lazy("By theme")),
)


def answer(request, template, name, context, lines):
    """The page, or with ?format=csv its `figures` and the lines of its tables as a file of that name."""
    if request.GET.get("format") != CSV:
        return render(request, template, context)
    site = request.build_absolute_uri("/").rstrip("/")
    text = overviews.as_csv(context["figures"], lines, site=site)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def trail(*parts):
    """The breadcrumbs of an overview."""
    return [(_("Recommendations"), reverse("tracking:recommendation-list")), *parts]


def governments_table(request, governments):
    """The table of governments that publish, sorted and paged as the address says."""
    table = PublishingGovernmentTable(governments)
    RequestConfig(request).configure(table)
    return table


@require_safe
def state_list(request):
    """The States whose recommendations stand here, each with its reviews."""
    states = {}
    for review, line in overviews.by_reviews(Recommendation.objects.reviews()):
        states.setdefault(review.state, []).append((review, line))
    context = {"states": sorted(states.items(), key=lambda pair: str(pair[0])), "breadcrumbs": trail((_("States"), ""))}
    return render(request, "tracking/state_list.html", context)


@require_safe
def state_detail(request, iso3):
    """A State: its reviews, who publishes, its reports; 404 where nothing was recommended to it yet."""
    state = fetch(State.objects.all(), iso3=iso3.upper())
    rows = Recommendation.objects.filter(review__state=state)
    reviews = overviews.by_reviews(rows.reviews())
    if not reviews:
        raise Http404
    context = {
        "state": state,
        "reviews": reviews,
        "figures": overviews.figures(rows),
        "table": governments_table(request, overviews.publishing(rows)),
        "breadcrumbs": trail((_("States"), reverse("tracking:state-list")), (str(state), "")),
    }
    lines = [line for _review, line in reviews]
    return answer(request, "tracking/state_detail.html", f"overview-{state.iso3}", context, lines)


@require_safe
def review_overview(request, iso3, cycle):
    """A review in figures, in words first, then by cluster, goal, group and theme."""
    review = _fetch_review(iso3, cycle)
    parts = [(name, label, overviews.by_dimension(review, name)) for name, label in DIMENSIONS]
    dialogues = RegionalDialogue.objects.visible_to(AnonymousUser()).filter(review=review).for_listing()
    context = {
        "review": review,
        "figures": overviews.figures(review.recommendations.all()),
        "silent_url": overviews.listed(review, status=published.NO_INFORMATION),
        "parts": parts,
        "reports": published.reports_on(review),
        "dialogues": dialogues,
        "breadcrumbs": trail(
            (str(review.state), reverse("tracking:state-detail", args=[review.state.iso3])), (str(review), "")
        ),
    }
    lines = [line for _name, _label, lines in parts for line in lines]
    name = f"overview-{review.state.iso3}-{review.cycle}"
    return answer(request, "tracking/review_overview.html", name, context, lines)


def _fetch_review(iso3, cycle):
    """The review with recommendations that has this address, of the UPR before any other mechanism; else 404."""
    rows = Recommendation.objects.reviews().filter(state__iso3=iso3.upper(), cycle=cycle)
    found = sorted(rows, key=lambda row: row.mechanism != Review.Mechanism.UPR)
    if not found:
        raise Http404
    return found[0]
