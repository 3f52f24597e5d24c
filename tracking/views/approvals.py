"""The last way of an edition: approvals recorded, locked, published or taken back from the public."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ..forms.approval import ApprovalForm
from ..midterm import edition
from ..models import ReportApproval
from ..permissions import Permission
from . import edition_files
from .access import fetch, require
from .reports import edition_name, fetch_report, show, way_to


def tell(request, action, done):
    """Do it and say so, or say why not; whether it was done."""
    try:
        action(by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, done)
    return True


@login_required
@require_POST
def approval_add(request, pk):
    """Record that a body approved the edition."""
    report = fetch_report(request, pk, Permission.REPORT_COMPILE)
    form = ApprovalForm(request.POST, instance=ReportApproval(report=report), today=timezone.localdate())
    if not form.is_valid():
        return show(request, report, approval_form=form)
    tell(request, form.instance.record, _("The approval is recorded."))
    return redirect(report)


@login_required
@require_POST
def approval_remove(request, pk):
    """Take out an approval that was recorded by mistake."""
    approvals = ReportApproval.objects.filter(report__call__review__state__memberships__user=request.user)
    approval = fetch(approvals.select_related("report__call__review__state").distinct(), pk=pk)
    report = fetch_report(request, approval.report_id)
    require(request.user, Permission.REPORT_COMPILE, state=report.call.review.state)
    tell(request, approval.remove, _("The approval is taken out."))
    return redirect(report)


@login_required
@require_http_methods(["GET", "POST"])
def report_lock(request, pk):
    """Say what the lock ends and what is still open; then lock."""
    report = fetch_report(request, pk, Permission.REPORT_COMPILE)
    if request.method == "POST":
        tell(request, report.lock, _("The edition is locked. Nothing about it changes any more."))
        return redirect(report)
    obstacles = report.obstacles_to_lock()
    if obstacles:
        messages.warning(request, " ".join(str(obstacle) for obstacle in obstacles))
        return redirect(report)
    context = {
        "report": report,
        "call": report.call,
        "open": edition.before_lock(report),
        "approvals": report.approvals.in_order(),
        "breadcrumbs": way_to(report.call, (edition_name(report), report.get_absolute_url()), (_("Lock"), "")),
    }
    return render(request, "tracking/report_lock.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def report_publish(request, pk):
    """Show what would be public and what in it may point to a person; publish once that was looked at."""
    report = fetch_report(request, pk, Permission.REPORT_COMPILE)
    if not report.is_locked or report.is_published:
        messages.warning(
            request,
            _("This edition is published already.")
            if report.is_published
            else _("Lock the edition before you publish it."),
        )
        return redirect(report)
    findings = edition.personal_findings(report)
    is_unchecked = bool(findings) and "checked" not in request.POST
    if request.method == "POST" and not is_unchecked:
        tell(request, report.publish, _("Published: everybody can read it now."))
        return redirect(report)
    context = {
        "report": report,
        "call": report.call,
        "findings": findings,
        "is_unchecked": is_unchecked and request.method == "POST",
        "documents": edition_files.documents(report),
        "breadcrumbs": way_to(report.call, (edition_name(report), report.get_absolute_url()), (_("Publish"), "")),
    }
    return render(request, "tracking/report_publish.html", context)


@login_required
@require_POST
def report_unpublish(request, pk):
    """Take the edition back from the public; it stays locked."""
    report = fetch_report(request, pk, Permission.REPORT_COMPILE)
    tell(request, report.unpublish, _("Taken back: only those who serve the State can read it now."))
    return redirect(report)
