"""The sheets of Annexes C to E: indicators with their gaps, consultations, versions of contributions."""

from django.utils.translation import gettext as _

from ..documents.xlsx import DATE, NUMBER, SYMBOL, TEXT, WORDS, Column, Sheet
from .annexes import consultation_rows, indicator_rows


def indicator_sheet(content):
    """Annex C: each indicator of a contribution once; where there is no value, why."""
    columns = (
        Column(_("Local government"), TEXT, 24),
        Column(_("Version"), NUMBER, 9),
        Column(_("Recommendations"), SYMBOL, 20),
        Column(_("Code"), SYMBOL, 12),
        Column(_("Indicator"), TEXT, 45),
        Column(_("Unit"), WORDS, 16),
        Column(_("Baseline"), SYMBOL, 14),
        Column(_("Year of the baseline"), SYMBOL, 10),
        Column(_("Value"), SYMBOL, 14),
        Column(_("Year of the value"), SYMBOL, 10),
        Column(_("Target"), SYMBOL, 14),
        Column(_("Year of the target"), SYMBOL, 10),
        Column(_("Broken down by"), TEXT, 40),
        Column(_("Source"), TEXT, 30),
        Column(_("Why there is no value"), WORDS, 28),
    )
    return Sheet(_("Annex C"), columns, _indicators(content))


def _indicators(content):
    names = ("code", "title", "unit", "baseline", "baseline_year", "value", "year", "target", "target_year")
    for contribution, indicator, paragraphs in indicator_rows(content):
        figures = (getattr(indicator, name) for name in (*names, "disaggregation", "source", "gap"))
        yield (contribution.government, contribution.version, ", ".join(paragraphs), *figures)


def consultation_sheet(content):
    """Annex D: the consultations that the State held, and its dialogues in the regions."""
    columns = (
        Column(_("Date"), DATE, 12),
        Column(_("Last day"), DATE, 12),
        Column(_("Consultation"), TEXT, 40),
        Column(_("With whom"), WORDS, 24),
        Column(_("How"), WORDS, 16),
        Column(_("Place"), TEXT, 18),
        Column(_("How many were invited"), NUMBER, 11),
        Column(_("How many came"), NUMBER, 11),
        Column(_("Invited"), TEXT, 40),
        Column(_("Came"), TEXT, 40),
        Column(_("Themes"), TEXT, 40),
        Column(_("Outcome"), TEXT, 40),
    )
    names = ("held_on", "held_until", "title", "kind", "format", "place", "invited_number", "attended_number")
    rows = (
        tuple(getattr(row, name) for name in (*names, "invited", "attended", "themes", "outcome"))
        for row in consultation_rows(content)
    )
    return Sheet(_("Consultations"), columns, rows)


def version_sheet(content):
    """The versions of contributions in this edition, with their checksums."""
    columns = (
        Column(_("Local government"), TEXT, 28),
        Column(_("Version"), NUMBER, 9),
        Column(_("Prepared by"), WORDS, 24),
        Column(_("On behalf of"), TEXT, 24),
        Column(_("Approved by"), WORDS, 24),
        Column(_("Approved on"), DATE, 12),
        Column(_("Accepted on"), DATE, 12),
        Column(_("Answers"), NUMBER, 10),
        Column(_("Checksum (SHA-256)"), SYMBOL, 66),
        Column(_("Answers to the questions of the call"), TEXT, 60),
    )
    return Sheet(_("Versions used"), columns, _versions(content))


def _versions(content):
    for entry in content.contributions:
        yield (
            entry.government,
            entry.version,
            entry.prepared_by_role,
            entry.on_behalf_of,
            entry.approved_by_role,
            entry.approved_on,
            entry.accepted_on,
            len(entry.answers),
            entry.checksum,
            "\n".join(f"{reply.question}\n{reply.text}" for reply in entry.replies),
        )
