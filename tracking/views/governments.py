"""The public page of a local or regional government."""

from django.db.models import Count
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from .. import published
from ..models import FollowUp, LocalGovernment, Recommendation
from ..tables.government import PublishedFollowUpTable, PublishedStepTable
from .access import fetch


@require_safe
def government_detail(request, iso3, slug):
    """Who it is, and what it publishes: follow-ups, steps, practices. The same for every reader."""
    governments = LocalGovernment.objects.select_related("state", "parent__state")
    government = fetch(governments, state__iso3=iso3.upper(), slug=slug)
    follow_ups = PublishedFollowUpTable(published.follow_ups_of(government))
    steps = PublishedStepTable(published.steps_of(government))
    for table in (follow_ups, steps):
        RequestConfig(request).configure(table)
    context = {
        "government": government,
        "children": government.children.select_related("state"),
        "coverage": _coverage(government),
        "follow_ups": follow_ups,
        "steps": steps,
        "breadcrumbs": [(_("Recommendations"), reverse("tracking:recommendation-list")), (government.name, "")],
    }
    return render(request, "tracking/government_detail.html", context)


def _coverage(government):
    """[(review, recommendations with something published, all recommendations)], newest review first."""
    reviews = Recommendation.objects.filter(review__state=government.state).reviews()
    rows = FollowUp.objects.published().filter(local_government=government).order_by()
    publishing = dict(rows.values_list("recommendation__review").annotate(Count("pk")))
    all_rows = Recommendation.objects.filter(review__state=government.state).order_by()
    totals = dict(all_rows.values_list("review").annotate(Count("pk")))
    return [(review, publishing.get(review.pk, 0), totals[review.pk]) for review in reviews]
