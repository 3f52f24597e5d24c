"""What a government hears of its input: what it sent, what was used, why not; its yes, its no, its reply."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ..forms.approval import ReplyForm
from ..forms.contribution import WordsForm
from ..midterm import feedback
from ..models import AnswerUse, Call, ContributionNote
from ..permissions import Permission, has_permission, people_of_state
from .access import fetch, fetch_government
from .form_pages import form_page, show_form
from .workspace import frame


def fetch_pair(request, pk, call, permission=Permission.WORKSPACE_VIEW):
    """(government, call): a call that reached the person's own government; drafts of calls are nobody's: 404."""
    government = fetch_government(request, pk, permission)
    calls = Call.objects.exclude(status=Call.Status.DRAFT).filter(review__state=government.state)
    return government, fetch(calls.select_related("review__state"), pk=call)


@login_required
@require_GET
def feedback_detail(request, pk, call):
    """Answer by answer: the words that were sent, those in the report, or why there are none."""
    return show(request, *fetch_pair(request, pk, call))


def show(request, government, call, failed=None):
    """The page; `failed` is (pk of the use, form) of an objection that was not taken: its words come back."""
    found = feedback.of_government(call, government)
    is_shown = call.is_showing_excerpts or found.locked
    own = found.contribution
    context = {
        **frame(request, government, "input", (_("What was used"), "")),
        "call": call,
        "feedback": found,
        "cited": feedback.sentences(call, government) if is_shown else [],
        "coordinators": people_of_state(Permission.REPORT_COMPILE, government.state_id),
        "is_shown": is_shown,
        "is_open": call.is_confirming(timezone.localdate()) and not found.locked,
        "failed_pk": failed and failed[0],
        "failed_form": failed and failed[1],
        "newest": call.contributions.filter(local_government=government).order_by("-version").first(),
        "notes": own.notes.select_related("report").defer("report__content") if own else [],
        "may_answer": has_permission(request.user, Permission.CONTRIBUTION_APPROVE, local_government=government),
    }
    return render(request, "tracking/feedback_detail.html", context, status=200)


def uses_of(government, call):
    """The decisions on answers of the version of the government that counts."""
    contribution = feedback.of_government(call, government).contribution
    rows = AnswerUse.objects.filter(answer__contribution=contribution, is_used=True)
    return rows.with_answer()


def back(government, call, use=None):
    """The page again, at the answer that it is about."""
    response = redirect("tracking:feedback-detail", government.pk, call.pk)
    if use:
        response["Location"] += f"#use-{use.pk}"
    return response


@login_required
@require_POST
def feedback_confirm(request, pk, call):
    """Confirm one excerpt (?use=) or, without one, every excerpt that the page showed and that waits."""
    government, call = fetch_pair(request, pk, call, Permission.CONTRIBUTION_APPROVE)
    seen = dict(pair.split(":", 1) for pair in request.POST.getlist("seen") if ":" in pair)
    if not call.is_showing_excerpts:
        messages.error(request, _("There is nothing to confirm."))
        return back(government, call)
    asked = request.POST.get("use", "")
    rows = list(uses_of(government, call))
    chosen = [row for row in rows if str(row.pk) in seen and (not asked or str(row.pk) == asked)]
    done, said = 0, []
    for use in chosen:
        if use.confirmed_at and use.fingerprint == seen[str(use.pk)]:
            continue
        try:
            use.confirm(by=request.user, now=timezone.now(), seen=seen[str(use.pk)])
            done += 1
        except ValidationError as error:
            said += error.messages
    for words in dict.fromkeys(said):
        messages.error(request, words)
    if done or not said:
        words = ngettext("%(count)s excerpt confirmed.", "%(count)s excerpts confirmed.", done)
        messages.success(request, words % {"count": done})
    return back(government, call, chosen[0] if asked and chosen else None)


@login_required
@require_POST
def feedback_object(request, pk, call, use):
    """Say what should be changed in one excerpt."""
    government, call = fetch_pair(request, pk, call, Permission.CONTRIBUTION_APPROVE)
    use = fetch(uses_of(government, call), pk=use)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return show(request, government, call, failed=(use.pk, form))
    try:
        use.object(form.cleaned_data["words"], by=request.user, now=timezone.now(), seen=request.POST.get("seen", ""))
    except ValidationError as error:
        form.add_error("words", error.messages)
        return show(request, government, call, failed=(use.pk, form))
    messages.success(request, _("The coordinator sees what you want changed."))
    return back(government, call, use)


@login_required
@require_http_methods(["GET", "POST"])
@form_page
def reply_add(request, pk, call):
    """Reply to the locked report: for the State, or for everybody."""
    government, call = fetch_pair(request, pk, call, Permission.CONTRIBUTION_APPROVE)
    found = feedback.of_government(call, government)
    if not found.locked or not found.contribution:
        messages.warning(request, _("You may reply once the report that uses your input is locked."))
        return back(government, call)
    note = ContributionNote(contribution=found.contribution, report=found.locked, kind=ContributionNote.Kind.REPLY)
    form = ReplyForm(request.POST or None, instance=note)
    if form.is_valid() and saved(request, form):
        return back(government, call)
    context = {
        **frame(request, government, "input", (_("Your reply to the report"), "")),
        "form": form,
        "call": call,
        "paper_title": call.title,
    }
    return show_form(request, "tracking/reply_add.html", context)


def saved(request, form):
    """Add the reply and say so; a double click is one reply."""
    try:
        form.instance.add(by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, _("Your reply stands beside the report."))
    return True
