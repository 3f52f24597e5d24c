"""Annexes C to E of the Word report: indicators with their gaps, consultations, documents and sources."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..documents.blocks import Span, compose, listed
from ..documents.docx_xml import TableFrame
from ..documents.words import date_word, number_word
from .annexes import annex_title, consultation_rows, indicator_rows
from .index import source_anchor
from .progress_state import with_year
from .state_chapters import attendance, regions_sentence

_INDICATOR_WIDTHS = (15, 9, 24, 10, 10, 10, 15, 15)
_CONSULTATION_WIDTHS = (14, 30, 28, 28)


def _frame(writer, width, widths):
    return TableFrame(writer, [width * share // sum(widths) for share in widths])


def _cell(writer, *texts):
    """A cell of a paragraph for each text that people wrote."""
    return "".join(writer.free_text("TableText", text) for text in texts)


def annex_c(content, index, writer, width):
    """The indicators behind the answers, each once a contribution; where there is no value, why."""
    title = annex_title("annex_c")
    yield writer.paragraph("Heading1", title, "annex_c", is_unnumbered=True)
    rows = indicator_rows(content)
    first = next(rows, None)
    if first is None:
        yield writer.paragraph("Normal", _("No answer cites an indicator."))
        return
    yield writer.paragraph("Normal", _("Figures stand as they were when the local government approved its answer."))
    frame = _frame(writer, width, _INDICATOR_WIDTHS)
    yield frame.opening(
        title,
        (
            _("Local government"),
            pgettext("numbers of recommendations", "No."),
            _("Indicator"),
            _("Baseline"),
            _("Value"),
            _("Target"),
            _("Broken down by"),
            _("Source"),
        ),
    )
    yield frame.row(_indicator_cells(first, index, writer))
    for row in rows:
        yield frame.row(_indicator_cells(row, index, writer))
    yield frame.closing


def _indicator_cells(row, index, writer):
    contribution, indicator, paragraphs = row
    unit = (
        f"{indicator.code}, {indicator.unit}" if indicator.code and indicator.unit else indicator.code + indicator.unit
    )
    gap = _("no data: %(reason)s") % {"reason": indicator.gap} if indicator.gap else ""
    return (
        writer.paragraph("TableText", index.government(contribution)),
        writer.paragraph("TableText", listed(index.number(paragraph) for paragraph in paragraphs)),
        _cell(writer, indicator.title, unit),
        _cell(writer, with_year(indicator.baseline, indicator.baseline_year)),
        _cell(writer, gap or with_year(indicator.value, indicator.year)),
        _cell(writer, with_year(indicator.target, indicator.target_year)),
        _cell(writer, indicator.disaggregation),
        _cell(writer, indicator.source),
    )


def annex_d(content, _index, writer, width):
    """The consultations that the State held, and its dialogues in the regions."""
    title = annex_title("annex_d")
    yield writer.paragraph("Heading1", title, "annex_d", is_unnumbered=True)
    rows = consultation_rows(content)
    if not rows:
        yield writer.paragraph("Normal", _("No consultation is recorded."))
        return
    if content.records.dialogues:
        yield writer.paragraph("Normal", regions_sentence(content.records))
    frame = _frame(writer, width, _CONSULTATION_WIDTHS)
    yield frame.opening(title, (_("Date"), _("Consultation"), _("Invited, and who came"), _("Themes and outcome")))
    for row in rows:
        yield frame.row(_consultation_cells(row, writer))
    yield frame.closing


def _consultation_cells(row, writer):
    days = date_word(row.held_on) + (f" – {date_word(row.held_until)}" if row.held_until else "")
    about = ", ".join(filter(None, (row.kind, row.format, row.place)))
    return (
        writer.paragraph("TableText", days),
        writer.free_text("TableText", row.title, strong=True) + _cell(writer, about),
        writer.paragraph("TableText", attendance(row)) + _who(writer, row),
        _cell(writer, row.themes, row.outcome),
    )


def _who(writer, row):
    """Who was invited and who came, each under its name."""
    template = _("%(label)s: %(text)s")
    named = ((_("Invited"), row.invited), (_("Came"), row.attended))
    return "".join(
        writer.paragraph("TableText", compose(template, label=Span(label, strong=True), text=Span(text, False, "auto")))
        for label, text in named
        if text
    )


def annex_e(content, index, writer, width):
    """The documents, the sources of the coordinator's sentences, and the versions of contributions with checksums."""
    yield writer.paragraph("Heading1", annex_title("annex_e"), "annex_e", is_unnumbered=True)
    yield from _documents(content, writer, width)
    if index.sources:
        yield writer.paragraph("Heading2", _("Sources of sentences"), "annex_e_sources", is_unnumbered=True)
    for source, number in index.sources.items():
        mark = Span(f"[{number}]", direction="ltr")
        yield writer.paragraph("Normal", (mark, Span(" "), Span(source, direction="auto")), source_anchor(number))
    yield from _versions(content, index, writer, width)


def document_rows(content):
    """(what it is, name or symbol, checksum) of every document that the report rests on."""
    for source in content.records.sources:
        yield source.kind, source.name, source.checksum
    for change in content.records.position_changes:
        yield _("Change of position"), change.source, ""
    for pledge in content.records.pledges:
        if pledge.made_at:
            yield _("Voluntary pledge"), pledge.made_at, ""


def _documents(content, writer, width):
    rows = list(dict.fromkeys(document_rows(content)))
    if not rows:
        yield writer.paragraph("Normal", _("No document is recorded."))
        return
    frame = _frame(writer, width, (25, 40, 35))
    yield frame.opening(_("Documents"), (_("What it is"), _("Name or symbol"), _("Checksum (SHA-256)")))
    for kind, name, sha256 in rows:
        yield frame.row(
            (writer.paragraph("TableText", kind), _cell(writer, name), writer.paragraph("TableText", _ltr(sha256)))
        )
    yield frame.closing


def _versions(content, index, writer, width):
    if not content.contributions:
        return
    title = _("Versions of contributions in this edition")
    yield writer.paragraph("Heading2", title, "annex_e_versions", is_unnumbered=True)
    frame = _frame(writer, width, (30, 10, 20, 40))
    yield frame.opening(title, (_("Local government"), _("Version"), _("Approved on"), _("Checksum (SHA-256)")))
    for entry in content.contributions:
        yield frame.row(
            (
                writer.paragraph("TableText", index.government(entry)),
                writer.paragraph("TableNumber", number_word(entry.version)),
                writer.paragraph("TableText", date_word(entry.approved_on)),
                writer.paragraph("TableText", _ltr(entry.checksum)),
            )
        )
    yield frame.closing


def _ltr(text):
    return Span(text, direction="ltr")
