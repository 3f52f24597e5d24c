"""The stages of a contribution: hand in, approve, accept, return, withdraw, correct, start the next version."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..forms.approval import CorrectionForm
from ..forms.contribution import WordsForm
from ..midterm import hands, submitting
from ..models.contribution_stages import UNANSWERED
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


def fetch_for_city(request, pk, may):
    """A contribution on which the person may act for its government; `may` is a question of midterm.hands."""
    contribution = fetch_contribution(request, pk)
    if not may(request.user, contribution):
        raise PermissionDenied
    return contribution


def fetch_for_approver(request, pk):
    """A contribution of a government of which the person is an approver: nobody else withdraws or corrects."""
    contribution = fetch_contribution(request, pk)
    require(request.user, Permission.CONTRIBUTION_APPROVE, local_government=contribution.local_government)
    return contribution


def fetch_for_state(request, pk):
    """A submitted contribution on which the person may decide for the State."""
    contribution = fetch_contribution(request, pk)
    require(request.user, Permission.CONTRIBUTION_DECIDE, state=contribution.local_government.state)
    return contribution


@login_required
@require_POST
def contribution_hand_in(request, pk):
    """The preparer hands the draft to a second person; a question that must be answered leads to its page."""
    contribution = fetch_for_city(request, pk, hands.may_write)
    try:
        contribution.hand_in(by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        if getattr(error, "code", "") == UNANSWERED:
            return redirect("tracking:contribution-questions", contribution.pk)
    else:
        messages.success(request, handed_in_words(contribution))
    return redirect("tracking:contribution-detail", contribution.pk)


def handed_in_words(contribution):
    """Who reads next what was just handed in."""
    if contribution.is_on_behalf:
        return _(
            "Handed in. It is not sent yet: an approver of %(government)s, or another national coordinator, "
            "approves it first."
        ) % {"government": contribution.local_government}
    return _("Handed in. It is not sent yet: a second person of your government approves it first.")


@login_required
@require_POST
def contribution_send_back(request, pk):
    """The approver gives it back to the preparer with words."""
    contribution = fetch_for_city(request, pk, hands.may_approve)
    return change_with_words(request, contribution, contribution.send_back, _("Sent back; it is a draft again."))


@login_required
@require_POST
def contribution_approve(request, pk):
    """The second person approves: the version is frozen and submitted."""
    contribution = fetch_for_city(request, pk, hands.may_approve)
    done = _("Version %(version)s is approved and submitted. It is frozen and never changes again.")
    approve = partial(submitting.approve, contribution)
    return change(request, contribution, approve, done % {"version": contribution.version})


@login_required
@require_POST
def contribution_accept(request, pk):
    """The coordinator accepts it: it goes into the next report."""
    contribution = fetch_for_state(request, pk)
    return change(request, contribution, contribution.accept, _("Accepted. The next report uses this version."))


@login_required
@require_POST
def contribution_undo_accept(request, pk):
    """The coordinator takes the acceptance back: the version waits for a decision again."""
    contribution = fetch_for_state(request, pk)
    done = _("The acceptance is taken back. This version waits for your decision again.")
    return change(request, contribution, contribution.undo_accept, done)


@login_required
@require_POST
def contribution_remove(request, pk):
    """A coordinator removes a draft that was begun on behalf of a government."""
    contribution = fetch_contribution(request, pk)
    require(request.user, Permission.CONTRIBUTION_DECIDE, state=contribution.local_government.state)
    call, words = contribution.call, {"government": contribution.local_government}
    try:
        contribution.remove(by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("tracking:contribution-detail", pk)
    messages.success(request, _("The draft that was begun on behalf of %(government)s is removed.") % words)
    return redirect(call)


@login_required
@require_POST
def contribution_return(request, pk):
    """The coordinator returns it with words."""
    contribution = fetch_for_state(request, pk)
    done = _("Returned with your comment. The government answers with a new version.")
    return change_with_words(request, contribution, contribution.return_, done)


@login_required
@require_POST
def contribution_withdraw(request, pk):
    """The government takes its input back, as long as no edition of the report is locked."""
    contribution = fetch_for_approver(request, pk)
    done = _("Withdrawn. The report no longer uses it; you can start a new version.")
    return change(request, contribution, contribution.withdraw, done)


@login_required
@require_POST
def contribution_correct(request, pk):
    """The government adds a correction note, once an edition of the report is locked."""
    contribution = fetch_for_approver(request, pk)
    form = CorrectionForm(request.POST, prefix="correction")
    if not form.is_valid():
        return show(request, contribution, correction_form=form)
    words, is_public = form.cleaned_data["words"], form.cleaned_data["is_public"]
    done = _("Your correction stands beside this version. The State’s people can read it.")
    if is_public:
        done = _("Your correction stands beside this version, and beside the published report for everybody.")
    return change(request, contribution, partial(contribution.correct, words, is_public=is_public), done)


@login_required
@require_POST
def contribution_next_version(request, pk):
    """A new draft with the answers of this version; where one stands already, that one.

    A coordinator goes on with what was typed in on behalf of a government; the government's people make it their own.
    """
    contribution = fetch_for_city(request, pk, hands.may_write)
    is_own = hands.holds(request.user, Permission.CONTRIBUTION_DRAFT, contribution)
    try:
        draft = contribution.next_version(
            by=request.user, now=timezone.now(), on_behalf_of="" if is_own else contribution.on_behalf_of
        )
    except ValidationError as error:
        messages.info(request, " ".join(error.messages))
        draft = type(contribution).objects.visible_to(request.user).versions_of(contribution).first()
    else:
        messages.success(request, _("Version %(version)s is a draft now.") % {"version": draft.version})
    return redirect("tracking:contribution-detail", draft.pk)
