"""The dates of a State's reviews: every phase with its day, and beside it the plan of each call."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from .. import review_dates, tasks
from ..forms.review_dates import ReviewDayForm
from ..models import Call, Review
from ..models.review_phases import MIDTERM, PHASES, SETTABLE
from ..permissions import Permission, has_permission
from .access import fetch, require, served_states
from .calls import words_of_move
from .form_pages import form_page, show_form
from .participation import upr_reviews
from .saving import atomic_when_posted


def served_reviews(user):
    """The reviews of the States that the person serves, newest first; 404 for who serves none."""
    states = list(served_states(user, Permission.STATE_VIEW))
    if not states:
        raise Http404
    return upr_reviews(states)


@login_required
@require_GET
def review_list(request):
    """The reviews whose dates the person may read; straight to its dates where there is one."""
    reviews = served_reviews(request.user)
    if len(reviews) == 1:
        return redirect(address_of(reviews[0]))
    return render(request, "tracking/review_list.html", {"reviews": reviews, "breadcrumbs": crumbs()})


@login_required
@require_GET
def review_dates_page(request, pk):
    """Every phase of a review in the order of time, and the plan of its calls."""
    reviews = served_reviews(request.user)
    calls = Call.objects.exclude(status=Call.Status.CLOSED).order_by("target_date", "pk")
    review = fetch(reviews.prefetch_related("dates", Prefetch("calls", calls, to_attr="current_calls")), pk=pk)
    context = {
        "review": review,
        "days": review.calendar(),
        "calls": review.current_calls,
        "midterm": MIDTERM,
        "today": timezone.localdate(),
        "may_manage": has_permission(request.user, Permission.CALL_MANAGE, state=review.state),
        "others": reviews.exclude(pk=review.pk),
        "breadcrumbs": crumbs((str(review), "")),
    }
    return render(request, "tracking/review_dates.html", context)


def address_of(review):
    """The page of a review's dates."""
    return reverse("tracking:review-dates", args=[review.pk])


def crumbs(*more):
    """Where a page about the dates of reviews stands."""
    listed = (_("Dates of reviews"), reverse("tracking:review-list") if more else "")
    return [(_("My work"), reverse("tracking:home")), listed, *more]


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def review_date_edit(request, pk, phase):
    """Set the day of one phase, or give it back to what is counted; calls that follow the mid-term date move along."""
    found = fetch(served_reviews(request.user), pk=pk)
    require(request.user, Permission.CALL_MANAGE, state=found.state)
    if phase not in SETTABLE:
        raise Http404
    review = held(found) if request.method == "POST" else found
    form, conflicts = ReviewDayForm(request.POST or None, review=review, code=phase), []
    if form.is_valid():
        conflicts = form.conflicts()
        if not conflicts and saved(request, form):
            return redirect(f"{address_of(review)}#{phase}")
    label = PHASES[phase].label
    context = {
        "form": form,
        "conflicts": conflicts,
        "heading": label,
        "lead": PHASES[phase].practice,
        "breadcrumbs": crumbs((str(review), address_of(review)), (label, "")),
    }
    return show_form(request, "tracking/record_edit.html", context)


def held(review):
    """The review, held for this transaction: of two who save at once the second sees what the first saved."""
    rows = Review.objects.select_related("state").select_for_update(of=("self",), no_key=True)
    return rows.get(pk=review.pk)


def saved(request, form):
    """Save the day and say what moved with it; False, and said in the form, where it contradicts another one."""
    try:
        moved = review_dates.change(
            form.row, form.code, form.cleaned_data["date"], by=request.user, now=timezone.now(), **form.said()
        )
    except ValidationError as error:
        form.add_error(None if hasattr(error, "error_dict") else "date", error)
        return False
    messages.success(request, _("Saved."))
    if moved.calls:
        text = ngettext("%(count)d call moved along.", "%(count)d calls moved along.", len(moved.calls))
        messages.info(request, text % {"count": len(moved.calls)})
    if moved.mails:
        tasks.select_reminders.delay_on_commit()
        messages.info(request, words_of_move(moved.mails))
    return True
