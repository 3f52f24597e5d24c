"""The public pages of recommendations: the list, its download, and a page for each."""

from django.conf import settings
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from .. import overviews, published, recommendation_csv
from ..filters import RecommendationFilter
from ..models import LocalGovernment, PositionChange, Recommendation, Review
from ..permissions import Permission, governments_with, has_permission
from ..tables.recommendation import listing
from .overviews import answer


def _found(request):
    """The filtered recommendations of the review asked for, else of the newest; None before the first import."""
    reviews = list(Recommendation.objects.reviews())
    if not reviews:
        return None
    asked = request.GET.get("review", "")
    review = next((review for review in reviews if str(review.pk) == asked), reviews[0])
    found = RecommendationFilter(request.GET, review=review, reviews=reviews)
    if asked and asked != str(review.pk):
        found.ignored.append((_("Review"), asked))
    return found


@require_safe
def recommendation_list(request):
    """The recommendations of one review, filtered, sorted, 25 a page; the address holds all of it."""
    found = _found(request)
    if found is None:
        return render(request, "tracking/recommendation_list.html")
    table = listing(found)
    RequestConfig(request).configure(table)
    asked = request.GET.copy()
    asked.pop("page", None)
    asked["review"] = found.review.pk
    context = {
        "breadcrumbs": [(_("Recommendations"), "")],
        "review": found.review,
        "is_newest_review": found.review == found.reviews[0],
        "reports": published.reports_on(found.review),
        "found": found,
        "form": found.form,
        "table": table,
        "chips": found.chips,
        "reset_url": found.address(),
        "position_links": found.links_to("position"),
        "status_links": found.links_to("status"),
        "export_url": f"{reverse('tracking:recommendation-export')}?{asked.urlencode()}",
    }
    return render(request, "tracking/recommendation_list.html", context)


@require_safe
def recommendation_export(request):
    """The same recommendations in the same order, all of them, as a CSV file."""
    found = _found(request)
    if found is None:
        raise Http404
    table = listing(found)
    RequestConfig(request, paginate=False).configure(table)
    site = request.build_absolute_uri("/").rstrip("/")
    lines = recommendation_csv.lines(table.data.data, found.review, site=site, language=get_language())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"recommendations-{found.review.state.iso3}-{found.review.cycle}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _fetch_recommendation(iso3, cycle, paragraph):
    """The recommendation with this address, of the UPR before any other mechanism; 404 where there is none."""
    if "\0" in paragraph:  # PostgreSQL takes none
        raise Http404
    rows = Recommendation.objects.select_related("review__state").filter(
        review__state__iso3=iso3.upper(), review__cycle=cycle, paragraph=paragraph
    )
    found = sorted(rows, key=lambda row: row.review.mechanism != Review.Mechanism.UPR)
    if not found:
        raise Http404
    return found[0]


@require_safe
def recommendation_detail(request, iso3, cycle, paragraph):
    """The official text, its tags, and what local governments publish on it: the same for every reader."""
    recommendation = _fetch_recommendation(iso3, cycle, paragraph)
    review = recommendation.review
    today = timezone.localdate()
    own = list(_own_governments(request.user, review.state))
    earlier, later = review.recommendations.neighbours(recommendation)
    context = {
        "recommendation": recommendation,
        "review": review,
        **_official_record(recommendation, today),
        **_said_by_governments(recommendation, own, today),
        "assessment": published.assessment_of(recommendation),
        "reports": published.reports_on(review),
        "own_governments": own,
        "may_assess": has_permission(request.user, Permission.ASSESSMENT_WRITE, state=review.state),
        "may_comment": has_permission(request.user, Permission.COMMENT_WRITE, state=review.state),
        "earlier": earlier,
        "later": later,
        "address": settings.SITE_URL + recommendation.get_absolute_url(),
        "today": today,
        "breadcrumbs": [
            (_("Recommendations"), reverse("tracking:recommendation-list")),
            (str(review), review.get_absolute_url()),
            (recommendation.paragraph, ""),
        ],
    }
    context["figures"] = overviews.Figures(
        total=1, worked_on=int(bool(context["follow_ups"])), positions=[], statuses=context["shares"]
    )
    name = f"recommendation-{review.state.iso3}-{review.cycle}-{recommendation.pk}"
    return answer(request, "tracking/recommendation_detail.html", name, context, [])


def _official_record(recommendation, today):
    """Its texts, its tags, and what became of its position."""
    texts = list(recommendation.texts.all())
    theme_links = list(recommendation.theme_links.select_related("theme__cluster"))
    return {
        "official": next((text for text in texts if text.is_official), None),
        "translations": [text for text in texts if not text.is_official],
        "theme_links": theme_links,
        "clusters": list(dict.fromkeys(link.theme.cluster for link in theme_links if link.theme.cluster)),
        "targets": published.targets_of(recommendation),
        "position_changes": PositionChange.objects.public_on(recommendation, today),
    }


def _said_by_governments(recommendation, own, today):
    """What local governments publish on it, and the figures of that; `own` are those whose comments may be answered."""
    follow_ups = list(published.follow_ups_on(recommendation))
    for follow_up in follow_ups:
        follow_up.stale = follow_up.is_stale(today)
        for comment in follow_up.comments.all():
            comment.may_reply = follow_up.local_government in own
    governments = LocalGovernment.objects.filter(state=recommendation.review.state).count()
    return {
        "follow_ups": follow_ups,
        "governments": governments,
        "shares": published.distribution(follow_ups, governments),
        "stances": published.stances(follow_ups),
    }


def _own_governments(user, state):
    """The State's governments for which the person may work on recommendations."""
    return governments_with(user, Permission.FOLLOW_UP_EDIT).filter(state=state)
