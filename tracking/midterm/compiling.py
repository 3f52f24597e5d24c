"""Compiles a report: collect, freeze, render, store. One edition is one Report row, and it never changes."""

import io
import logging
from contextlib import ExitStack

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from ..models import Call, Event, Report, ReportDocument
from . import content, docx, xlsx
from .collect import accepted_contributions, collect

log = logging.getLogger(__name__)

RENDERERS = {"docx": docx.render, "xlsx": xlsx.render}
# Content that contradicts itself, a snapshot that lacks a field, a full disk: the edition fails and says so,
# instead of being tried again for ever.
FAULTS = (ValueError, TypeError, LookupError, OSError)


class _Overtaken(Exception):
    """Another worker took the report for lost and has it now."""


@transaction.atomic
def start(call, *, by, now, language):
    """Ask for a new edition; returns the Report that a worker will compile."""
    Call.objects.select_for_update().get(pk=call.pk)  # one edition number at a time
    last = call.reports.aggregate(last=Max("edition"))["last"] or 0
    report = Report.objects.create(call=call, edition=last + 1, language=language, asked_by=by, asked_at=now)
    Event.objects.record(Event.Verb.COMPILED, report, by=by, now=now, after={"edition": report.edition})
    return report


@transaction.atomic
def ask(call, *, by, now, language):
    """Ask for an edition unless one in this language is being compiled already; returns (report, is_new)."""
    Call.objects.select_for_update().get(pk=call.pk)
    waiting = call.reports.waiting().filter(language=language).first()
    if waiting:
        return waiting, False
    return start(call, by=by, now=now, language=language), True


def run(pk, *, now):
    """Compile the report `pk` unless another worker has it; returns a word for the log: ready, failed or gone.

    A worker that vanishes leaves the row as it is; after a while it is claimed and compiled again.
    """
    if not Report.objects.claim(pk, now=now):
        return "gone"
    report = Report.objects.select_related("call__review__state").get(pk=pk)
    try:
        compile_report(report)
    except _Overtaken:
        return "gone"
    except FAULTS as error:
        log.exception("report %s could not be compiled", pk)
        with translation.override(report.language):
            sentence = _("The documents could not be made: %(error)s") % {"error": error}
        _claimed(report).update(status=Report.Status.FAILED, finished_at=timezone.now(), error=sentence)
        return "failed"
    return "ready"


def compile_report(report):
    """Collect, render and store one report; raises one of FAULTS and keeps no file where that fails."""
    call = report.call
    contributions = accepted_contributions(call)
    frozen = collect(
        call,
        contributions,
        language=report.language,
        today=timezone.localdate(report.asked_at),
        edition=report.edition,
        practices=import_string(settings.REPORT_PRACTICES)(call.review, report.language),
    )
    fingerprint = content.checksum(frozen)
    documents = {name: rendered(frozen, name, fingerprint) for name in RENDERERS}
    name = f"{call.review.state.iso3}-midterm-{call.pk}-edition-{report.edition}"
    with ExitStack() as undo, transaction.atomic():
        if not _claimed(report).select_for_update().exists():
            raise _Overtaken
        report.content, report.checksum = content.to_json(frozen), fingerprint
        report.status, report.finished_at, report.done = Report.Status.READY, timezone.now(), 100
        report.save()
        for kind, document in documents.items():
            stored = ReportDocument.objects.keep(report, kind, f"{name}.{kind}", document).file
            undo.callback(stored.storage.delete, stored.name)
        report.contributions.set(contributions)
        undo.pop_all()


def _claimed(report):
    """The report as long as it is this worker's: its claim carries the moment of the claim."""
    return Report.objects.waiting().filter(pk=report.pk, started_at=report.started_at)


def rendered(frozen, name, fingerprint=""):
    """The bytes of a document ("docx" or "xlsx") of a ReportContent with its checksum, in the report's language."""
    out = io.BytesIO()
    with translation.override(frozen.language):
        RENDERERS[name](frozen, out, fingerprint)
    return out.getvalue()
