"""A government's input to a call: every version on its own page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from .. import personal_data
from ..forms.contribution import WordsForm
from ..midterm import prefill, versions, writing
from ..models import Call, Contribution, Report
from ..permissions import Permission, has_permission, people_with
from .access import fetch, fetch_government

Status = Contribution.Status


@login_required
@require_POST
def contribution_start(request, pk, call):
    """Start the government's input, its answers proposed from what it recorded; or go to where it stands."""
    government = fetch_government(request, pk, Permission.CONTRIBUTION_DRAFT)
    call = fetch(Call.objects.visible_to(request.user).filter(review__state=government.state).distinct(), pk=call)
    try:
        contribution, is_new = prefill.start(call, government, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(call)
    if is_new:
        count = contribution.answers.count()
        sentence = ngettext(
            "Started, with %(count)s answer proposed from your steps. Read and improve it: a proposal is no answer.",
            "Started, with %(count)s answers proposed from your steps. Read and improve them: a proposal is no answer.",
            count,
        )
        messages.success(request, sentence % {"count": count} if count else _("Started. Add the first answer."))
    return redirect(contribution)


def fetch_contribution(request, pk):
    """A version that the person may see: drafts are their own government's alone."""
    return fetch(Contribution.objects.visible_to(request.user).for_listing(), pk=pk)


@login_required
@require_GET
def contribution_detail(request, pk):
    """The version, what happens next, and who may do it."""
    return show(request, fetch_contribution(request, pk))


def show(request, contribution, words_form=None):
    """The page of a version; `words_form` brings back words that were not complete."""
    earlier = versions_seen(request.user, contribution)
    newest = earlier[0]
    previous = next((row for row in earlier if row.version == contribution.version - 1), None)
    lines = versions.lines(contribution, previous)
    context = {
        "contribution": contribution,
        "call": contribution.call,
        "government": contribution.local_government,
        "stages": stages(contribution),
        "lines": lines,
        "written": sum(line.is_written for line in lines),
        "previous": previous,
        "dropped": versions.dropped(contribution, previous),
        "versions": earlier,
        "newest": newest,
        "findings": personal_findings(lines),
        "words_form": words_form or WordsForm(),
        "may": allowed(request.user, contribution, newest),
        **second_pair_of_eyes(request.user, contribution),
    }
    if context["may"]["write"]:
        context["missing"] = writing.without_answer(contribution)
    return render(request, "tracking/contribution_detail.html", context)


def versions_seen(user, contribution):
    """The versions that the person may see, newest first, each with the finished reports that used it."""
    reports = Prefetch("reports", Report.objects.filter(status=Report.Status.READY).order_by("edition"))
    seen = Contribution.objects.visible_to(user).versions_of(contribution).distinct()
    return list(seen.select_related("call").prefetch_related(reports))


def allowed(user, contribution, newest):
    """What the person may do with the version now, by name."""
    government, call = contribution.local_government, contribution.call
    may_draft = has_permission(user, Permission.CONTRIBUTION_DRAFT, local_government=government)
    may_approve = has_permission(user, Permission.CONTRIBUTION_APPROVE, local_government=government)
    may_decide = has_permission(user, Permission.CONTRIBUTION_DECIDE, state=government.state)
    is_waiting, is_preparer = contribution.status == Status.WAITING, contribution.prepared_by_id == user.pk
    return {
        "see_inside": has_permission(user, Permission.WORKSPACE_VIEW, local_government=government),
        "write": may_draft and contribution.is_draft and call.is_open,
        "send_back": may_approve and is_waiting,
        "approve": may_approve and is_waiting and not is_preparer and call.is_open,
        "decide": may_decide and contribution.status == Status.SUBMITTED,
        "next": may_draft
        and contribution.status in (Status.RETURNED, Status.ACCEPTED)
        and newest.pk == contribution.pk
        and call.is_open,
    }


def second_pair_of_eyes(user, contribution):
    """Who of the government may approve besides the person who hands in; for its own people's eyes."""
    if contribution.is_frozen:
        return {}
    approvers = people_with(Permission.CONTRIBUTION_APPROVE, contribution.local_government)
    preparer = contribution.prepared_by_id or user.pk
    return {"approvers": approvers.exclude(pk=preparer), "is_preparer": contribution.prepared_by_id == user.pk}


def stages(contribution):
    """[(label, "done", "now" or "next")]: the way from the draft to the report."""
    last = _("Returned") if contribution.status == Status.RETURNED else _("Accepted")
    labels = [_("Draft"), _("Approval"), _("Submitted"), last]
    at = {Status.DRAFT: 0, Status.WAITING: 1, Status.SUBMITTED: 2, Status.RETURNED: 3, Status.ACCEPTED: 3}
    now = at[contribution.status]
    return [(label, "done" if n < now else "now" if n == now else "next") for n, label in enumerate(labels)]


def personal_findings(lines):
    """[(paragraph, Finding)]: what in the answers may point to a person."""
    return [
        (line.recommendation.paragraph, finding)
        for line in lines
        for finding in personal_data.find(*(text.text for text in line.texts))
    ]
