"""The stages of a contribution: hand in, send back, approve, accept, return, start the next version."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..forms.contribution import WordsForm
from ..permissions import Permission
from .access import require
from .contributions import fetch_contribution, show


def change(request, contribution, action, done):
    """Do it and say so; where somebody was faster or something is missing, say that."""
    try:
        action(by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect("tracking:contribution-detail", contribution.pk)


def change_with_words(request, contribution, action, done):
    """The same with words; without them the page comes back and asks for them."""
    form = WordsForm(request.POST)
    if not form.is_valid():
        return show(request, contribution, words_form=form)
    words = form.cleaned_data["words"]
    return change(request, contribution, lambda **who: action(words, **who), done)


def fetch_for_city(request, pk, permission):
    """A contribution on which the person may act for its government."""
    contribution = fetch_contribution(request, pk)
    require(request.user, permission, local_government=contribution.local_government)
    return contribution


def fetch_for_state(request, pk):
    """A submitted contribution on which the person may decide for the State."""
    contribution = fetch_contribution(request, pk)
    require(request.user, Permission.CONTRIBUTION_DECIDE, state=contribution.local_government.state)
    return contribution


@login_required
@require_POST
def contribution_hand_in(request, pk):
    """The preparer hands the draft to a second person."""
    contribution = fetch_for_city(request, pk, Permission.CONTRIBUTION_DRAFT)
    done = _("Handed in. It is not sent yet: a second person of your government approves it first.")
    return change(request, contribution, contribution.hand_in, done)


@login_required
@require_POST
def contribution_send_back(request, pk):
    """The approver gives it back to the preparer with words."""
    contribution = fetch_for_city(request, pk, Permission.CONTRIBUTION_APPROVE)
    return change_with_words(request, contribution, contribution.send_back, _("Sent back; it is a draft again."))


@login_required
@require_POST
def contribution_approve(request, pk):
    """The second person approves: the version is frozen and submitted."""
    contribution = fetch_for_city(request, pk, Permission.CONTRIBUTION_APPROVE)
    done = _("Version %(version)s is approved and submitted. It is frozen and never changes again.")
    return change(request, contribution, contribution.approve, done % {"version": contribution.version})


@login_required
@require_POST
def contribution_accept(request, pk):
    """The coordinator accepts it: it goes into the next report."""
    contribution = fetch_for_state(request, pk)
    return change(request, contribution, contribution.accept, _("Accepted. The next report uses this version."))


@login_required
@require_POST
def contribution_return(request, pk):
    """The coordinator returns it with words."""
    contribution = fetch_for_state(request, pk)
    done = _("Returned with your comment. The government answers with a new version.")
    return change_with_words(request, contribution, contribution.return_, done)


@login_required
@require_POST
def contribution_next_version(request, pk):
    """A new draft with the answers of this version; where one stands already, that one."""
    contribution = fetch_for_city(request, pk, Permission.CONTRIBUTION_DRAFT)
    try:
        draft = contribution.next_version(by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.info(request, " ".join(error.messages))
        draft = type(contribution).objects.versions_of(contribution).first()
    else:
        messages.success(request, _("Version %(version)s is a draft now.") % {"version": draft.version})
    return redirect("tracking:contribution-detail", draft.pk)
