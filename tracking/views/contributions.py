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
from ..forms.approval import CorrectionForm
from ..forms.contribution import WordsForm
from ..midterm import hands, last_time, prefill, remarks, replies, versions, writing
from ..models import Call, Contribution, Report
from ..permissions import Permission
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
        tell_start(request, contribution)
    return redirect(contribution)


def tell_start(request, contribution):
    """Say how many answers are proposed."""
    count = contribution.answers.count()
    sentence = ngettext(
        "Started, with %(count)s answer proposed from your steps. Read and improve it: a proposal is no answer.",
        "Started, with %(count)s answers proposed from your steps. Read and improve them: a proposal is no answer.",
        count,
    )
    messages.success(request, sentence % {"count": count} if count else _("Started. Add the first answer."))


def fetch_contribution(request, pk):
    """A version that the person may see: drafts are their own side's alone."""
    return fetch(Contribution.objects.visible_to(request.user).for_listing(), pk=pk)


@login_required
@require_GET
def contribution_detail(request, pk):
    """The version, what happens next, and who may do it; ?compare= names the version to show it beside."""
    return show(request, fetch_contribution(request, pk))


def show(request, contribution, **forms):
    """The page of a version; `forms` bring back words that were not complete."""
    seen = versions_seen(request.user, contribution)
    may = hands.allowed(request.user, contribution, seen[0])
    others = comparable(contribution, seen)
    context = {
        "contribution": contribution,
        "call": contribution.call,
        "government": contribution.local_government,
        "stages": stages(contribution),
        "returned": last_returned(contribution, seen),
        "versions": seen,
        "newest": seen[0],
        "words_form": WordsForm(),
        "correction_form": CorrectionForm(prefix="correction"),
        "may": may,
        "others": others,
        **answers_told(contribution, chosen(request, contribution, others), may),
        **questions_told(contribution),
        **second_pair_of_eyes(request.user, contribution),
        **forms,
    }
    return render(request, "tracking/contribution_detail.html", context)


def answers_told(contribution, previous, may):
    """The answers beside those of `previous` (a version or None), as far as the person may read them."""
    lines = versions.lines(
        contribution,
        previous,
        is_full=may["read_all"],
        remarks=remarks.shown(contribution, sees_drafts=may["see_remarks"]),
        figures=last_time.unexplained(contribution),
    )
    told = {
        "lines": lines,
        "written": sum(line.is_written for line in lines),
        "previous": previous,
        "dropped": versions.dropped(contribution, previous),
        "findings": personal_findings(lines),
        "remarked": [line for line in lines if line.remarks],
    }
    return told | ({"missing": writing.without_answer(contribution)} if may["write"] else {})


def questions_told(contribution):
    """The replies to the call's questions; of what is still written what is open, of what was submitted corrections."""
    told = {"replies": replies.shown(contribution), "corrections": ()}
    if contribution.is_frozen:
        return told | {"corrections": contribution.notes.filter(kind="correction")}
    return told | {"questions": contribution.call.questions.count(), "open_questions": contribution.open_questions}


def comparable(contribution, seen):
    """The other versions that the person sees, that before this one first."""
    others = [row for row in seen if row.pk != contribution.pk]
    return sorted(others, key=lambda row: (row.version > contribution.version, -row.version))


def chosen(request, contribution, others):
    """The version to show beside: the one asked for, else the nearest one before; None where there is none."""
    wish = request.GET.get("compare", "")
    asked = next((row for row in others if str(row.version) == wish), None)
    return asked or next((row for row in others if row.version < contribution.version), None)


def last_returned(contribution, seen):
    """The version before, where it came back with the coordinator's words."""
    before = (row for row in seen if row.version < contribution.version)
    return next((row for row in before if row.status == Status.RETURNED), None)


def versions_seen(user, contribution):
    """The versions that the person may see, newest first, each with the finished reports that used it."""
    ready = Report.objects.filter(status=Report.Status.READY).defer("content").order_by("edition")
    seen = Contribution.objects.visible_to(user).versions_of(contribution).distinct()
    return list(seen.select_related("call").prefetch_related(Prefetch("reports", ready)))


def second_pair_of_eyes(user, contribution):
    """Who may approve besides the person who hands in; for the eyes of those who write."""
    if contribution.is_frozen:
        return {}
    preparer = contribution.prepared_by_id
    approvers = list(hands.second_people(contribution, preparer or user.pk))
    return {
        "approvers": approvers,
        "is_preparer": preparer == user.pk,
        "is_kept_for_approving": hands.is_kept_for_approving(user, contribution, approvers),
    }


def stages(contribution):
    """[(label, "done", "now" or "next")]: the way from the draft to the report."""
    ends = {Status.RETURNED: _("Returned"), Status.WITHDRAWN: _("Withdrawn")}
    labels = [_("Draft"), _("Approval"), _("Submitted"), ends.get(contribution.status, _("Accepted"))]
    now = {Status.DRAFT: 0, Status.WAITING: 1, Status.SUBMITTED: 2}.get(contribution.status, 3)
    return [(label, "done" if n < now else "now" if n == now else "next") for n, label in enumerate(labels)]


def personal_findings(lines):
    """[(paragraph, Finding)]: what in the answers may point to a person."""
    return [
        (line.recommendation.paragraph, finding)
        for line in lines
        for finding in personal_data.find(*(text.text for text in line.texts))
    ]
