"""The annexes of the Word report: a row for every recommendation, and every contribution as it was submitted."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..documents.blocks import Span, compose, listed
from ..documents.docx import fact
from ..documents.docx_xml import GAP, TableFrame
from ..documents.words import date_word, joined, number_word
from .docx_cover import ANNEX_A, ANNEX_B, annex_a_title, annex_b_title
from .index import contribution_anchor
from .words import STATUS_LABELS, distribution_words, position_word, share_word, status_word

_STATUS_WIDTHS = (6, 24, 8, 14, 25, 6, 17)
_ANSWER_WIDTHS = (9, 15, 44, 32)


def annex_a(content, index, writer, width):
    """The status table, a row for every recommendation in paragraph order. `width` in twentieths of a point."""
    yield writer.paragraph("Heading1", annex_a_title(), ANNEX_A, is_unnumbered=True)
    if not index.recommendations:
        yield writer.paragraph("Normal", _("No recommendation of this review is recorded."))
        return
    yield writer.paragraph(
        "Normal",
        _(
            "A status is what a local government reported of itself. The table counts answers; “answered” says how"
            " many of the local governments that were asked gave one."
        ),
    )
    frame = TableFrame(writer, [width * share // sum(_STATUS_WIDTHS) for share in _STATUS_WIDTHS])
    yield frame.opening(
        annex_a_title(),
        (
            pgettext("number of a recommendation", "No."),
            _("Recommendation (recommending States)"),
            _("Position"),
            _("Status reported"),
            _("Local measures"),
            _("SDG"),
            _("Next steps"),
        ),
    )
    for entry in index.recommendations:
        yield frame.row(_status_cells(entry, content.language, index, writer))
    yield frame.closing


def annex_b(content, index, writer, width):
    """Every contribution, each on a page of its own. `width` in twentieths of a point."""
    yield writer.paragraph("Heading1", annex_b_title(), ANNEX_B, is_unnumbered=True)
    if not content.contributions:
        yield writer.paragraph("Normal", _("No local government has an accepted contribution in this report."))
        return
    yield writer.paragraph("Normal", _("The answers stand here as they were submitted."))
    frame = TableFrame(writer, [width * share // sum(_ANSWER_WIDTHS) for share in _ANSWER_WIDTHS])
    header = (
        pgettext("number of a recommendation", "No."),
        _("Status"),
        _("What is done"),
        _("Challenge and next step"),
    )
    words = {code: str(label) for code, label in STATUS_LABELS.items()}
    words |= {"challenge": Span(_("Challenge:"), strong=True), "next_step": Span(_("Next step:"), strong=True)}
    for number, contribution in enumerate(content.contributions, 1):
        yield _contribution_heading(contribution, number, writer)
        if not contribution.answers:
            yield writer.paragraph("Normal", _("This contribution holds no answer."))
            continue
        yield frame.opening(contribution.government, header)
        for answer in contribution.answers:
            yield frame.row(_answer_cells(answer, words, index, writer))
        yield frame.closing


def _status_cells(entry, language, index, writer):
    text_language = "" if entry.text_language == language else entry.text_language
    text = writer.free_text("TableText", entry.text, language=text_language)
    if entry.recommending_states:
        text += writer.paragraph("TableText", _("(%(states)s)") % {"states": joined(entry.recommending_states)})
    status = writer.paragraph("TableText", distribution_words(entry))
    if entry.answered and (share := share_word(entry.population_answered, entry.population)):
        status += writer.paragraph("TableText", _("%(share)s of the population") % {"share": share})
    return (
        writer.paragraph("TableText", Span(entry.paragraph, True, "ltr"), index.recommendation_anchor(entry.paragraph)),
        text,
        writer.paragraph("TableText", position_word(entry.position)),
        status,
        _headlines(entry.headlines, index, writer),
        _goals(entry, writer),
        _remarks(entry.next_steps, index, writer),
    )


def _headlines(headlines, index, writer):
    template = _("%(government)s (%(status)s): %(text)s")
    return _paragraphs(
        writer,
        (
            compose(
                template,
                government=index.government(headline.government),
                status=status_word(headline.status),
                text=Span(headline.text, direction="auto"),
            )
            for headline in headlines
        ),
    )


def _remarks(remarks, index, writer):
    template = _("%(government)s: %(text)s")
    return _paragraphs(
        writer,
        (
            compose(template, government=index.government(remark.government), text=Span(remark.text, direction="auto"))
            for remark in remarks
        ),
    )


def _paragraphs(writer, lines):
    return "".join(writer.paragraph("TableText", spans) for spans in lines) or writer.paragraph("TableText", _("None"))


def _goals(entry, writer):
    # A target names its goal: 16.3 belongs to goal 16. Goals without a target stand alone.
    named = {target.split(".")[0] for target in entry.targets}
    codes = [*(str(goal) for goal in entry.goals if str(goal) not in named), *entry.targets]
    return _paragraphs(writer, [listed(Span(code, direction="ltr") for code in codes)] if codes else [])


def _contribution_heading(contribution, number, writer):
    facts = [
        (_("Level"), contribution.level),
        (_("Population"), _("not known") if contribution.population is None else number_word(contribution.population)),
        (_("Version"), str(contribution.version)),
        (_("Prepared by"), contribution.prepared_by_role),
        (_("Approved by"), contribution.approved_by_role),
        (_("Approved on"), date_word(contribution.approved_on)),
        (_("Accepted on"), date_word(contribution.accepted_on)),
    ]
    heading = writer.paragraph(
        "Heading2",
        Span(contribution.government, direction="auto"),
        contribution_anchor(number),
        starts_page=number > 1,
        is_unnumbered=True,
    )
    return heading + "".join(fact(writer, "AnnexFact", label, value) for label, value in facts if value) + GAP


def _answer_cells(answer, words, index, writer):
    remarks = "".join(
        writer.paragraph("TableText", (words[kind], Span(" "), Span(text, direction="auto")))
        for kind, text in (("challenge", answer.challenge), ("next_step", answer.next_step))
        if text
    )
    return (
        writer.paragraph("TableText", index.number(answer.paragraph, strong=True)),
        writer.paragraph("TableText", words[answer.status]),
        writer.free_text("TableText", answer.headline, strong=True) + writer.free_text("TableText", answer.detail),
        remarks,
    )
