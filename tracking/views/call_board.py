"""What a coordinator does from the board of a call: a file of it, reminders, and answering for a government."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .. import reminders, tasks
from ..forms.call_board import OnBehalfForm, RemindForm
from ..midterm import board_csv, hands, prefill
from ..midterm.board import KINDS, LATE, VACANT, Board
from ..models import Call, Contribution
from ..permissions import Permission
from .access import fetch, require
from .calls import fetch_managed, filtered
from .form_pages import form_page, show_form

Status = Contribution.Status
GIVEN = (Status.SUBMITTED, Status.ACCEPTED, VACANT)  # whom no reminder would reach, or help


@login_required
@require_GET
def call_board_export(request, pk):
    """The rows of the board that the address asks for, as CSV."""
    call = fetch(Call.objects.visible_to(request.user).select_related("review__state"), pk=pk)
    require(request.user, Permission.STATE_VIEW, state=call.review.state)
    board = Board(call, timezone.localdate())
    _form, rows = filtered(request, board)
    told = reminders.told(call, [row.government for row in rows])
    lines = board_csv.lines(board, rows, told, language=get_language())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="call-{call.pk}-governments-{day}.csv"'
    return response


def why_silent(call):
    """Why nobody is reminded of the call, in words."""
    return call.why_fixed if call.is_open else _("A call that is not open reminds nobody.")


def send(request, call, governments):
    """Remind these governments in the background; say who was reminded, and who was not."""
    if not call.is_reminding:
        messages.warning(request, why_silent(call))
        return []
    try:
        with transaction.atomic():
            done, mails = reminders.remind(call, governments, by=request.user, now=timezone.now())
            tasks.select_reminders.delay_on_commit()
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return []
    if done:
        sentence = ngettext(
            "%(count)d government is reminded; %(mails)d mails are on their way.",
            "%(count)d governments are reminded; %(mails)d mails are on their way.",
            len(done),
        )
        messages.success(request, sentence % {"count": len(done), "mails": mails})
    if len(done) < len(governments):
        left = len(governments) - len(done)
        sentence = ngettext(
            "%(count)d government was not mailed again: it had a mail today already, or nobody there can write.",
            "%(count)d governments were not mailed again: they had a mail today already, or nobody there can write.",
            left,
        )
        messages.info(request, sentence % {"count": left})
    return done


def back_to_board(request, call):
    """The board with the filters that stood there."""
    query = request.POST.get("back", "")
    return redirect(f"{call.get_absolute_url()}?{query}#board" if query else f"{call.get_absolute_url()}#board")


@login_required
@require_POST
def call_remind_one(request, pk, government):
    """Remind the people of one government now."""
    call = fetch_managed(request, pk)
    place = fetch(call.governments_asked(), pk=government)
    row = next(row for row in Board(call, timezone.localdate()).rows if row.government.pk == place.pk)
    if row.waits_for_government:
        send(request, call, [place])
    else:
        messages.info(request, _("%(government)s has given its input already.") % {"government": place})
    return back_to_board(request, call)


@login_required
@require_http_methods(["GET", "POST"])
def call_remind(request, pk):
    """Remind all governments at a stage: the page first says how many are mailed."""
    call, today = fetch_managed(request, pk), timezone.localdate()
    board = Board(call, today)
    groups = {key: reachable(board, key) for key in KINDS if key not in GIVEN}
    groups = {key: rows for key, rows in groups.items() if rows or key == LATE}
    first = next((key for key in (LATE, *groups) if groups[key]), LATE)
    form = RemindForm(request.POST or None, choices=remind_choices(groups), first=first)
    if not call.is_reminding:
        messages.warning(request, why_silent(call))
        return redirect(call)
    if form.is_valid():
        rows = groups[form.cleaned_data["stage"]]
        if rows:
            send(request, call, [row.government for row in rows])
        else:
            messages.info(request, _("Nobody is to be reminded."))
        return redirect(f"{call.get_absolute_url()}#board")
    has_rows = any(groups.values())
    return render(request, "tracking/call_remind.html", {"call": call, "form": form, "has_rows": has_rows})


def reachable(board, stage):
    """The rows at a stage where somebody can write and has the next move."""
    return [row for row in board.select(stage=stage) if row.people and row.waits_for_government]


def remind_choices(groups):
    """[(key, words with the numbers of governments and people)] of those who can be reminded together."""
    for_each = []
    for key, rows in groups.items():
        sentence = ngettext(
            "%(stage)s: %(count)d government, up to %(people)d mails",
            "%(stage)s: %(count)d governments, up to %(people)d mails",
            len(rows),
        )
        words = {"stage": KINDS[key], "count": len(rows), "people": sum(row.people for row in rows)}
        for_each.append((key, sentence % words))
    return sorted(for_each, key=lambda choice: choice[0] != LATE)


@login_required
@require_http_methods(["GET", "POST"])
@form_page
def call_answer(request, pk, government):
    """Start the input of a government that answers by phone, on paper or during a visit."""
    call = fetch_managed(request, pk)
    place = fetch(call.governments_asked(), pk=government)
    form = OnBehalfForm(request.POST or None, today=timezone.localdate())
    known = call.contributions.filter(local_government=place).latest().first()
    if known and not known.on_behalf_of:
        sentence = _("%(government)s has begun its input itself. Only its own people write it.")
        messages.info(request, sentence % {"government": place})
        return back_to_board(request, call)
    if known:
        return redirect(known)
    if form.is_valid():
        try:
            started, _is_new = prefill.start(call, place, by=request.user, now=timezone.now(), on_behalf_of=form.words)
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
            return redirect(call)
        messages.success(request, _("Started. Write down what was said; the government can read it."))
        return redirect(started)
    # Asked of the version as it will be, so that nobody types in what no second person can approve.
    begun = Contribution(call=call, local_government=place, on_behalf_of="-")
    context = {"call": call, "government": place, "form": form, "contribution": begun}
    context["approvers"] = hands.second_people(begun, request.user.pk)
    return show_form(request, "tracking/call_answer.html", context)
