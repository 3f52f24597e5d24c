"""Practices as plain data: for spreadsheets and for programs."""

import csv

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import override

from tracking.csv_cells import BYTE_ORDER_MARK, harmless

from .addresses import page_url

COLUMNS = (
    "title", "place", "country", "summary", "kind", "maturity", "start", "end", "review_status", "last_verified",
    "sdg_targets", "review", "recommendations", "costs", "licence", "language", "address",
    "permanent_address", "authority_level", "population_class", "latitude", "longitude", "outcome", "result_kinds",
    "challenge_kinds", "evaluated_by", "evaluated_on",
)  # fmt: skip


def full_address(practice):
    """The public address of a page, on the site's own host."""
    return settings.SITE_URL + page_url(practice)


def permanent_address(practice):
    """The address that stays when the title changes; it leads each reader to the language they read."""
    with override(None):
        path = reverse("cms:practice-permanent", args=[practice.translation_key])
    first, _slash, rest = path.lstrip("/").partition("/")
    return f"{settings.SITE_URL}/{rest}" if first in dict(settings.LANGUAGES) else settings.SITE_URL + path


def summary_row(practice):
    """One practice as a dict with the keys of COLUMNS; values are strings, dates are ISO."""
    return {
        "title": practice.title,
        "place": practice.place,
        "country": practice.country_code,
        "summary": practice.summary,
        "kind": practice.kind,
        "maturity": practice.maturity,
        "start": iso(practice.start_date),
        "end": iso(practice.end_date),
        "review_status": practice.review_status,
        "last_verified": iso(practice.last_verified),
        "sdg_targets": practice.target_codes,
        "review": str(practice.review or ""),
        "recommendations": practice.paragraphs,
        "costs": practice.costs,
        "licence": practice.licence,
        "language": language_of(practice),
        "address": full_address(practice),
        "permanent_address": permanent_address(practice),
        "authority_level": practice.authority_level,
        "population_class": practice.size_class,
        "latitude": number(practice.latitude),
        "longitude": number(practice.longitude),
        "outcome": practice.outcome,
        "result_kinds": " ".join(practice.result_kinds),
        "challenge_kinds": " ".join(practice.challenge_kinds),
        "evaluated_by": practice.evaluated_by,
        "evaluated_on": iso(practice.evaluated_on),
    }


def language_of(page):
    """The code of the language in which the page is written: an alias shows the text of the page it stands for."""
    return (page.alias_of or page).locale.language_code


def practice_data(practice):
    """Everything a practice page shows, as plain data."""
    return summary_row(practice) | {
        "context": practice.context,
        "problem": practice.problem,
        "participation": practice.participation,
        "legal_basis": practice.legal_basis,
        "lead_department": practice.lead_department,
        "partners": practice.partners,
        "what_was_done": practice.what_was_done,
        "results": practice.results,
        "results_date": iso(practice.results_date),
        "standing_collaboration": practice.standing_collaboration,
        "challenges": practice.challenges,
        "what_did_not_work": practice.what_did_not_work,
        "lessons": practice.lessons,
        "transfer": practice.transfer,
        "sustainability": practice.sustainability,
        "themes": [theme.name for theme in practice.themes.all()],
        "groups": [group.code for group in practice.groups.all()],
        "rights": [right.code for right in practice.rights.all()],
        "service_areas": [area.code for area in practice.service_areas.all()],
        "steps": [settings.SITE_URL + step.get_absolute_url() for step in practice.linked_steps()],
        "evidence": [
            {name: getattr(row, name) for name in ("kind", "title", "link", "independence", "published")}
            for row in practice.evidence.all()
        ],
        "source_note": practice.source_note,
        "corrections": practice.corrections,
        "author": practice.author_body,
        "contact": practice.contact_mailbox,
        "next_verification": iso(practice.next_verification),
        "published": iso(practice.first_published_at and practice.first_published_at.date()),
        "updated": iso(practice.last_published_at and practice.last_published_at.date()),
    }


def number(value):
    """A number as text with a point, "" without one."""
    return "" if value is None else f"{value:g}"


def iso(date):
    """A date as YYYY-MM-DD, "" without one."""
    return date.isoformat() if date else ""


def practices_csv(practices):
    """A response with a CSV file of practices, readable by spreadsheet programs."""
    response = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="practices.csv"'
    writer = csv.DictWriter(response, COLUMNS)
    writer.writeheader()
    for practice in practices:
        writer.writerow({name: harmless(value) for name, value in summary_row(practice).items()})
    return response
