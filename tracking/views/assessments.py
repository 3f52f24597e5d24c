"""The State's own view of each recommendation, beside what local governments say."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django_tables2 import RequestConfig

from .. import board, published
from ..forms.assessment import AssessmentForm
from ..models import FollowUp, LocalGovernment, NationalAssessment, Recommendation
from ..permissions import Permission, has_permission
from ..tables.assessment import AssessmentTable
from .access import fetch, require, served_states
from .form_pages import form_page, show_form
from .saving import atomic_when_posted

PER_PAGE = 25


@login_required
@require_GET
def assessment_list(request):
    """The recommendations of the newest review of a State one serves, each with what cities and the State say."""
    states = list(served_states(request.user, Permission.STATE_VIEW))
    state = next((state for state in states if state.iso3 == request.GET.get("state")), states[0] if states else None)
    review = state and board.newest_review(state)
    context = {"breadcrumbs": [(_("My work"), reverse("tracking:home")), (_("National assessment"), "")]}
    if review:
        labels = {"": _("All"), "missing": _("Not assessed, with published work"), "assessed": _("Assessed")}
        shown = request.GET.get("show", "")
        may_write = has_permission(request.user, Permission.ASSESSMENT_WRITE, state=state)
        table = AssessmentTable(asked_for(review, shown), may_write=may_write)
        RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
        tabs = [(f"?state={state.iso3}&show={key}", label, key == shown) for key, label in labels.items()]
        context |= {"table": table, "tabs": tabs, "review": review, "state": state, "states": states}
    return render(request, "tracking/assessment_list.html", context)


def asked_for(review, shown):
    """The review's recommendations: those assessed, those that want it, or all."""
    rows = review.recommendations.with_text().select_related("national_assessment", "review__state")
    if shown == "missing":
        public = FollowUp.objects.published().filter(recommendation__review=review).values("recommendation")
        return rows.filter(national_assessment=None, pk__in=public)
    return rows.exclude(national_assessment=None) if shown == "assessed" else rows


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def assessment_edit(request, recommendation):
    """Status and reason of the State, with the governments' own statuses beside."""
    states = served_states(request.user, Permission.STATE_VIEW)
    rows = Recommendation.objects.filter(review__state__in=states).for_listing().select_related("review__state")
    recommendation = fetch(rows, pk=recommendation)
    require(request.user, Permission.ASSESSMENT_WRITE, state=recommendation.review.state)
    form = AssessmentForm(request.POST or None, instance=own_row(recommendation, is_taken=request.method == "POST"))
    conflicts = []
    if request.method == "POST" and form.is_valid():
        conflicts = form.conflicts()
        if not conflicts:
            if not form.is_outdated:
                form.instance.save_work(by=request.user, now=timezone.now())
            messages.success(request, _("Saved."))
            return redirect(request.path)
    return show_form(request, "tracking/assessment_edit.html", page_of(request, recommendation, form, conflicts))


def own_row(recommendation, *, is_taken):
    """The stored assessment, taken for this transaction or not; a new one, not saved, where there is none."""
    if is_taken:  # the recommendation stands for what does not exist yet
        Recommendation.objects.select_for_update(no_key=True).get(pk=recommendation.pk)
    stored = NationalAssessment.objects.filter(recommendation=recommendation).first()
    return stored or NationalAssessment(recommendation=recommendation)


def page_of(request, recommendation, form, conflicts):
    """What the page shows: the form, and the statuses of all governments that the coordinator may see."""
    state = recommendation.review.state
    rows = FollowUp.objects.visible_to(request.user).filter(recommendation=recommendation).relevant()
    follow_ups = list(rows.select_related("local_government").order_by("local_government__name"))
    governments = LocalGovernment.objects.filter(state=state).count()
    return {
        "form": form,
        "conflicts": conflicts,
        "paper_title": _("National assessment"),
        "recommendation": recommendation,
        "follow_ups": follow_ups,
        "governments": governments,
        "shares": published.distribution(follow_ups, governments),
        "breadcrumbs": [
            (_("My work"), reverse("tracking:home")),
            (_("National assessment"), reverse("tracking:assessment-list")),
            (recommendation.paragraph, ""),
        ],
    }
