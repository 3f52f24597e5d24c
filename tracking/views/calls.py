"""Calls for input: the coordinator's board, and the same call as governments see it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_tables2 import RequestConfig

from ..documents.words import number_word
from ..forms.call import CallForm, basis_of_date
from ..midterm.board import LATE, STAGES, VACANT, Board
from ..models import Call, Contribution, LocalGovernment, Membership, Review
from ..permissions import Permission, has_permission, roles_with
from ..tables.call import BoardTable, CallTable
from .access import fetch, require

FINISHED = (Contribution.Status.ACCEPTED, Contribution.Status.SUBMITTED)


def managed_reviews(user):
    """The reviews with recommendations of the States whose calls the person manages, newest first."""
    managed = Membership.objects.filter(user=user, role__in=roles_with(Permission.CALL_MANAGE))
    return Review.objects.filter(state__in=managed.values("state")).with_recommendations()


def manages_calls(user):
    """Whether the person manages the calls of any State."""
    return Membership.objects.filter(user=user, role__in=roles_with(Permission.CALL_MANAGE)).exists()


@login_required
@require_GET
def call_list(request):
    """The calls that the person can see."""
    calls = Call.objects.visible_to(request.user).for_listing()
    table = CallTable(calls)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    return render(request, "tracking/call_list.html", {"table": table, "may_add": manages_calls(request.user)})


@login_required
@require_http_methods(["GET", "POST"])
def call_add(request):
    """Prepare a call as a draft; first choose the review where there are several."""
    if not manages_calls(request.user):
        if Membership.objects.serving(request.user).exists():
            raise PermissionDenied
        raise Http404
    reviews = managed_reviews(request.user)
    if "review" in request.GET:
        review = fetch(reviews, pk=request.GET["review"])
    elif len(reviews) == 1:
        review = reviews[0]
    else:
        return render(request, "tracking/call_review.html", {"reviews": reviews})
    call = Call(review=review, target_date=review.midterm_date)
    return edit(request, call, _("New call for input"), {"title": _("Mid-term input: %(review)s") % {"review": review}})


@login_required
@require_http_methods(["GET", "POST"])
def call_edit(request, pk):
    """Change the words and dates of a call that is not closed."""
    call = fetch_managed(request, pk)
    return edit(request, call, _("Change the call"), {})


def edit(request, call, heading, initial):
    """The form of a new or known call."""
    today = timezone.localdate()
    form = CallForm(request.POST or None, instance=call, initial=initial, today=today, basis=basis_of_date(call.review))
    if call.status == Call.Status.CLOSED:
        messages.warning(request, _("A closed call cannot be changed."))
        return redirect(call)
    if form.is_valid():
        try:
            call.write(by=request.user, now=timezone.now())
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            done = _("Saved as a draft. Nobody has been told yet.") if call.is_draft else _("Saved.")
            messages.success(request, done)
        return redirect(call)
    proposed = call.target_date and Call.default_deadline(call.target_date)
    context = {"form": form, "call": call, "heading": heading, "proposed_deadline": proposed}
    return render(request, "tracking/call_edit.html", context)


def fetch_managed(request, pk):
    """A call that the person manages; 403 for those who may only read it."""
    call = fetch(Call.objects.visible_to(request.user).select_related("review__state"), pk=pk)
    require(request.user, Permission.CALL_MANAGE, state=call.review.state)
    return call


@login_required
@require_GET
def call_detail(request, pk):
    """The State's people see the board, governments' people the call and their own input."""
    call = fetch(Call.objects.visible_to(request.user).select_related("review__state"), pk=pk)
    today, state = timezone.localdate(), call.review.state
    context = {
        "call": call,
        "today": today,
        "is_late": call.is_late(today),
        "own": own_governments(request.user, call),
        "may_manage": has_permission(request.user, Permission.CALL_MANAGE, state=state),
        "may_compile": has_permission(request.user, Permission.REPORT_COMPILE, state=state),
    }
    if has_permission(request.user, Permission.STATE_VIEW, state=state):
        context |= board_context(request, call, today)
    return render(request, "tracking/call_detail.html", context)


def board_context(request, call, today):
    """The board, filtered by ?stage=, and the editions of the report."""
    board = Board(call, today)
    chosen = request.GET.get("stage", "")
    rows = [row for row in board.rows if row.is_in(chosen)] if chosen in board.counts else board.rows
    table = BoardTable(rows)
    RequestConfig(request, paginate=False).configure(table)
    population, accepted = board.population(board.rows), board.population(board.accepted)
    return {
        "board": board,
        "table": table,
        "chosen": chosen if chosen in board.counts else "",
        "stages": stage_links(board),
        "population": population,
        "population_words": population and number_word(population),
        "population_accepted": accepted,
        "population_accepted_words": accepted is not None and number_word(accepted),
        "unfinished": len([row for row in board.rows if row.stage not in FINISHED]),
        "reports": call.reports.defer("content"),
        "language": get_language(),
    }


def stage_links(board):
    """[(key, count, words)] of the stages at which there is somebody."""
    words = {**STAGES, LATE: _("late"), VACANT: _("without anybody who writes")}
    return [(key, board.counts[key], label) for key, label in words.items() if board.counts.get(key)]


def own_governments(user, call):
    """[(government, newest version or None, may write)] of the person's governments in the call's State."""
    governments = LocalGovernment.objects.of_user(user).filter(state=call.review.state).order_by("name")
    newest = {row.local_government_id: row for row in call.contributions.latest().defer("snapshot")}
    return [
        (
            government,
            newest.get(government.pk),
            has_permission(user, Permission.CONTRIBUTION_DRAFT, local_government=government),
        )
        for government in governments
    ]


@login_required
@require_POST
def call_open(request, pk):
    """Open a draft: governments see it, and reminders begin."""
    call = fetch_managed(request, pk)
    try:
        call.open(by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        board = Board(call, timezone.localdate())
        told = len(board.rows) - len(board.vacant)
        sentence = ngettext(
            "The call is open. %(count)s government sees it.", "The call is open. %(count)s governments see it.", told
        )
        messages.success(request, sentence % {"count": told})
    return redirect(call)


@login_required
@require_POST
def call_close(request, pk):
    """Close the call: no more input, no more reminders."""
    call = fetch_managed(request, pk)
    try:
        call.close(by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("The call is closed. Reminders stop; what was submitted stays."))
    return redirect(call)
