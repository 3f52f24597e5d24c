"""The mid-term report as a spreadsheet: the same content as the Word file, as tables."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..documents.words import date_word, number_word
from ..documents.xlsx import SYMBOL, TEXT, WORDS, write
from .content import checksum
from .docx_cover import adopted_by
from .docx_package import properties
from .words import mechanism_word
from .xlsx_sheets import sheets


def render(content, out, fingerprint=""):
    """Write the ReportContent to `out`, a binary file, as XLSX; words are in the language active now.

    The same content in the same language gives the same bytes. `fingerprint` is the content's checksum where it is
    known already. Text longer than a cell can hold is cut and ends with a note that says so.
    """
    fingerprint = fingerprint or checksum(content)
    lines = (*_facts(content, fingerprint), *_explanations())
    write(out, properties(content, fingerprint), lines=lines, sheets=sheets(content))


def _facts(content, fingerprint):
    coverage = content.coverage
    yield _("What this is"), _("The data behind the report: the same content as the Word file, as tables."), WORDS
    yield (
        _("Review"),
        _("%(mechanism)s, cycle %(cycle)s") % {"mechanism": mechanism_word(content.mechanism), "cycle": content.cycle},
        WORDS,
    )
    yield _("Review held"), date_word(content.review_date), WORDS
    yield _("Call for input"), content.call_title, TEXT
    yield _("Open for input until"), date_word(content.call_deadline), WORDS
    yield (
        _("Local governments"),
        ngettext("%(reported)s of %(total)s reported", "%(reported)s of %(total)s reported", coverage.governments_total)
        % {"reported": number_word(coverage.governments_reported), "total": number_word(coverage.governments_total)},
        WORDS,
    )
    if content.approvals:
        yield _("Adopted by"), "".join(span.text for span in adopted_by(content)), TEXT
    yield _("Edition"), str(content.edition), WORDS
    yield _("Compiled on"), date_word(content.compiled_on), WORDS
    yield _("Compiled by"), content.compiled_by, TEXT
    yield _("Checksum (SHA-256)"), fingerprint, SYMBOL


def _explanations():
    yield (
        _("Checksum"),
        _("It identifies the frozen content of this edition. Every change of the content changes it."),
        WORDS,
    )
    yield (
        _("Statuses"),
        _("A status is what a local government reported of itself. The sheets count statuses and never average them."),
        WORDS,
    )
    yield _("Annex A"), _("One row for each recommendation."), WORDS
    yield _("Annex C"), _("One row for each indicator that a contribution cites."), WORDS
    yield _("City answers"), _("One row for each answer of a local government, as submitted, with its version."), WORDS
    yield _("Coverage"), _("One row for each local government that was asked."), WORDS
    yield (
        _("Totals"),
        _("One row for each position of the State; the columns count recommendations, then answers by status."),
        WORDS,
    )
    yield _("Empty cells"), _("Nothing was reported, or the figure is not known. A zero is a counted zero."), WORDS
