"""Values of an indicator: record, correct, take back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from .. import second_reading
from ..forms.indicator_value import MISSING, IndicatorValueForm
from ..models import Indicator, IndicatorValue, LocalGovernment
from ..models.rhythm import period_after
from ..permissions import Permission
from .access import fetch, require
from .form_pages import form_page, show_form
from .indicators import TWICE_WITHIN, indicator_frame, own_indicator
from .saving import atomic_when_posted


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def indicator_value_add(request, pk):
    """The value of one more period, or why there is none; ?missing=1 opens the second."""
    indicator = own_indicator(request, pk, is_taken=request.method == "POST")
    newest = indicator.values.current().order_by("-ends_on").first()
    period = period_after(newest, indicator.periodicity, timezone.localdate())
    initial = {"has_value": MISSING} if request.GET.get("missing") else {}
    form = IndicatorValueForm(request.POST or None, indicator=indicator, period=period, initial=initial)
    if request.method == "POST":
        if form.is_valid():
            return save_value(request, form)
        if is_sent_twice(form, by=request.user, now=timezone.now()):
            return redirect(indicator)
    return show(request, form, _("Record a value"))


def is_sent_twice(form, *, by, now):
    """The same person recorded just this within the last minute, and nothing else is wrong with the form."""
    if set(form.errors) != {"year"}:
        return False
    value = form.value()
    same = {name: getattr(value, name) for name in ("starts_on", "ends_on", "number", "text", "reason")}
    recorded = form.indicator.values.current().filter(recorded_by=by, **same)
    return recorded.filter(recorded_at__gte=now - TWICE_WITHIN).exists()


def own_value(request, pk):
    """A value of a government of the person, and its indicator taken for this transaction when something is sent."""
    rows = IndicatorValue.objects.filter(
        indicator__local_government__in=LocalGovernment.objects.of_user(request.user)
    ).select_related("indicator__local_government__state")
    value = fetch(rows, pk=pk)
    require(request.user, Permission.STEP_EDIT, local_government=value.indicator.local_government)
    if request.method == "POST":
        Indicator.objects.select_for_update(of=("self",)).get(pk=value.indicator_id)
    return value


def newest_of(value):
    """The last correction of a value, or itself."""
    while True:
        later = IndicatorValue.objects.filter(corrects=value).first()
        if later is None:
            return value
        later.indicator, value = value.indicator, later


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def indicator_value_correct(request, pk):
    """Put a new value in the place of one; what somebody else corrected meanwhile is shown beside what was typed."""
    value = newest_of(own_value(request, pk))
    form = IndicatorValueForm(request.POST or None, indicator=value.indicator, corrects=value)
    conflicts = []
    if request.method == "POST" and form.is_valid():
        if not form.differences():
            messages.info(request, _("Nothing was changed."))
            return redirect(value.indicator)
        conflicts = form.conflicts()
        if not conflicts:
            return save_value(request, form)
    return show(request, form, _("Correct the value"), conflicts)


def save_value(request, form):
    """Save the value, tell of doubts, and go back to the indicator."""
    indicator, now = form.indicator, timezone.now()
    with second_reading.watched(indicator, by=request.user, now=now) as held_back:
        form.value().record(form.categories(), by=request.user, now=now)
    messages.success(request, _("Saved."))
    if held_back:
        sentence = _("It is not public now: the topic is sensitive, and a second person reads it first.")
        messages.warning(request, sentence)
    for sentence in form.doubts():
        messages.warning(request, sentence)
    return redirect(indicator)


def show(request, form, heading, conflicts=()):
    """The form's page."""
    indicator = form.indicator
    crumbs = [(indicator.name, indicator.get_absolute_url()), (heading, "")]
    context = indicator_frame(request, indicator.local_government, *crumbs) | {
        "form": form,
        "indicator": indicator,
        "heading": heading,
        "paper_title": f"{heading} · {indicator}",
        "conflicts": conflicts,
        "unit": indicator.get_unit_display(),
    }
    return show_form(request, "tracking/indicator_value_edit.html", context)


@login_required
@require_POST
@transaction.atomic
def indicator_value_withdraw(request, pk):
    """Let a value no longer count; it stays readable below the others."""
    value = own_value(request, pk)
    value.refresh_from_db(fields=["superseded_at"])
    if value.superseded_at is None:
        value.take_back(by=request.user, now=timezone.now())
    messages.success(request, _("Taken back. It stays readable under “Earlier entries”."))
    return redirect(value.indicator)
