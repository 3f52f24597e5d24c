"""What everybody reads: published mid-term reports, without an account."""

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..midterm import edition, feedback
from ..models import LocalGovernment, Report
from . import edition_files
from .access import fetch


def fetch_published(iso3, cycle, call, number):
    """The published edition with this address; every other one is as if it were not there."""
    rows = Report.objects.published().for_listing()
    return fetch(rows, call__review__state__iso3=iso3.upper(), call__review__cycle=cycle, call=call, edition=number)


@require_safe
def public_report_list(request):
    """Every published report, by State: one entry each, first in the reader's language, beside it in others."""
    rows = Report.objects.published().for_listing()
    by_state = ("call__review__state__name", "call__review__state", "-call__review__cycle", "-call_id")
    rows = rows.order_by(*by_state, "published_at", "edition")
    context = {
        "reports": list(by_report(rows, get_language())),
        "breadcrumbs": [(_("Published reports"), "")],
    }
    return render(request, "tracking/public_report_list.html", context)


def by_report(rows, language):
    """[(edition to show first, those in other languages)]: that of the reader's language, else the one that was first.

    `rows` come call by call.
    """
    found = {}
    for row in rows:
        found.setdefault(row.call_id, []).append(row)
    for editions in found.values():
        first = next((row for row in editions if row.language == language), editions[0])
        yield first, [row for row in editions if row is not first]


@require_safe
def public_report(request, iso3, cycle, call, number):
    """The report's page: who was heard, the documents, the checksum, how to cite it, and what governments reply."""
    report = fetch_published(iso3, cycle, call, number)
    documents = edition_files.documents(report, is_public=True)
    others = Report.objects.published().for_listing().filter(call__review=report.call.review_id).exclude(pk=report.pk)
    context = {
        "report": report,
        "call": report.call,
        "review": report.call.review,
        "language": dict(settings.LANGUAGES).get(report.language, report.language),
        "facts": edition.facts(report),
        "documents": documents,
        "can_be_read": any(row.kind in edition_files.PAGES for row, _label in documents),
        "approvals": report.approvals.in_order(),
        "replies": feedback.replies(report).public(),
        "corrections": feedback.corrections(report).public(),
        "others": others,
        "publishing": set(LocalGovernment.objects.publishing().values_list("pk", flat=True)),
        "address": settings.SITE_URL + report.public_address,
        "breadcrumbs": [(_("Published reports"), reverse("tracking:public-report-list")), (report.public_title, "")],
    }
    return render(request, "tracking/public_report.html", context)


@require_safe
def public_report_read(request, iso3, cycle, call, number):
    """The report as a web page to read or print."""
    return edition_files.page(fetch_published(iso3, cycle, call, number), is_public=True)


@require_safe
def public_report_download(request, iso3, cycle, call, number, document):
    """One document of a published report."""
    report = fetch_published(iso3, cycle, call, number)
    found = edition_files.find(report, document, is_public=True)
    return edition_files.attachment(request, report, found, is_public=True)
