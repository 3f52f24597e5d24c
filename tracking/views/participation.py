"""Taking part in the review: what a government did in each phase, and the State's view over all of them."""

from collections import defaultdict

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .. import participation, phases
from ..forms.participation import ParticipationForm
from ..models import LocalReview, Participation, RegionalDialogue, Review, SelfAssessment
from ..permissions import Permission
from .access import fetch, fetch_government, served_states
from .form_pages import form_page
from .records import edit_record, own_record, record_frame, remove_record
from .saving import atomic_when_posted


def upr_reviews(states):
    """The reviews of these States in the UPR, newest first."""
    reviews = Review.objects.filter(state__in=states, mechanism=Review.Mechanism.UPR)
    return reviews.select_related("state").newest_first()


def chosen_review(request, reviews):
    """The review that ?review= names, else the newest; None where there is none. 404 for one that is not among them."""
    asked = request.GET.get("review", "")
    if not asked:
        return reviews.first()
    if not asked.isdecimal() or len(asked) > 18:
        raise Http404
    return fetch(reviews, pk=int(asked))


@login_required
@require_GET
def participation_list(request, pk):
    """The phases of a review as a line of time: when, what can be done, what was done."""
    government = fetch_government(request, pk)
    reviews = upr_reviews([government.state_id])
    review, today = chosen_review(request, reviews), timezone.localdate()
    rows, dialogues = defaultdict(list), []
    if review:
        for row in Participation.objects.filter(local_government=government, review=review):
            rows[row.phase].append(row)
        dialogues = (
            RegionalDialogue.objects.visible_to(request.user).filter(review=review).around(government).for_listing()
        )
    moments = phases.moments_of(review) if review else []
    context = record_frame(request, government, "participation") | {
        "shown_review": review,
        "reviews": reviews,
        "entries": [(moment, moment.is_now(today), moment.is_past(today), rows[moment.phase]) for moment in moments],
        "dialogues": dialogues,
    }
    return render(request, "tracking/participation_list.html", context)


def list_of(government, review=None):
    """The address of the government's page, with the review where it is known."""
    address = reverse("tracking:participation-list", args=[government.pk])
    return f"{address}?review={review.pk}" if review else address


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def participation_add(request, pk):
    """One more thing that the government did; ?review= and ?phase= say where it belongs."""
    government = fetch_government(request, pk, Permission.RECORD_EDIT)
    review = chosen_review(request, upr_reviews([government.state_id]))
    if review is None:
        raise Http404
    row = Participation(local_government=government, review=review)
    return edit(request, row, _("Add what you did"), initial={"phase": request.GET.get("phase", "")})


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def participation_edit(request, pk):
    """Change what is told of it."""
    row = own_record(request, Participation, pk, is_taken=request.method == "POST")
    return edit(request, row, _("Change what you did"))


def edit(request, row, heading, initial=None):
    """The form of something that was done, new or known."""
    form = ParticipationForm(request.POST or None, instance=row, initial=initial)
    context = record_frame(request, row.local_government, "participation", (heading, "")) | {
        "heading": heading,
        "lead": str(row.review),
        "remove_url": row.pk and reverse("tracking:participation-remove", args=[row.pk]),
    }
    return edit_record(request, form, context, back=list_of(row.local_government, row.review))


@login_required
@require_POST
@transaction.atomic
def participation_remove(request, pk):
    """Take it out of the list."""
    row = own_record(request, Participation, pk, is_taken=True)
    return remove_record(request, row, back=list_of(row.local_government, row.review))


def served_review(request):
    """(reviews, the chosen one or None) of the States that the person serves; 404 for those who serve none."""
    states = list(served_states(request.user, Permission.STATE_VIEW))
    if not states:
        raise Http404
    reviews = upr_reviews(states)
    return reviews, chosen_review(request, reviews)


@login_required
@require_GET
def participation_overview(request):
    """For those who serve the State: in every phase who took part and who not yet, and who goes along to the review."""
    reviews, review = served_review(request)
    context = {"reviews": reviews, "shown_review": review}
    if review:
        rows = participation.visible_rows(review, request.user)
        shared = SelfAssessment.objects.visible_to(request.user).filter(is_shared=True)
        context |= {
            "coverage": participation.coverage_of(review, rows, timezone.localdate()),
            "delegation": participation.delegation_of(rows),
            "shared": shared.filter(local_government__state=review.state).select_related("local_government"),
            "local_reviews": local_reviews_of(review.state, request.user),
        }
    context["breadcrumbs"] = [(_("My work"), reverse("tracking:home")), (_("Taking part"), "")]
    return render(request, "tracking/participation_overview.html", context)


def local_reviews_of(state, user):
    """The Voluntary Local Reviews of the State's governments that the person may see, for the national report."""
    rows = LocalReview.objects.visible_to(user).filter(local_government__state=state)
    return rows.select_related("local_government").for_listing()
