"""How the documents of an edition are called, and how they leave the house: as attachments, or as a page of their own.

The store is private: whoever calls this has asked for permission, or knows that the edition is published.
"""

import base64
import hashlib
import re
from pathlib import PurePath

from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.utils import translation
from django.utils.html import format_html
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LABELS = {
    "docx": _("Word document"),
    "docx-body": _("Word document without the answers of Annex B"),
    "html-body": _("Web page without the answers of Annex B"),
    "pdf-body": _("PDF document without the answers of Annex B"),
    "pdf": _("PDF document"),
    "html": _("Web page to read or print"),
    "xlsx": _("Spreadsheet with Annexes A and C"),
    "json": _("All of it as data (JSON)"),
    "csv-annex-a": _("Annex A as a table (CSV)"),
    "csv-annex-c": _("Annex C as a table (CSV)"),
    "csv-by-paragraph": _("By paragraph number, for other databases (CSV)"),
    "docx-template": _("Word document in the State’s own template"),
    "matrix": _("OHCHR’s matrix with the status filled in"),
}
OTHER_LABELS = {
    ".docx": _("Word document"),
    ".pdf": _("PDF document"),
    ".html": _("Web page to read or print"),
    ".xlsx": _("Spreadsheet"),
    ".csv": _("Table (CSV)"),
    ".json": _("Data (JSON)"),
}
CONTENT_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
}
PAGES = ("html", "html-body")  # the fuller one first
BODY = re.compile(rb"<body[^>]*>")
PART, PART_WITH_FOCUS = b'<section class="part ', b'<section tabindex="0" class="part '
STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
PAGE_LASTS = 300  # seconds that a reader's own cache may show a published document without asking again


def suffix(document):
    """The end of the document's name, such as ".docx"."""
    return PurePath(document.file.name).suffix


def label(document):
    """What the document is, in words; a matrix by the name of the file that was filled."""
    words = LABELS.get(document.kind) or OTHER_LABELS.get(suffix(document), document.kind)
    return f"{words}: {document.source.name}" if document.source_id else words


def file_name(report, document):
    """The name under which the document is saved: State, edition, language, kind."""
    end = suffix(document)
    kind = "" if f".{document.kind}" == end else f"-{document.kind.removeprefix(f'{end[1:]}-')}"
    source = f"-{document.source_id}" if document.source_id else ""
    iso3 = report.call.review.state.iso3
    return f"{iso3}-midterm-{report.call_id}-edition-{report.edition}-{report.language}{kind}{source}{end}"


def kept(report, is_public=False):
    """The documents of the edition; with `is_public` those that the coordinator chose for everybody."""
    rows = report.documents.select_related("source")
    return rows.public() if is_public else rows


def documents(report, *, is_public=False):
    """[(document, its label)] of those that are in the store."""
    return [(row, label(row)) for row in kept(report, is_public).on_disk()]


def find(report, pk, *, is_public=False):
    """One document of the edition by its primary key; 404 where the edition or the store lacks it."""
    row = kept(report, is_public).filter(pk=pk).first()
    if row is None or not row.file.storage.exists(row.file.name):
        raise Http404
    return row


def attachment(request, report, document, *, is_public=False):
    """The document to save; who has this very file already is told so instead."""
    etag = quote_etag(document.sha256)
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        response = FileResponse(
            document.file.open(),
            as_attachment=True,
            filename=file_name(report, document),
            content_type=CONTENT_TYPES.get(suffix(document), "application/octet-stream"),
        )
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={PAGE_LASTS}" if is_public else "private, no-cache"
    return response


def way_back(report):
    """The line above a published page: where the documents stand, and what was replied and corrected since."""
    with translation.override(report.language):
        words = gettext("This report’s page: documents, corrections and replies")
        link = format_html('<nav aria-label="{1}"><p><a href="{0}">{1}</a></p></nav>', report.public_address, words)
    return link.encode()


def reachable(body):
    """The HTML of a report in which the parts with tables, which scroll on phones, take the keyboard's focus."""
    first, *parts = body.split(PART)
    return first + b"".join((PART_WITH_FOCUS if b"<table" in part else PART) + part for part in parts)


def page(report, *, is_public=False):
    """The HTML document as a page of its own, under a policy that lets nothing run or load; 404 without one.

    Its only style sheet is allowed by its hash: words that people wrote can neither run nor change the look.
    """
    pages = {row.kind: row for row in kept(report, is_public).filter(kind__in=PAGES).on_disk()}
    document = next((pages[kind] for kind in PAGES if kind in pages), None)
    if document is None:
        raise Http404
    with document.file.open() as file:
        body = reachable(file.read())
    if is_public:
        body = BODY.sub(lambda found: found.group(0) + way_back(report), body, count=1)
    response = HttpResponse(body, content_type=CONTENT_TYPES[".html"])
    sheet = STYLE.search(body)
    digest = base64.b64encode(hashlib.sha256(sheet.group(1)).digest()).decode() if sheet else ""
    response._csp_config = {  # read by CSPMiddleware
        "default-src": ["'none'"],
        "style-src": [f"'sha256-{digest}'" if sheet else "'none'"],
        "img-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'self'"],
        "sandbox": ["allow-popups"],
    }
    response["Cache-Control"] = f"public, max-age={PAGE_LASTS}" if is_public else "private, no-cache"
    return response
