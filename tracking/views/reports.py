"""Editions of the mid-term report: asked for, compiled by a worker, compared, downloaded."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from .. import tasks
from ..documents import pdf_library
from ..documents.words import number_word
from ..forms.approval import ApprovalForm
from ..midterm import compiling, edition, feedback, locking, pdf
from ..midterm.documents import matrices_of
from ..midterm.languages import report_languages
from ..models import Call, Report, ReportApproval
from ..permissions import Permission, has_permission
from . import edition_files
from .access import fetch, require


def fetch_call(request, pk, permission=Permission.STATE_VIEW):
    """A call of a State that the person serves with this permission."""
    call = fetch(Call.objects.visible_to(request.user).select_related("review__state").distinct(), pk=pk)
    require(request.user, permission, state=call.review.state)
    return call


@login_required
@require_GET
def report_list(request, pk):
    """The editions of a call, newest first, and the way to the next one."""
    call = fetch_call(request, pk)
    state = call.review.state
    context = {
        "call": call,
        "reports": call.reports.defer("content").order_by("-edition"),
        "has_input": call.contributions.accepted().exists(),
        "language": get_language(),
        "languages": report_languages(),
        "call_tab": "editions",
        "may_compile": has_permission(request.user, Permission.REPORT_COMPILE, state=state),
        "breadcrumbs": way_to(call),
    }
    return render(request, "tracking/report_list.html", context)


@login_required
@require_POST
def report_compile(request, pk):
    """Ask for a new edition in a language; a worker compiles it."""
    call = fetch_call(request, pk, Permission.REPORT_COMPILE)
    language = request.POST.get("language", "")
    if language not in dict(report_languages()):
        messages.error(request, _("Choose one of the languages of the site for the report."))
        return redirect("tracking:report-list", call.pk)
    with transaction.atomic():
        report, is_new = compiling.ask(call, by=request.user, now=timezone.now(), language=language)
        if is_new:
            tasks.compile_report.delay_on_commit(report.pk)
    if not is_new:
        messages.info(request, _("This edition is being compiled already."))
    return redirect(report)


def fetch_report(request, pk, permission=Permission.STATE_VIEW):
    """An edition, for those who serve its State with this permission; its content is read when it is asked for."""
    report = fetch(Report.objects.visible_to(request.user).for_listing().distinct(), pk=pk)
    require(request.user, permission, state=report.call.review.state)
    return report


def way_to(call, *crumbs):
    """The breadcrumbs of the pages about a call's editions."""
    way = [(_("Calls for input"), reverse("tracking:call-list")), (call.title, call.get_absolute_url())]
    editions = (_("Editions"), reverse("tracking:report-list", args=[call.pk]) if crumbs else "")
    return [*way, editions, *crumbs]


def edition_name(report):
    """The edition's number in words."""
    return _("Edition %(edition)s") % {"edition": report.edition}


@login_required
@require_GET
def report_detail(request, pk):
    """What became of the edition; the page asks again while it is being compiled."""
    return show(request, fetch_report(request, pk))


def show(request, report, approval_form=None):
    """The page of an edition; `approval_form` brings back an approval that was not complete."""
    state = report.call.review.state
    context = {
        "report": report,
        "call": report.call,
        "call_tab": "editions",
        "stage_words": edition.stage_words(report),
        "languages": report_languages(),
        "language": dict(settings.LANGUAGES).get(report.language, report.language),
        "may_compile": has_permission(request.user, Permission.REPORT_COMPILE, state=state),
        "breadcrumbs": way_to(report.call, (edition_name(report), "")),
    }
    if report.is_ready:
        context |= ready_context(report, approval_form)
    return render(request, "tracking/report_detail.html", context)


def ready_context(report, approval_form):
    """What a finished edition holds: the versions it used, its length, its documents, who approved it."""
    facts, limit = edition.facts(report), report.call.word_budget
    documents = edition_files.documents(report)
    used = report.contributions.defer("snapshot", "frozen_replies").select_related("local_government")
    return {
        "contributions": used.order_by("local_government__name"),
        "facts": facts,
        "words_used": number_word(facts.all_words),
        "word_limit": limit,
        "words_allowed": number_word(limit),
        "notes": feedback.notes(report.call),
        "documents": documents,
        "can_be_read": any(row.kind == "html" for row, _label in documents),
        "pdf_missing": "" if pdf_library.is_available() else pdf.missing_sentence(),
        "matrix_missing": not matrices_of(report.call.review_id).exists(),
        "before": report.edition_before(),
        "approvals": report.approvals.in_order(),
        "approval_form": approval_form or ApprovalForm(today=timezone.localdate()),
        "obstacles": locking.obstacles(report),
        "changed": report.later_changes_in_words if report.is_locked else "",
        "steps": ReportApproval.Step.choices,
    }


@login_required
@require_GET
def report_difference(request, pk):
    """What the edition says otherwise than an earlier one: the one asked for in ?from=, else the one before."""
    report = fetch_report(request, pk)
    others = report.call.reports.filter(status=Report.Status.READY).exclude(pk=report.pk).order_by("-edition")
    others = list(others.defer("content"))
    asked = request.GET.get("from", "")
    before = report.edition_before() if not asked else next((row for row in others if str(row.pk) == asked), None)
    context = {
        "report": report,
        "call": report.call,
        "before": before,
        "others": others,
        "difference": edition.difference(before, report) if before and report.is_ready else None,
        "breadcrumbs": way_to(
            report.call, (edition_name(report), report.get_absolute_url()), (_("What is different"), "")
        ),
    }
    return render(request, "tracking/report_difference.html", context)


@login_required
@require_GET
def report_read(request, pk):
    """The edition as a web page to read or print."""
    return edition_files.page(fetch_report(request, pk))


@login_required
@require_GET
def report_download(request, pk, document):
    """One document of a finished edition, as an attachment."""
    report = fetch_report(request, pk)
    return edition_files.attachment(request, report, edition_files.find(report, document))
