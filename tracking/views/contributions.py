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
    previous = chosen(request, contribution, others)
    lines = versions.lines(
        contribution,
        previous,
        is_full=may["read_all"],
        remarks=remarks.shown(contribution, sees_drafts=may["see_remarks"]),
        figures=last_time.unexplained(contribution),
    )
    context = {
        "contribution": contribution,
        "call": contribution.call,
        "government": contribution.local_government,
        "stages": stages(contribution),
        "lines": lines,
        "written": sum(line.is_written for line in lines),
        "previous": previous,
        "others": others,
        "returned": last_returned(contribution, seen),
        "dropped": versions.dropped(contribution, previous),
        "versions": seen,
        "newest": seen[0],
        "findings": personal_findings(lines),
        "words_form": WordsForm(),
        "correction_form": WordsForm(prefix="correction"),
        "replies": replies.shown(contribution),
        "corrections": contribution.notes.filter(kind="correction") if contribution.is_frozen else (),
        "may": may,
        **second_pair_of_eyes(request.user, contribution),
        **forms,
    }
    if not contribution.is_frozen:
        context["questions"] = contribution.call.questions.count()
        context["open_questions"] = contribution.open_questions
    if may["write"]:
        context["missing"] = writing.without_answer(contribution)
    return render(request, "tracking/contribution_detail.html", context)


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
    return {"approvers": hands.second_people(contribution, preparer or user.pk), "is_preparer": preparer == user.pk}


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
