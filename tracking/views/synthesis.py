"""The synthesis: all that was said on a recommendation side by side, and what of it goes into the report."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from ..documents.words import number_word
from ..forms.synthesis import AnswerFilterForm, BulkForm
from ..forms.synthesis_list import OverviewFilterForm
from ..midterm import provenance
from ..midterm.inputs import carried, carry_over, unchosen_headlines
from ..midterm.overview import PARTS, Overview
from ..midterm.synthesis import Synthesis
from ..models import AnswerUse, Call, ReportChapter
from ..models.lock import hold_unlocked
from ..permissions import Permission, has_permission
from .access import fetch, require

PER_PAGE = 25
UP = "up"


def fetch_call(request, pk, permission=Permission.STATE_VIEW):
    """A call for whose State the person holds the permission; people of governments, who see the call, get 403."""
    call = fetch(Call.objects.visible_to(request.user).select_related("review__state"), pk=pk)
    require(request.user, permission, state=call.review.state)
    return call


def fetch_synthesis(request, pk, recommendation, permission=Permission.STATE_VIEW):
    """The Synthesis of one recommendation that the call asks about."""
    call = fetch_call(request, pk, permission)
    rows = call.recommendations_asked().with_text().prefetch_related("recommending_states")
    return Synthesis(call, fetch(rows, pk=recommendation))


def frame_of(request, call, call_tab):
    """What every page of the synthesis shows of its call."""
    state = call.review.state
    return {
        "call": call,
        "call_tab": call_tab,
        "may_compile": has_permission(request.user, Permission.REPORT_COMPILE, state=state),
        "is_locked": call.is_locked,
    }


@login_required
@require_GET
def synthesis_list(request, pk):
    """Every recommendation with its counts, by cluster; the same queries whatever the number of governments."""
    call = fetch_call(request, pk)
    overview = Overview(call)
    form = OverviewFilterForm(request.GET, groups=overview.groups())
    context = frame_of(request, call, "synthesis") | {
        "overview": overview,
        "form": form,
        "groups": [group for group in overview.groups(form.keeps) if form.keeps_cluster(group.code)],
        "is_filtered": form.is_narrow,
        "carried": carried(call),
        "unchosen": unchosen_headlines(call),
        "is_current": overview.contradictions.is_current,
        "words": number_word(overview.words),
        "budget": number_word(call.word_budget),
        "parts": PARTS,
        "chapters": [(code, label, overview.chapters[code]) for code, label in ReportChapter.Code.choices],
    }
    return render(request, "tracking/synthesis_list.html", context)


@login_required
@require_GET
def synthesis_detail(request, pk, recommendation):
    """One recommendation: figures, answers, measures, comments, contradictions, and the report's own words."""
    return show(request, fetch_synthesis(request, pk, recommendation), BulkForm())


def show(request, synthesis, bulk):
    """The page, with the form for many answers as it stands."""
    call, recommendation = synthesis.call, synthesis.recommendation
    form = AnswerFilterForm(request.GET)
    page = Paginator(form.keep(synthesis.inputs, synthesis.flagged), PER_PAGE).get_page(request.GET.get("page"))
    earlier, later = call.recommendations_asked().neighbours(recommendation)
    context = frame_of(request, call, "synthesis") | {
        "synthesis": synthesis,
        "recommendation": recommendation,
        "form": form,
        "bulk": bulk,
        "unchosen": None if any(row.use for row in synthesis.inputs) else unchosen_headlines(call),
        "page": page,
        "ticked": request.POST.getlist("answer"),
        "earlier": earlier,
        "later": later,
    }
    return render(request, "tracking/synthesis_detail.html", context)


@login_required
@require_POST
def synthesis_decide(request, pk, recommendation):
    """Use the ticked headlines, leave the ticked ones out, or leave out whatever is not decided."""
    synthesis = fetch_synthesis(request, pk, recommendation, Permission.REPORT_COMPILE)
    form = BulkForm(request.POST)
    if not form.is_valid():
        return show(request, synthesis, form)
    ticked = set(request.POST.getlist("answer"))
    try:
        number, chosen, taken, wordless = decide_together(request, synthesis, form, ticked)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(address_of(synthesis))
    gone = ticked - {row.tick for row in synthesis.inputs}
    if chosen or not gone:
        tell_decided(request, number, bool(chosen))
    if gone:
        messages.warning(request, _("Nothing was decided on input that was withdrawn or replaced meanwhile."))
    if taken:
        sentence = _("Somebody else decided on these meanwhile; they stay as they are: %(names)s.")
        messages.warning(request, sentence % {"names": names_of(taken)})
    if wordless:
        sentence = _("Without a headline there is nothing to use: %(names)s.")
        messages.warning(request, sentence % {"names": names_of(wordless)})
    return redirect(address_of(synthesis))


