"""The last way of an edition: approvals recorded, locked, published or taken back from the public."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from .. import tasks
from ..forms.approval import ApprovalForm, PublishForm
from ..midterm import edition, locking
from ..midterm.documents import USUALLY_PUBLIC, WITH_ANSWERS
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


@transaction.atomic
def lock(report, *, by, now):
    """Lock the edition; then a worker lets its documents name who adopted it."""
    locking.lock(report, by=by, now=now)
    tasks.stamp_report.delay_on_commit(report.pk)


@login_required
@require_http_methods(["GET", "POST"])
def report_lock(request, pk):
    """Say what the lock ends and what is still open; then lock."""
    report = fetch_report(request, pk, Permission.REPORT_COMPILE)
    if request.method == "POST":
        tell(request, partial(lock, report), _("The edition is locked. Nothing about it changes any more."))
        return redirect(report)
    obstacles = locking.obstacles(report)
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
    """Choose the documents for everybody, and see what in them may point to a person; later choose anew."""
    report = fetch_report(request, pk, Permission.REPORT_COMPILE)
    if not report.is_locked:
        messages.warning(request, _("Lock the edition before you publish it."))
        return redirect(report)
    if report.is_being_stamped:
        messages.info(request, _("The documents are being written."))
        return redirect(report)
    findings = edition.personal_findings(report)
    form = publish_form(request, report, findings)
    if form.is_valid():
        done = _("Saved.") if report.is_published else _("Published: everybody can read it now.")
        tell(request, partial(report.publish, form.cleaned_data["documents"]), done)
        return redirect(report)
    context = {
        "report": report,
        "call": report.call,
        "findings": findings,
        "form": form,
        "breadcrumbs": way_to(report.call, (edition_name(report), report.get_absolute_url()), (_("Publish"), "")),
    }
    return render(request, "tracking/report_publish.html", context)


def choice_words(document, label):
    """The document in words: what it is, its size, and whether the answers of single governments are in it."""
    words = f"{label} ({filesizeformat(document.size)})"
    return f"{words} · {_('with every answer of every government')}" if document.kind in WITH_ANSWERS else words


def publish_form(request, report, findings):
    """The choice of documents: as it was made before, else the usual one."""
    found = edition_files.documents(report)
    chosen = [row.pk for row, _label in found if row.is_public]
    usual = [row.pk for row, _label in found if row.kind in USUALLY_PUBLIC]
    choices = [(row.pk, choice_words(row, label)) for row, label in found]
    first = {"documents": chosen or usual}
    data = request.POST if request.method == "POST" else None
    return PublishForm(data, choices=choices, has_findings=bool(findings), initial=first)


@login_required
@require_POST
def report_unpublish(request, pk):
    """Take the edition back from the public; it stays locked."""
    report = fetch_report(request, pk, Permission.REPORT_COMPILE)
    tell(request, report.unpublish, _("Taken back: only those who serve the State can read it now."))
    return redirect(report)
