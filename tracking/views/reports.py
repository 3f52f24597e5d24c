"""Editions of the mid-term report: asked for, compiled by a worker, downloaded."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from .. import tasks
from ..documents.words import number_word
from ..midterm import compiling, content
from ..models import Call, Report
from ..permissions import Permission, has_permission
from .access import fetch, require

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@login_required
@require_POST
def report_compile(request, pk):
    """Ask for a new edition in a language; a worker compiles it."""
    call = fetch(Call.objects.visible_to(request.user).select_related("review__state"), pk=pk)
    require(request.user, Permission.REPORT_COMPILE, state=call.review.state)
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        messages.error(request, _("Choose one of the languages of the site for the report."))
        return redirect(call)
    with transaction.atomic():
        report, is_new = compiling.ask(call, by=request.user, now=timezone.now(), language=language)
        if is_new:
            tasks.compile_report.delay_on_commit(report.pk)
    if not is_new:
        messages.info(request, _("This edition is being compiled already."))
    return redirect(report)


def fetch_report(request, pk):
    """An edition, for those who serve its State."""
    reports = Report.objects.visible_to(request.user).select_related("call__review__state").distinct()
    report = fetch(reports, pk=pk)
    require(request.user, Permission.STATE_VIEW, state=report.call.review.state)
    return report


@login_required
@require_GET
def report_detail(request, pk):
    """What became of the edition; the page asks again while it is being compiled."""
    report = fetch_report(request, pk)
    state = report.call.review.state
    context = {
        "report": report,
        "call": report.call,
        "language": dict(settings.LANGUAGES).get(report.language, report.language),
        "may_compile": has_permission(request.user, Permission.REPORT_COMPILE, state=state),
    }
    if report.status == Report.Status.READY:
        context |= ready_context(report)
    return render(request, "tracking/report_detail.html", context)


def ready_context(report):
    """What a finished edition holds: the versions it used, its length, its documents."""
    frozen = content.from_json(report.content)
    with translation.override(report.language):
        words = sum(content.word_count(frozen).values())
    used = report.contributions.defer("snapshot").select_related("local_government")
    return {
        "contributions": used.order_by("local_government__name"),
        "coverage": frozen.coverage,
        "totals": frozen.totals,
        "words": words,
        "words_used": number_word(words),
        "word_limit": content.WORD_LIMIT,
        "words_allowed": number_word(content.WORD_LIMIT),
        "documents": [(document.kind, document.size) for document in report.documents.on_disk()],
    }


@login_required
@require_GET
def report_download(request, pk, format):
    """One document of a finished edition, as an attachment."""
    report = fetch_report(request, pk)
    document = {row.kind: row for row in report.documents.on_disk()}.get(format)
    if document is None:
        raise Http404
    state = report.call.review.state
    name = f"{state.iso3}-midterm-{report.call_id}-edition-{report.edition}-{report.language}.{format}"
    return FileResponse(document.file.open(), as_attachment=True, filename=name, content_type=CONTENT_TYPES[format])
