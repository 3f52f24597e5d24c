"""The first pages of the Word report: the cover, and a table of contents that is filled before it is updated."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..documents.blocks import Span, compose, listed
from ..documents.docx import contents as table_of_contents
from ..documents.docx import fact
from ..documents.words import date_word, letters_of, number_word, roman
from .annexes import ANNEXES, annex_title
from .index import Index, contribution_anchor
from .words import mechanism_word


def cover(content, checksum, writer):
    """The paragraphs of the cover."""
    yield writer.paragraph("CoverState", Span(content.state_name, direction="auto"))
    yield writer.paragraph("Title", _("Mid-term report"))
    yield writer.paragraph(
        "Subtitle",
        _("%(mechanism)s, cycle %(cycle)s") % {"mechanism": mechanism_word(content.mechanism), "cycle": content.cycle},
    )
    yield writer.paragraph("CoverGap", "")
    for label, value in _facts(content):
        yield fact(writer, "CoverFact", label, value)
    yield writer.paragraph(
        "CoverNote",
        _(
            "The content of this edition is frozen. Its checksum (SHA-256) changes with every letter of the content"
            " and shows whether two copies hold the same:"
        ),
    )
    yield writer.paragraph("CoverChecksum", Span(checksum, direction="ltr"))


def contents(content, chapters, writer):
    """The table of contents: a field that Word brings up to date, already holding every entry."""
    return table_of_contents(writer, _("Contents"), list(_entries(content, chapters)))


def _facts(content):
    coverage = content.coverage
    yield _("Review held"), date_word(content.review_date)
    if content.session:
        yield _("Session of the Working Group"), str(content.session)
    yield _("Outcome adopted"), date_word(content.adoption_date)
    if content.period_start and content.period_end:
        yield (
            _("Reporting period"),
            _("%(start)s to %(end)s")
            % {"start": date_word(content.period_start), "end": date_word(content.period_end)},
        )
    yield _("Mid-term report due"), date_word(content.midterm_date)
    yield _("Call for input"), Span(content.call_title, direction="auto")
    yield _("Open for input until"), date_word(content.call_deadline)
    yield (
        _("Local governments"),
        ngettext("%(reported)s of %(total)s reported", "%(reported)s of %(total)s reported", coverage.governments_total)
        % {"reported": number_word(coverage.governments_reported), "total": number_word(coverage.governments_total)},
    )
    if content.document_symbols:
        yield _("Documents of the review"), listed(Span(symbol, direction="ltr") for symbol in content.document_symbols)
    if content.chapters or content.approvals:
        yield _("Adopted by"), adopted_by(content)
    yield _("Edition"), number_word(content.edition)
    yield _("Compiled on"), date_word(content.compiled_on)
    yield _("Compiled by"), Span(content.compiled_by, direction="auto")


def adopted_by(content):
    """The bodies that approved the edition, each with its day, as Spans; before the lock, where they will stand."""
    template = _("%(body)s (%(stage)s), %(day)s")
    found = [
        compose(template, body=Span(row.body, direction="auto"), stage=row.stage, day=date_word(row.approved_on))
        for row in content.approvals
    ]
    if not found:
        return (Span(_("recorded on the page of this edition once it is approved")),)
    return tuple(span for number, row in enumerate(found) for span in ((Span("; "), *row) if number else row))


def _entries(content, chapters):
    for number, chapter in enumerate(chapters, 1):
        yield 1, f"{roman(number)}.", chapter.title, chapter.anchor
        titled = [section for section in chapter.sections if section.title]
        for order, section in enumerate(titled, 1):
            yield 2, f"{letters_of(order)}.", section.title, section.anchor
    for key in ANNEXES:
        yield 1, "", annex_title(key), key
        yield from ((2, "", title, anchor) for title, anchor in _inside(key, content))


def _inside(annex, content):
    if annex == "annex_b":
        for number, contribution in enumerate(content.contributions, 1):
            yield contribution.government, contribution_anchor(number)
    if annex == "annex_e":
        if Index(content).sources:
            yield _("Sources of sentences"), "annex_e_sources"
        if content.contributions:
            yield _("Versions of contributions in this edition"), "annex_e_versions"
