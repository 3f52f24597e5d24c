"""The public page of a local or regional government."""

from django.http import StreamingHttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from .. import indicator_csv, overviews, participation, published
from ..models import ActionPlan, LocalGovernment
from ..tables.government import PublishedFollowUpTable, PublishedStepTable
from ..tables.indicator import PublishedIndicatorTable
from .access import fetch
from .overviews import answer, governments_trail


@require_safe
def government_detail(request, iso3, slug):
    """Who it is, and what it publishes: follow-ups, steps, practices. The same for every reader.

    404 where it publishes nothing, or nothing any more: it chose to have no page.
    """
    publishing = LocalGovernment.objects.publishing()
    rows = publishing.select_related("state", "parent__state")
    government = fetch(rows, state__iso3=iso3.upper(), slug=slug)
    follow_ups = PublishedFollowUpTable(published.follow_ups_of(government))
    steps = PublishedStepTable(published.steps_of(government))
    indicators = PublishedIndicatorTable(published.indicators_of(government))
    for table in (follow_ups, steps, indicators):
        RequestConfig(request).configure(table)
    reviews = overviews.by_reviews_of(government)
    context = {
        "government": government,
        "children": publishing.filter(parent=government).select_related("state"),
        "is_parent_publishing": publishing.filter(pk=government.parent_id).exists(),
        "reviews": reviews,
        "figures": overviews.figures_of(government, reviews),
        "follow_ups": follow_ups,
        "steps": steps,
        "plans": ActionPlan.objects.published().filter(local_government=government),
        "indicators": indicators,
        **participation.published_by(government),
        "breadcrumbs": governments_trail((government.name, "")),
    }
    name = f"government-{government.state.iso3}-{government.slug}"
    return answer(request, "tracking/government_detail.html", name, context, reviews)


@require_safe
def indicator_export(request, iso3, slug):
    """What the government publishes of its indicators, as a CSV file; what is too small to show is marked."""
    rows = LocalGovernment.objects.publishing().select_related("state")
    government = fetch(rows, state__iso3=iso3.upper(), slug=slug)
    site = request.build_absolute_uri("/").rstrip("/")
    lines = indicator_csv.lines(published.indicators_of(government), site=site, language=get_language())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"indicators-{government.state.iso3}-{government.slug}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
