"""The chapters of a call's report: which, in which order, how long; and its budget of words."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ..forms.chapters import ChaptersForm
from ..midterm.budget import Budget
from ..midterm.holding import holdings
from ..models import Call, ReportChapter
from ..permissions import Permission, has_permission
from .saving import atomic_when_posted
from .state_records import fetch_call


@login_required
@require_http_methods(["GET", "POST"])
@atomic_when_posted
def chapter_list(request, pk):
    """See the chapters with what they hold; the coordinator ticks, orders and plans them."""
    is_posted = request.method == "POST"
    call = fetch_call(request, pk, Permission.CALL_MANAGE if is_posted else Permission.STATE_VIEW)
    if is_posted:  # of two at once the second sees what the first saved
        Call.objects.select_for_update(no_key=True).get(pk=call.pk)
        call.refresh_from_db(fields=["word_budget"])
    chapters = ReportChapter.objects.of_call(call)
    form = ChaptersForm(request.POST or None, call=call, chapters=chapters)
    if is_posted and form.is_valid() and arrange(request, call, form):
        moved = request.POST.get("move", "").partition(":")[2]
        here = f"#{moved}" if moved in ReportChapter.Code.values else ""
        return redirect(reverse("tracking:chapter-list", args=[call.pk]) + here)
    return render(request, "tracking/chapter_list.html", page(request, call, form))


def arrange(request, call, form):
    """Keep what was typed, unless somebody else arranged the chapters otherwise meanwhile; whether that is done."""
    wanted = form.wanted(request.POST.get("move", ""))
    stands = (form.chapters, call.word_budget)
    if (wanted, form.cleaned_data["word_budget"]) == stands:  # sent twice, or nothing was changed
        messages.success(request, _("Saved."))
        return True
    if form.conflicts():
        return False
    try:
        ReportChapter.objects.arrange(
            call, wanted, form.cleaned_data["word_budget"], by=request.user, now=timezone.now()
        )
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Saved."))
    return True


def page(request, call, form):
    """What the page of the chapters shows."""
    budget, holds = Budget(call, form.chapters), holdings(call)
    is_locked = call.is_locked
    return {
        "call": call,
        "form": form,
        "conflicts": form.differences() if form.has_shown_conflicts else [],
        "rows": [
            (chapter, tick, place, words, holds[chapter.code], budget.of(chapter.code), introduction(call, chapter))
            for chapter, tick, place, words in form.rows()
        ],
        "budget": budget,
        "is_locked": is_locked,
        "may_arrange": not is_locked and has_permission(request.user, Permission.CALL_MANAGE, state=call.review.state),
        "breadcrumbs": crumbs(call, (_("Chapters"), "")),
    }


def introduction(call, chapter):
    """The address where the coordinator writes the chapter's introduction; empty while there is no such page."""
    try:
        return reverse("tracking:chapter-text-edit", args=[call.pk, chapter.code])
    except NoReverseMatch:
        return ""


def crumbs(call, *further):
    """The way to the call, and further."""
    return [(_("My work"), reverse("tracking:home")), (call.title, call.get_absolute_url()), *further]


@login_required
@require_GET
def call_budget(request, pk):
    """The words of the body by chapter and cluster against the plan, and where to cut."""
    call = fetch_call(request, pk, Permission.STATE_VIEW)
    chapters = reverse("tracking:chapter-list", args=[call.pk])
    context = {
        "call": call,
        "budget": Budget(call, ReportChapter.objects.of_call(call)),
        "may_manage": has_permission(request.user, Permission.CALL_MANAGE, state=call.review.state),
        "breadcrumbs": crumbs(call, (_("Chapters"), chapters), (_("Words"), "")),
    }
    return render(request, "tracking/call_budget.html", context)
