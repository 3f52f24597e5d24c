"""Calls for input: the coordinator's board, and the same call as governments see it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_tables2 import RequestConfig

from .. import reminders, tasks
from ..documents.words import number_word
from ..forms.call import CallForm, basis_of_date
from ..forms.call_board import BoardFilterForm
from ..midterm.board import KINDS, Board
from ..midterm.languages import report_languages
from ..models import Call, Contribution, LocalGovernment, Membership, Review
from ..permissions import Permission, has_permission, roles_with
from ..reminders import escalation
from ..tables.call import BoardTable, CallTable
from .access import fetch, require
from .form_pages import form_page, show_form
from .saving import twin_among
from .workspace import chips_of

FINISHED = (Contribution.Status.ACCEPTED, Contribution.Status.SUBMITTED)
GOVERNMENTS_PER_PAGE = 50
TOLD_BY_SAVING = ("opened_by", "opened_at", "excerpts_sent_at", "excerpts_sent_by", "excerpts_until")


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
    serves_state = Membership.objects.serving(request.user).exists()
    context = {"table": table, "may_add": serves_state and manages_calls(request.user), "serves_state": serves_state}
    return render(request, "tracking/call_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@form_page
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
@form_page
def call_edit(request, pk):
    """Change the words and dates of a call that is neither closed nor reported on."""
    call = fetch_managed(request, pk)
    if call.why_fixed:
        messages.warning(request, call.why_fixed)
        return redirect(call)
    return edit(request, call, _("Change the call"), {})


def edit(request, call, heading, initial):
    """The form of a new or known call."""
    today = timezone.localdate()
    form = CallForm(request.POST or None, instance=call, initial=initial, today=today, basis=basis_of_date(call.review))
    conflicts = []
    if form.is_valid():
        conflicts = form.conflicts()
        if not conflicts:
            return save(request, form)
    proposed = call.target_date and Call.default_deadline(call.target_date)
    context = {"form": form, "call": call, "heading": heading, "proposed_deadline": proposed, "conflicts": conflicts}
    return show_form(request, "tracking/call_edit.html", context)


def save(request, form):
    """Save the call once, and say what moved with it."""
    call = form.instance
    drafts = Call.objects.filter(review=call.review, status=Call.Status.DRAFT)
    twin = None if call.pk else twin_among(drafts, form, told=TOLD_BY_SAVING)
    mails, now = 0, timezone.now()
    try:
        with transaction.atomic():
            if not twin and call.write(by=request.user, now=now):
                mails = reminders.tell_of_move(call, now=now)
                tasks.select_reminders.delay_on_commit()
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect(call)
    done = _("Saved as a draft. Nobody has been told yet.") if call.is_draft else _("Saved.")
    messages.success(request, done)
    early = (twin or call).before_their_turn
    if early:
        sentence = _("Before its turn, look at the days again: %(stages)s.")
        messages.warning(request, sentence % {"stages": "; ".join(str(label) for label in early)})
    if form.has_moved_deadline:
        sentence = _("The last day for input moved with the report: it is now %(day)s.")
        messages.info(request, sentence % {"day": date_format(call.deadline)})
    if mails:
        messages.info(request, words_of_move(mails))
    return redirect(twin or call)


def words_of_move(mails):
    """How many mails tell of a moved last day, in words."""
    text = ngettext("%(count)d mail tells of the new last day.", "%(count)d mails tell of the new last day.", mails)
    return text % {"count": mails}


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
        "questions": call.questions.all(),
        "recommendation_count": call.recommendations_asked().count(),
        "chosen_count": call.recommendations.count(),
        "may_manage": has_permission(request.user, Permission.CALL_MANAGE, state=state),
        "may_compile": has_permission(request.user, Permission.REPORT_COMPILE, state=state),
        "serves_state": has_permission(request.user, Permission.STATE_VIEW, state=state),
    }
    context["is_locked"] = call.is_locked
    context["may_change"] = context["may_manage"] and not (context["is_locked"] or call.status == Call.Status.CLOSED)
    if context["serves_state"]:
        context |= board_context(request, call, today, context)
    return render(request, "tracking/call_detail.html", context)


def board_context(request, call, today, known):
    """The board as far as the address asks for it, and the editions; `known` is what the page knows of the person."""
    board = Board(call, today)
    form, rows = filtered(request, board)
    facts = {name: known[name] for name in ("may_manage", "is_locked")}
    table = BoardTable(rows, call=call, back=request.GET.urlencode(), **facts)
    RequestConfig(request, paginate={"per_page": GOVERNMENTS_PER_PAGE}).configure(table)
    add_mails(call, [row.record for row in table.paginated_rows], today)
    population, accepted = board.population(board.rows), board.population(board.accepted)
    return {
        "board": board,
        "table": table,
        "form": form,
        "chosen": form.asked["stage"],
        "stages": stage_links(board),
        "total_count": len(board.parents),
        "query": request.GET.urlencode(),
        "population": population,
        "population_words": population and number_word(population),
        "population_accepted": accepted,
        "population_accepted_words": accepted is not None and number_word(accepted),
        "unfinished": len([row for row in board.rows if row.stage not in FINISHED]),
        "report": call.reports.defer("content").order_by("-edition").first(),
        "language": get_language(),
        "languages": report_languages(),
        **chips_of(request, form),
    }


def add_mails(call, rows, today):
    """Add to each of these rows the newest mail about the call, and how far the reminders have gone."""
    governments = [row.government for row in rows]
    told, reminded = reminders.told(call, governments), escalation.reminded([call], governments)
    for row in rows:
        row.reminded = reminded.get((call.pk, row.government.pk), [])
        row.told = told.get(row.government.pk)
        row.is_told_today = bool(row.told) and row.told.is_on(today)


def filtered(request, board):
    """(the filter's form, the rows of the board that it asks for)"""
    form = BoardFilterForm(request.GET, levels=board.levels, regions=board.regions)
    return form, board.select(**form.asked)


def stage_links(board):
    """[(key, count, words)] of the stages at which there is somebody."""
    return [(key, board.counts[key], label) for key, label in KINDS.items() if board.counts.get(key)]


def own_governments(user, call):
    """[(government, newest version or None, may write, is asked)] of the person's governments in the call's State."""
    governments = LocalGovernment.objects.of_user(user).filter(state=call.review.state).order_by("name")
    own = call.contributions.filter(local_government__in=governments.values("pk")).latest()
    newest = {row.local_government_id: row for row in own.defer("snapshot", "frozen_replies")}
    asked = set(call.governments_asked().filter(pk__in=governments.values("pk")).values_list("pk", flat=True))
    return [
        (
            government,
            newest.get(government.pk),
            has_permission(user, Permission.CONTRIBUTION_DRAFT, local_government=government),
            government.pk in asked,
        )
        for government in governments
    ]


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
