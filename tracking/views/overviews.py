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
from ..search_stems import folded
from ..tables.overview import PublishingGovernmentTable
from .access import fetch

CSV = "csv"  # ?format=csv: the same figures as a file; &part= those of one chart
DIMENSIONS = (
    ("cluster", gettext_lazy("By cluster"), gettext_lazy("Cluster")),
    ("goal", gettext_lazy("By SDG goal"), gettext_lazy("SDG goal")),
    ("group", gettext_lazy("By group of persons"), gettext_lazy("Group of persons")),
    ("theme", gettext_lazy("By theme"), gettext_lazy("Theme")),
)


def answer(request, template, name, context, lines):
    """The page, or with ?format=csv its `figures` and the lines of its tables as a file of that name.

    With &part= only those of one chart; 404 where the page draws no such chart.
    """
    if request.GET.get("format") != CSV:
        return render(request, template, context)
    part, site = request.GET.get("part", ""), request.build_absolute_uri("/").rstrip("/")
    text = overviews.as_csv(context.get("figures"), lines, site=site, part=part)
    if text is None:
        raise Http404
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}{"-" if part else ""}{part}.csv"'
    return response


def trail(*parts):
    """The breadcrumbs of an overview."""
    return [(_("Recommendations"), reverse("tracking:recommendation-list")), *parts]


def states_trail(*parts):
    """The breadcrumbs of what stands below the States."""
    return trail((_("States"), reverse("tracking:state-list")), *parts)


def governments_trail(*parts):
    """The breadcrumbs of what stands below the list of governments that publish."""
    return trail((_("Cities and regions"), reverse("tracking:government-list")), *parts)


def trail_to(row):
    """The breadcrumbs of something that a government keeps, for those who do not work there."""
    government = row.local_government
    own = [(str(government), government.get_absolute_url())] if row.is_public else []
    return governments_trail(*own, (str(row), ""))


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
    found = sorted(states.items(), key=lambda pair: folded(str(pair[0])))
    context = {"states": found, "breadcrumbs": trail((_("States"), ""))}
    lines = [line for _state, reviews in found for _review, line in reviews]
    return answer(request, "tracking/state_list.html", "states", context, lines)


@require_safe
def state_detail(request, iso3):
    """A State: its reviews, who publishes, its reports; 404 where nothing was recommended to it yet."""
    state = fetch(State.objects.all(), iso3=iso3.upper())
    rows = Recommendation.objects.filter(review__state=state)
    reviews = overviews.by_reviews(rows.reviews())
    if not reviews:
        raise Http404
    publishing = overviews.publishing(rows)
    context = {
        "state": state,
        "reviews": reviews,
        "figures": overviews.figures(rows),
        "table": governments_table(request, publishing),
        "breadcrumbs": states_trail((str(state), "")),
    }
    lines = [line for _review, line in reviews]
    if request.GET.get("format") == CSV:
        lines += overviews.as_lines(publishing)
    return answer(request, "tracking/state_detail.html", f"overview-{state.iso3}", context, lines)


@require_safe
def review_overview(request, iso3, cycle):
    """A review in figures, in words first, then by cluster, goal, group and theme."""
    review = _fetch_review(iso3, cycle)
    parts = [(name, label, head, overviews.by_dimension(review, name)) for name, label, head in DIMENSIONS]
    dialogues = RegionalDialogue.objects.visible_to(AnonymousUser()).filter(review=review).for_listing()
    context = {
        "review": review,
        "figures": overviews.figures(review.recommendations.all()),
        "silent_url": overviews.listed(review, status=published.NO_INFORMATION),
        "parts": parts,
        "reports": published.reports_on(review),
        "dialogues": dialogues,
        "breadcrumbs": states_trail(
            (str(review.state), reverse("tracking:state-detail", args=[review.state.iso3])), (str(review), "")
        ),
    }
    lines = [line for *_words, lines in parts for line in lines]
    name = f"overview-{review.state.iso3}-{review.cycle}"
    return answer(request, "tracking/review_overview.html", name, context, lines)


def _fetch_review(iso3, cycle):
    """The review with recommendations that has this address, of the UPR before any other mechanism; else 404."""
    rows = Recommendation.objects.reviews().filter(state__iso3=iso3.upper(), cycle=cycle)
    found = sorted(rows, key=lambda row: row.mechanism != Review.Mechanism.UPR)
    if not found:
        raise Http404
    return found[0]