@transaction.atomic
def decide_together(request, synthesis, form, ticked):
    """Decide on many; (how many, the Inputs meant, those somebody else decided on meanwhile, those without words)."""
    # First the call, then the reading: who decides on the same call waits here and sees what was decided before.
    hold_unlocked(synthesis.call)
    chosen = form.chosen(synthesis.inputs, ticked)
    # What somebody else decided since the page was shown stays as they decided it.
    taken = [row for row in chosen if request.POST.get(f"seen-{row.answer.pk}", row.stamp) != row.stamp]
    uses = [(row, form.use_of(row)) for row in chosen if row not in taken]
    said = [use for _row, use in uses if use]
    number = AnswerUse.objects.decide(synthesis.call, said, by=request.user, now=timezone.now())
    return number, chosen, taken, [row for row, use in uses if use is None]


def names_of(inputs):
    """The governments whose Inputs these are."""
    return ", ".join(row.government.name for row in inputs)


def tell_decided(request, number, is_anything_chosen=True):
    """Say on how many answers was decided."""
    if not is_anything_chosen:
        messages.info(request, _("Nothing was ticked."))
        return
    sentence = ngettext("%(number)s decision saved.", "%(number)s decisions saved.", number)
    messages.success(request, sentence % {"number": number})


def address_of(synthesis):
    """The page of a recommendation."""
    return reverse("tracking:synthesis-detail", args=[synthesis.call.pk, synthesis.recommendation.pk])


@login_required
@require_POST
def synthesis_order(request, pk, recommendation):
    """Order what goes in: by the numbers that were typed, or one of them up or down."""
    synthesis = fetch_synthesis(request, pk, recommendation, Permission.REPORT_COMPILE)
    try:
        order_anew(request, synthesis)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{address_of(synthesis)}#report")


@transaction.atomic
def order_anew(request, synthesis):
    """Order what is used at this moment; nobody else orders it meanwhile."""
    hold_unlocked(synthesis.call)
    places = [row.use.pk for row in synthesis.used]
    numbers = {use: number_typed(request, use, place) for place, use in enumerate(places, start=1)}
    way, _dash, moved = request.POST.get("move", "").partition("-")
    if moved.isdecimal() and int(moved[:18]) in places:
        here = places.index(int(moved[:18]))
        there = max(here - 1, 0) if way == UP else min(here + 1, len(places) - 1)
        places.insert(there, places.pop(here))
        numbers = {use: place for place, use in enumerate(places, start=1)}
    AnswerUse.objects.reorder(synthesis.call, synthesis.recommendation, numbers, by=request.user, now=timezone.now())


def number_typed(request, use, place):
    """The number that was typed for a use, beside that of the one it passes; its place where none was typed."""
    typed = request.POST.get(f"number-{use}", "")
    number = int(typed) if typed.isdecimal() and len(typed) < 5 else place
    return number + (0.5 if number > place else -0.5 if number < place else 0)


@login_required
@require_POST
def synthesis_carry(request, pk):
    """Decide on newer versions as on the earlier ones, wherever the headline is the same."""
    call = fetch_call(request, pk, Permission.REPORT_COMPILE)
    try:
        number = carry_over(call, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        tell_decided(request, number)
    return redirect("tracking:synthesis-list", call.pk)


@login_required
@require_GET
def synthesis_sources(request, pk, recommendation):
    """Who said it: every excerpt and sentence with its government, version, people's roles and dates."""
    synthesis = fetch_synthesis(request, pk, recommendation)
    context = frame_of(request, synthesis.call, "synthesis") | {
        "synthesis": synthesis,
        "recommendation": synthesis.recommendation,
        "traces": provenance.traces(synthesis),
    }
    return render(request, "tracking/synthesis_sources.html", context)
