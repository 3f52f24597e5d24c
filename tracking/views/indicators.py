"""Indicators of a government: the list, the metadata sheet, and the public page of each."""

import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from .. import history, indicator_templates, indicators
from ..forms.indicator import IndicatorFilterForm, IndicatorForm
from ..models import Indicator, LocalGovernment, Recommendation
from ..permissions import Permission, has_permission
from ..tables.indicator import IndicatorTable
from .access import fetch, fetch_government, require
from .form_pages import form_page, restore_draft, show_form
from .overviews import trail_to
from .saving import atomic_when_posted, tell_saved, twin_among
from .steps import preselected
from .workspace import PER_PAGE, chips_of, frame

TWICE_WITHIN = datetime.timedelta(minutes=1)


def indicators_of(government):
    """The address of the government's list of indicators."""
    return reverse("tracking:indicator-list", args=[government.pk])


def indicator_frame(request, government, *crumbs):
    """The frame of the workspace on a page below the list of indicators."""
    return frame(request, government, "indicators", (_("Indicators"), indicators_of(government)), *crumbs)


@login_required
@require_GET
def indicator_list(request, pk):
    """What the government measures, with starter proposals from its service areas."""
    government = fetch_government(request, pk)
    context = frame(request, government, "indicators", (_("Indicators"), ""))
    today, form = timezone.localdate(), IndicatorFilterForm(request.GET)
    rows = Indicator.objects.filter(local_government=government)
    asked = form.cleaned_data if form.is_valid() else {}
    table = IndicatorTable(rows.narrowed(today, **asked).for_listing(), today=today)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    suggestions = indicator_templates.suggestions(government) if context["may_edit"] else []
    context |= {"form": form, "table": table, "has_indicators": rows.exists(), "suggestions": suggestions}
    return render(request, "tracking/indicator_list.html", context | chips_of(request, form))


@login_required
@require_POST
@transaction.atomic
def indicator_take(request, pk):
    """Take over a starter proposal; taken twice, it stands once."""
    government = fetch_government(request, pk, Permission.STEP_EDIT)
    code = request.POST.get("template", "")
    LocalGovernment.objects.select_for_update(no_key=True).get(pk=government.pk)
    taken = Indicator.objects.filter(local_government=government, code=code).first()
    if taken:
        return redirect(taken)
    try:
        indicator = indicator_templates.new_indicator(government, code)
    except KeyError as error:
        raise Http404 from error
    indicator.save_sheet(by=request.user, now=timezone.now())
    messages.success(request, _("Taken over. Complete the sheet, then record the first value."))
    return redirect(indicator)


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def indicator_add(request, pk):
    """A new indicator; ?recommendation= chooses what it measures."""
    government = fetch_government(request, pk, Permission.STEP_EDIT)
    indicator = Indicator(local_government=government, code=free_code(government))
    context = indicator_frame(request, government, (_("Add an indicator"), ""))
    return edit(request, indicator, context, preselected=preselected(request, government))


def free_code(government):
    """A code that the government has not used yet."""
    used = set(Indicator.objects.filter(local_government=government).values_list("code", flat=True))
    return next(code for number in range(1, len(used) + 2) if (code := f"I-{number:02}") not in used)


def own_indicator(request, pk, permission=Permission.STEP_EDIT, *, is_taken=False):
    """An indicator of a government of which the person is a member, where they hold the permission."""
    rows = Indicator.objects.select_related("local_government__state")
    if is_taken:
        rows = rows.select_for_update(of=("self",))
    indicator = fetch(rows.filter(local_government__in=LocalGovernment.objects.of_user(request.user)), pk=pk)
    require(request.user, permission, local_government=indicator.local_government)
    return indicator


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def indicator_edit(request, pk):
    """Change the metadata sheet; what somebody else saved meanwhile is shown beside what was typed."""
    indicator = own_indicator(request, pk, is_taken=request.method == "POST")
    crumbs = [(indicator.name, indicator.get_absolute_url()), (_("Change"), "")]
    return edit(request, indicator, indicator_frame(request, indicator.local_government, *crumbs))


