"""A risk: reported by anybody, dealt with by editors and coordinators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.permissions import page_permission_policy

from cms.models import PracticePage, RiskReport

from ..access import fetch, fetch_guarded, may_guard
from ..notice_forms import RiskForm, SettlementForm
from .taking_in import take_in


def risk_add(request, key):
    """The form that anybody fills in; with somebody in danger the practice comes off the site at once."""
    return take_in(request, key, RiskForm(request.POST or None), kind="risk", name="report")


@login_required
def risk_detail(request, pk):
    """What was reported, and what can be done about it."""
    report = fetch_guarded(request, RiskReport.objects.all(), pk)
    form = SettlementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        report.settle(form.cleaned_data["settlement"], by=request.user, now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect(report)
    may_edit = page_permission_policy.user_has_permission_for_instance(request.user, "publish", report.page)
    return render(request, "cms/practices/risk_detail.html", {"report": report, "form": form, "may_edit": may_edit})


@login_required
@require_POST
def risk_unpublish(request, pk):
    """Take the practice off the site: one press."""
    report = fetch_guarded(request, RiskReport.objects.all(), pk)
    report.unpublish(by=request.user, now=timezone.now())
    messages.success(request, _("The practice is off the site, in all its languages."))
    return redirect(report)


@login_required
@require_POST
def risk_restore(request, pk):
    """Show the practice again, as it was."""
    report = fetch_guarded(request, RiskReport.objects.all(), pk)
    try:
        report.restore(by=request.user, now=timezone.now())
        messages.success(request, _("The practice is on the site again, as it was."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(report)


@login_required
@require_POST
def practice_unpublish(request, pk):
    """Take a practice off the site from its own page: one press, recorded as a report by the site's own people."""
    practice = fetch(PracticePage.objects.live().select_related("city__state"), pk=pk)
    if not may_guard(request.user, practice):
        raise Http404
    report = RiskReport(page=practice, text=_("Taken off the site by an editor or coordinator."))
    now = timezone.now()
    with transaction.atomic():
        report.send(now=now)
        report.unpublish(by=request.user, now=now)
    messages.success(request, _("The practice is off the site, in all its languages."))
    return redirect(report)
