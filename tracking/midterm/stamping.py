"""The documents of a locked edition, written anew from its frozen content: now they name who adopted it, and when.

Content and checksum stay what they were. Until a worker is through, Report.stage says so and the edition is not
published; a worker that vanishes leaves that word behind, and after a while another one takes over.
"""

import logging
from contextlib import ExitStack
from dataclasses import replace

from django.db import transaction
from django.utils import translation

from ..models import Report, ReportDocument, ReportTemplate
from . import content, documents
from .compiling import FAULTS, RENDERERS, write_documents
from .entries import ApprovalEntry

log = logging.getLogger(__name__)

NAMING = ("docx", "xlsx", "html", "docx-body", "html-body", "pdf", "pdf-body", documents.TEMPLATE)  # the approvals


def run(pk, *, now):
    """Write the documents of the edition `pk` anew unless another worker is at it; a word for the log."""
    if not Report.objects.claim_stamping(pk, now=now):
        return "gone"
    report = Report.objects.select_related("call__review__state").get(pk=pk)
    try:
        stamp(report)
    except (*FAULTS, *documents.OPTIONAL_FAULTS):
        # The documents as they were compiled say where the approvals stand: they are no worse than before.
        log.exception("report %s: its documents do not name the approvals", pk)
        report.end_stamping()
        return "failed"
    return "ready"


def stamp(report):
    """Replace the documents that name who adopted the edition; a document that fails stays as it was."""
    frozen = replace(whole_content(report), approvals=approvals_of(report))
    kept = {row.kind: row for row in report.documents.filter(kind__in=NAMING, source=None)}
    if not _has_its_template(report):
        kept.pop(documents.TEMPLATE, None)
    jobs = [job for job in documents.jobs(report, RENDERERS) if job.kind in kept]
    with ExitStack() as files:
        made, notes = write_documents(jobs, frozen, report.checksum, files)
        for note in notes:
            log.warning("report %s: %s", report.pk, note)
        _store(report, [(kept[job.kind], file) for job, file in made])


def _has_its_template(report):
    """Whether the State's own template is still the one that was there when the edition was asked for."""
    template = ReportTemplate.objects.in_use(report.call.review.state_id)
    return template is not None and template.uploaded_at <= report.asked_at


def whole_content(report):
    """The frozen content with all its answers: of a long report, only the JSON document holds them."""
    found = content.from_json(report.content)
    if all(isinstance(row.answers, tuple) for row in found.contributions) and not found.is_abridged:
        return found
    with report.documents.get(kind="json").file.open() as file:
        return content.from_json(file.read().decode("utf-8", "surrogatepass"))


def approvals_of(report):
    """The ApprovalEntries of an edition in order, their stages in its language."""
    with translation.override(report.language):
        return tuple(
            ApprovalEntry(str(row.get_step_display()), row.body, row.approved_on) for row in report.approvals.in_order()
        )


def _store(report, made):
    """Put the new files in the place of the old ones, all of them or none."""
    with ExitStack() as undo, transaction.atomic():
        for document, file in made:
            old = document.file.name
            stored = ReportDocument.objects.renew(document, file)
            undo.callback(stored.storage.delete, stored.name)
            transaction.on_commit(lambda storage=stored.storage, name=old: storage.delete(name))
        report.end_stamping()
        undo.pop_all()
