"""A government's proposals of practices: seen by all its people, written by its officers and approvers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.models import PracticeProposal
from tracking.permissions import Permission, has_permission

from ..access import fetch, fetch_government
from ..proposal_form import ProposalForm
from ..proposing import from_step, list_for, new_page, propose, published_steps

MOST_OPEN = 30  # drafts of one government that wait; more are a mistake, or a flood
LONGEST_REPLY = 3000


@login_required
def proposal_list(request, government_pk):
    """What the government has proposed, and how far each is."""
    government = fetch_government(request, government_pk)
    context = {
        "government": government,
        "proposals": list(PracticeProposal.objects.of_government(government).for_listing()),
        "may_edit": has_permission(request.user, Permission.STEP_EDIT, local_government=government),
    }
    return render(request, "cms/practices/proposal_list.html", context)


@login_required
def proposal_add(request, government_pk):
    """A new proposal, begun from a published step where ?step= names one."""
    government = fetch_government(request, government_pk, Permission.STEP_EDIT)
    index = list_for(get_language())
    if index is None:
        raise Http404
    own = PracticeProposal.objects.of_government(government)
    if own.filter(page__live=False).count() >= MOST_OPEN:
        messages.error(request, _("Many proposals are open already. Finish one of them first."))
        return redirect("cms:proposal-list", government.pk)
    wanted = request.GET.get("step", "")
    step = fetch(published_steps(government), pk=wanted) if wanted else None
    page = new_page(government, index)
    initial = ProposalForm.values_of(page) | (from_step(step) if step else {})
    form = ProposalForm(request.POST or None, page=page, initial=initial)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            proposal = propose(form.fill(), government, step, by=request.user, now=timezone.now())
        return finish(request, proposal, form)
    context = {"government": government, "form": form, "step": step, "steps": published_steps(government)}
    return render(request, "cms/practices/proposal_edit.html", context)


def fetch_proposal(request, government_pk, pk, permission=Permission.WORKSPACE_VIEW):
    """A proposal of a government for which the person works."""
    government = fetch_government(request, government_pk, permission)
    return fetch(PracticeProposal.objects.of_government(government).for_listing(), pk=pk)


@login_required
def proposal_detail(request, government_pk, pk):
    """How far it is, what the editors said, and what it says."""
    proposal = fetch_proposal(request, government_pk, pk)
    context = {
        "government": proposal.local_government,
        "proposal": proposal,
        "page_now": proposal.page.get_latest_revision_as_object(),
        "exchange": proposal.exchange(),
        "may_edit": has_permission(request.user, Permission.STEP_EDIT, local_government=proposal.local_government),
    }
    return render(request, "cms/practices/proposal_detail.html", context)


@login_required
def proposal_edit(request, government_pk, pk):
    """Change a draft, or what the editors returned; with hand_in it goes to them."""
    proposal = fetch_proposal(request, government_pk, pk, Permission.STEP_EDIT)
    if not proposal.is_open:
        raise PermissionDenied
    form = ProposalForm(request.POST or None, page=proposal.page.get_latest_revision_as_object())
    if request.method == "POST" and form.is_valid():
        form.fill().save_revision(user=request.user)
        return finish(request, fetch_proposal(request, government_pk, pk), form)
    context = {"government": proposal.local_government, "proposal": proposal, "form": form}
    return render(request, "cms/practices/proposal_edit.html", context)


def finish(request, proposal, form):
    """After a draft was saved: hand it in where that is asked for, else say that it is kept."""
    if "hand_in" not in request.POST:
        messages.success(request, _("The draft is saved. Only your people and the editors can see it."))
        return redirect(proposal)
    try:
        proposal.hand_in(by=request.user, now=timezone.now())
    except ValidationError as error:
        form.add_missing(error.message_dict if hasattr(error, "error_dict") else {"": error.messages})
        messages.warning(
            request, _("The draft is saved, but it cannot be handed in yet. Below stands what is missing.")
        )
        context = {"government": proposal.local_government, "proposal": proposal, "form": form}
        return render(request, "cms/practices/proposal_edit.html", context | {"action": proposal.edit_address})
    messages.success(request, _("It is with the editors. You see their answer here, and get a mail."))
    return redirect(proposal)


@login_required
@require_POST
def proposal_reply(request, government_pk, pk):
    """Say something to the editors."""
    proposal = fetch_proposal(request, government_pk, pk, Permission.STEP_EDIT)
    words = request.POST.get("text", "").strip()[:LONGEST_REPLY]
    if words:
        proposal.reply(words, by=request.user, now=timezone.now())
        messages.success(request, _("Your reply is sent. The editors see it beside the practice."))
    else:
        messages.error(request, _("Write a reply first."))
    return redirect(proposal)