def edit(request, indicator, context, preselected=()):
    """Show or save the metadata sheet."""
    is_new = request.method == "POST" and not indicator.pk
    if is_new:  # of two at once the second sees what the first saved
        LocalGovernment.objects.select_for_update(no_key=True).get(pk=indicator.local_government_id)
    form = IndicatorForm(request.POST or None, instance=indicator, preselected=preselected)
    twin = twin_of(form, by=request.user, now=timezone.now()) if is_new else None
    if twin:
        return redirect(twin)  # the button was pressed twice
    restore_draft(request, form)
    conflicts = []
    if request.method == "POST" and form.is_valid():
        is_outdated = bool(indicator.pk) and form.is_outdated
        conflicts = form.conflicts() if indicator.pk else []
        if not conflicts:
            if not is_outdated:
                save_sheet(form, by=request.user, now=timezone.now())
            tell_saved(request, form)
            return redirect(form.instance)
    context |= {"form": form, "indicator": indicator, "conflicts": conflicts, "groups": form.groups()}
    context["paper_title"] = indicator.name or _("Add an indicator")
    return show_form(request, "tracking/indicator_edit.html", context)


def save_sheet(form, *, by, now):
    """Save what was typed, and ask a second reader where the topic is sensitive."""
    data = form.cleaned_data
    form.instance.save_sheet(data["recommendations"], data["steps"], by=by, now=now)
    form.settle(form.instance, by=by, now=now)


def twin_of(form, *, by, now):
    """The same indicator of the same rows, added by the same person within the last minute; None where none is."""
    added = form.instance.local_government.indicators.filter(added_by=by, added_at__gte=now - TWICE_WITHIN)
    twin = twin_among(added, form, told={"added_by", "added_at", "updated_by", "updated_at", "next_due_on"})
    if twin is None:
        return None
    ties = [set(twin.steps.all()), set(Recommendation.objects.filter(follow_ups__indicators=twin))]
    return twin if ties == [set(form.cleaned_data[name]) for name in ("steps", "recommendations")] else None


@login_required
@require_POST
@transaction.atomic
def indicator_close(request, pk):
    """Collect no more values."""
    indicator = own_indicator(request, pk, is_taken=True)
    if indicator.is_open:
        indicator.close(by=request.user, now=timezone.now(), today=timezone.localdate())
    messages.success(request, _("Closed. Its values stay."))
    return redirect(indicator)


@login_required
@require_POST
@transaction.atomic
def indicator_reopen(request, pk):
    """Collect values again."""
    indicator = own_indicator(request, pk, is_taken=True)
    if not indicator.is_open:
        indicator.reopen(by=request.user, now=timezone.now())
    messages.success(request, _("Open again."))
    return redirect(indicator)


@login_required
@require_POST
def indicator_remove(request, pk):
    """Delete an indicator that never had a value; one with values says to close it."""
    with transaction.atomic():
        indicator = own_indicator(request, pk, is_taken=True)
        government = indicator.local_government
        try:
            indicator.remove(by=request.user, now=timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(indicator)
    messages.success(request, _("Removed."))
    return redirect(indicators_of(government))


@require_safe
def indicator_detail(request, pk):
    """The metadata sheet with all values as a table and a drawing; public where the government made it so."""
    rows = Indicator.objects.visible_to(request.user).select_related(
        "local_government__state", "right", "attribute", "updated_by"
    )
    indicator = fetch(rows.prefetch_related("values__categories", "values__recorded_by"), pk=pk)
    government = indicator.local_government
    is_member = has_permission(request.user, Permission.WORKSPACE_VIEW, local_government=government)
    context = {"government": government, "breadcrumbs": trail_to(indicator)}
    if is_member:
        context = indicator_frame(request, government, (indicator.name, ""))
    shown = indicators.figures(indicator, is_full=is_member)
    ties = indicator.follow_ups.all() if is_member else indicator.follow_ups.published()
    answered = Recommendation.objects.filter(follow_ups__in=ties)
    steps = indicator.steps.visible_to(request.user)
    context |= {
        "indicator": indicator,
        "is_member": is_member,
        "is_due": indicator.is_due(timezone.localdate()),
        "figures": shown,
        "earlier": [value for value in indicator.values.all() if value.superseded_at] if is_member else [],
        "baseline": indicators.baseline(indicator, is_full=is_member)[0],
        "target": indicators.amount(indicator, indicator.target_number, indicator.target_text),
        "trend": indicators.trend(indicator, shown),
        "chart": indicators.chart(indicator, shown, is_full=is_member, is_mirrored=get_language_bidi()),
        "recommendations": answered.distinct().for_listing().select_related("review__state").in_order(),
        "steps": steps,
        "limit": settings.SMALL_NUMBER_LIMIT,
        "history": history.of_object(indicator) if is_member else [],
    }
    return render(request, "tracking/indicator_detail.html", context)
