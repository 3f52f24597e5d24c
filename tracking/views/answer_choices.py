"""Choosing what to answer beside what was proposed: all that the call asks and the version does not answer yet."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from .. import board
from ..forms.call_board import RecommendationScopeForm
from .answers import fetch_own
from .workspace import chips_of

PER_PAGE = 50


@login_required
@require_GET
def answer_choose(request, pk):
    """The recommendations of the call without an answer in this draft; each leads to the form of its answer."""
    contribution = fetch_own(request, pk)
    call = contribution.call
    if not contribution.is_draft or not call.is_reminding:
        messages.warning(request, _("This version cannot be changed now. Its page says what can be done."))
        return redirect(contribution)
    form = RecommendationScopeForm(request.GET)
    rows = without_answer(contribution, form.asked)
    context = {
        "contribution": contribution,
        "call": call,
        "government": contribution.local_government,
        "form": form,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "is_filtered": any(form.asked.values()),
        **chips_of(request, form),
    }
    return render(request, "tracking/answer_choose.html", context)


def without_answer(contribution, asked):
    """The recommendations that the call asks about and this version does not answer, as a filter narrows them."""
    call = contribution.call
    rows = call.recommendations_asked().exclude(pk__in=contribution.answers.values("recommendation")).in_order()
    rows = board.tagged_with(rows, review=call.review, text=asked.get("text", ""), cluster=asked.get("cluster"))
    if asked.get("position"):
        rows = rows.filter(position=asked["position"])
    return rows.with_text()
