"""Files as Sources: published reports by their public documents, and documents that pages lead to.

A file is opened only where it changed since it was indexed: `read` says its words then.
"""

import hashlib
from collections import defaultdict

from django.utils.translation import override
from wagtail.models import Page

from tracking.models import Report, ReportDocument

from . import texts
from .addresses import in_first_language
from .sources import MADE_BY, Kind, Source, document_links, public_documents

READABLE = ("html", "html-body", "docx", "docx-body", "pdf", "pdf-body")  # the first of them that is public is read


def stamp_of(*facts):
    """A word that changes with any of these facts."""
    return hashlib.sha256(repr((MADE_BY, *facts)).encode()).hexdigest()


def reports():
    """The Sources of published editions, each in its own language."""
    chosen = public_texts()
    for row in Report.objects.published().for_listing():
        state, document = row.call.review.state, chosen.get(row.pk)
        with override(row.language):
            title, beside = row.public_title, [str(row.call.review), state.name, *state.names.values()]
        review = (state.iso3, row.call.review.cycle, row.call_id, row.edition)
        yield Source(
            key=f"report-{row.call_id}",
            kind=Kind.REPORT,
            title=title,
            address=in_first_language("tracking:public-report", *review),
            link="report",
            pk=row.pk,
            language=row.language,
            state=state.pk,
            year=row.published_at.year,
            stamp=stamp_of(title, beside, review, document and document.sha256),
            read=lambda document=document, beside=beside: (words_of(document and document.file), beside),
        )


def public_texts():
    """{report: its public document that holds the whole text}; one query."""
    rows = ReportDocument.objects.public().filter(report__in=Report.objects.published(), kind__in=READABLE)
    found = defaultdict(list)
    for row in rows:
        found[row.report_id].append(row)
    return {pk: min(documents, key=lambda row: READABLE.index(row.kind)) for pk, documents in found.items()}


def documents():
    """The Sources of files that pages lead to, in the language of these pages where they have one language."""
    leading = languages()
    for row in public_documents():
        language = leading.get(str(row.pk), "")
        facts = (row.title, row.filename, row.file_hash, row.file.name, row.url, language)
        yield Source(
            key=f"document-{row.pk}",
            kind=Kind.DOCUMENT,
            title=row.title,
            address=row.url,
            link="document",
            pk=row.pk,
            language=language,
            year=row.created_at.year,
            stamp=stamp_of(*facts),
            read=lambda row=row: (words_of(row.file), [row.filename]),
        )


def languages():
    """{document: the language of the public pages that lead to it}; none where they have several. Two queries."""
    found = defaultdict(set)
    links = document_links().values_list("to_object_id", "object_id")
    spoken = dict(Page.objects.live().public().values_list("pk", "locale__language_code"))
    for document, page in links:
        if int(page) in spoken:
            found[document].add(spoken[int(page)])
    return {document: codes.pop() for document, codes in found.items() if len(codes) == 1}


def words_of(file):
    """The words of a stored file; "" where there is none, or it is not there."""
    if not file or not file.storage.exists(file.name):
        return ""
    with file.open("rb") as opened:
        return texts.text_of(opened, file.name)
