"""What a government has set up for human rights: its bodies and its commitments."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ..forms.human_rights_body import HumanRightsCommitmentForm, LocalHumanRightsBodyForm
from ..models import HumanRightsCommitment, LocalHumanRightsBody
from ..permissions import Permission
from .access import fetch_government
from .form_pages import form_page
from .records import edit_record, own_record, record_frame, remove_record
from .saving import atomic_when_posted


@login_required
@require_GET
def structure_list(request, pk):
    """Bodies and commitments of the government."""
    government = fetch_government(request, pk)
    context = record_frame(request, government, "structures") | {
        "bodies": LocalHumanRightsBody.objects.filter(local_government=government),
        "commitments": HumanRightsCommitment.objects.filter(local_government=government),
    }
    return render(request, "tracking/structure_list.html", context)


def list_of(government):
    """The address of the government's structures."""
    return reverse("tracking:structure-list", args=[government.pk])


def edit(request, row, form_class, heading, remove_name):
    """The form of a body or a commitment, new or known."""
    form = form_class(request.POST or None, instance=row)
    context = record_frame(request, row.local_government, "structures", (heading, "")) | {
        "heading": heading,
        "remove_url": row.pk and reverse(f"tracking:{remove_name}", args=[row.pk]),
    }
    return edit_record(request, form, context, back=list_of(row.local_government))


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def body_add(request, pk):
    """One more human rights body."""
    row = LocalHumanRightsBody(local_government=fetch_government(request, pk, Permission.RECORD_EDIT))
    return edit(request, row, LocalHumanRightsBodyForm, _("Add a human rights body"), "body-remove")


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def body_edit(request, pk):
    """Change what is told of a body."""
    row = own_record(request, LocalHumanRightsBody, pk, is_taken=request.method == "POST")
    return edit(request, row, LocalHumanRightsBodyForm, _("Change the human rights body"), "body-remove")


@login_required
@require_POST
@transaction.atomic
def body_remove(request, pk):
    """Take a body out of the list."""
    row = own_record(request, LocalHumanRightsBody, pk, is_taken=True)
    return remove_record(request, row, back=list_of(row.local_government))


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def commitment_add(request, pk):
    """One more commitment."""
    row = HumanRightsCommitment(local_government=fetch_government(request, pk, Permission.RECORD_EDIT))
    return edit(request, row, HumanRightsCommitmentForm, _("Add a commitment"), "commitment-remove")


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def commitment_edit(request, pk):
    """Change what is told of a commitment."""
    row = own_record(request, HumanRightsCommitment, pk, is_taken=request.method == "POST")
    return edit(request, row, HumanRightsCommitmentForm, _("Change the commitment"), "commitment-remove")


@login_required
@require_POST
@transaction.atomic
def commitment_remove(request, pk):
    """Take a commitment out of the list."""
    row = own_record(request, HumanRightsCommitment, pk, is_taken=True)
    return remove_record(request, row, back=list_of(row.local_government))
