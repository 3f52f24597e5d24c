"""Voluntary Local Reviews of a government."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ..forms.local_review import LocalReviewForm
from ..models import LocalReview
from ..permissions import Permission
from .access import fetch_government
from .form_pages import form_page
from .records import edit_record, own_record, record_frame, remove_record
from .saving import atomic_when_posted


@login_required
@require_GET
def local_review_list(request, pk):
    """The government's reviews, newest first."""
    government = fetch_government(request, pk)
    rows = LocalReview.objects.filter(local_government=government).for_listing()
    context = record_frame(request, government, "local-reviews") | {"rows": rows}
    return render(request, "tracking/local_review_list.html", context)


def list_of(government):
    """The address of the government's reviews."""
    return reverse("tracking:local-review-list", args=[government.pk])


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def local_review_add(request, pk):
    """One more review."""
    row = LocalReview(local_government=fetch_government(request, pk, Permission.RECORD_EDIT))
    return edit(request, row, _("Add a local review"))


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def local_review_edit(request, pk):
    """Change what is told of a review."""
    row = own_record(request, LocalReview, pk, is_taken=request.method == "POST")
    return edit(request, row, _("Change the local review"))


def edit(request, row, heading):
    """The form of a review, new or known."""
    form = LocalReviewForm(request.POST or None, instance=row)
    context = record_frame(request, row.local_government, "local-reviews", (heading, "")) | {
        "heading": heading,
        "remove_url": row.pk and reverse("tracking:local-review-remove", args=[row.pk]),
    }
    return edit_record(request, form, context, back=list_of(row.local_government))


@login_required
@require_POST
@transaction.atomic
def local_review_remove(request, pk):
    """Take a review out of the list."""
    row = own_record(request, LocalReview, pk, is_taken=True)
    return remove_record(request, row, back=list_of(row.local_government))
