"""Compiles a report: collect, freeze, render, store. One edition is one Report row, and it never changes."""

import io
import logging
import tempfile
from contextlib import ExitStack

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from ..models import Call, Event, Report, ReportDocument
from . import content, documents
from .collect import accepted_contributions, collect
from .spool import Spool

log = logging.getLogger(__name__)

RENDERERS = dict(documents.RENDERERS)
MOST_ANSWERS = 5_000  # of a report that the database keeps whole; a longer one is whole in its JSON file
SPOOLED = 1_000_000  # bytes of a document that may stay in memory until it is stored
# Content that contradicts itself, a snapshot that lacks a field, a full disk: the edition fails and says so,
# instead of being tried again for ever.
FAULTS = (ValueError, TypeError, LookupError, OSError, ArithmeticError, AttributeError, AssertionError)


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


def run(pk, *, now, renderers=None):
    """Compile the report `pk` unless another worker has it; returns a word for the log: ready, failed or gone.

    A worker that vanishes leaves the row as it is; after a while it is claimed and compiled again. `renderers` are
    those of the documents to make, where not all are wanted.
    """
    if not Report.objects.claim(pk, now=now):
        return "gone"
    report = Report.objects.select_related("call__review__state").get(pk=pk)
    try:
        compile_report(report, renderers)
    except _Overtaken:
        return "gone"
    except FAULTS as error:
        log.exception("report %s could not be compiled", pk)
        with translation.override(report.language):
            sentence = _("The documents could not be made: %(error)s") % {"error": error}
        _claimed(report).update(status=Report.Status.FAILED, finished_at=timezone.now(), error=sentence)
        return "failed"
    return "ready"


def compile_report(report, renderers=None):
    """Collect, render and store one report; raises one of FAULTS and keeps no file where that fails."""
    call = report.call
    _progress(report, "collecting", 1)
    contributions = accepted_contributions(call)
    frozen = collect(
        call,
        contributions,
        language=report.language,
        today=timezone.localdate(report.asked_at),
        edition=report.edition,
        practices=import_string(settings.REPORT_PRACTICES)(call.review, report.language),
        spool=Spool(),
    )
    _progress(report, "freezing", 15)
    with translation.override(report.language):
        frozen = content.counted(frozen)
    fingerprint = content.checksum(frozen)
    with ExitStack() as files:
        made, notes = _documents(report, frozen, fingerprint, files, renderers)
        _progress(report, "storing", 95)
        report.content, report.checksum = _kept(frozen), fingerprint
        report.error = "\n".join(notes)
        _store(report, contributions, made)


def _kept(frozen):
    """The content as the database keeps it for the pages of the site: all of it, or without what makes it long."""
    if content.answers_count(frozen) <= MOST_ANSWERS:
        return content.to_json(frozen)
    return content.to_json(content.abridged(frozen), has_answers=False)


def _documents(report, frozen, fingerprint, files, renderers):
    todo = list(documents.jobs(report, renderers or RENDERERS))

    def tell(number, job):
        _progress(report, job.kind, 20 + 75 * number // len(todo))

    return write_documents(todo, frozen, fingerprint, files, tell)


def write_documents(jobs, frozen, fingerprint, files, tell=lambda number, job: None):
    """([(Job, file)], [a sentence for each document that could not be made]) in temporary files of the stack `files`.

    `tell` is called before each Job. Raises what a document raises without which there is no edition.
    """
    made, notes = [], []
    for number, job in enumerate(jobs):
        tell(number, job)
        out = files.enter_context(tempfile.SpooledTemporaryFile(max_size=SPOOLED))  # noqa: SIM115 - closed by `files`
        try:
            with translation.override(frozen.language):
                job.render(frozen, out, fingerprint)
        except (*FAULTS, *documents.OPTIONAL_FAULTS) as error:
            if job.kind in documents.NEEDED:
                raise
            log.warning("no %s of %s: %s", job.kind, fingerprint, error)
            with translation.override(frozen.language):
                notes.append(_("%(document)s: %(error)s") % {"document": job.name, "error": error})
            continue
        made.append((job, out))
    return made, notes


def _store(report, contributions, made):
    name = f"{report.call.review.state.iso3}-midterm-{report.call_id}-edition-{report.edition}"
    with ExitStack() as undo, transaction.atomic():
        if not _claimed(report).select_for_update().exists():
            raise _Overtaken
        report.status, report.finished_at = Report.Status.READY, timezone.now()
        report.done, report.stage = 100, ""
        report.save()
        for job, file in made:
            stored = ReportDocument.objects.keep(report, job.kind, f"{name}{job.suffix}", file, job.source).file
            undo.callback(stored.storage.delete, stored.name)
        report.contributions.set(contributions)
        undo.pop_all()


def _progress(report, stage, done):
    """Tell what is being done; raise where another worker has the report by now."""
    if not _claimed(report).update(stage=stage, done=done):
        raise _Overtaken


def _claimed(report):
    """The report as long as it is this worker's: its claim carries the moment of the claim."""
    return Report.objects.waiting().filter(pk=report.pk, started_at=report.started_at)


def rendered(frozen, name, fingerprint=""):
    """The bytes of a document (a key of RENDERERS) of a ReportContent with its checksum, in the report's language."""
    out = io.BytesIO()
    with translation.override(frozen.language):
        RENDERERS[name](frozen, out, fingerprint)
    return out.getvalue()
