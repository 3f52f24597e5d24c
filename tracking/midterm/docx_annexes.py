"""Annexes A and B of the Word report: a row for every recommendation, and every contribution as it was submitted."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..documents.blocks import Span, compose, listed
from ..documents.docx import fact
from ..documents.docx_xml import GAP, TableFrame
from ..documents.words import date_word, joined, number_word
from .annexes import annex_title, position_words
from .index import contribution_anchor
from .progress_state import indicator_words, measure_words
from .setbacks import setback_spans
from .words import STATUS_LABELS, distribution_words, position_word, share_word, status_word

_STATUS_WIDTHS = (7, 18, 8, 13, 13, 19, 12, 7, 15)
_ANSWER_WIDTHS = (9, 15, 44, 32)


def annex_a(content, index, writer, width):
    """The status table, a row for every recommendation in paragraph order. `width` in twentieths of a point."""
    title = annex_title("annex_a")
    yield writer.paragraph("Heading1", title, "annex_a", is_unnumbered=True)
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
    yield frame.opening(title, _status_header())
    for entry in index.recommendations:
        yield frame.row(_status_cells(entry, content.language, index, writer))
    yield frame.closing


def _status_header():
    return (
        pgettext("number of a recommendation", "No."),
        _("Recommendation (recommending States)"),
        _("Position"),
        _("Status reported"),
        _("National bodies and measures"),
        _("Local measures"),
        _("Indicators"),
        _("SDG"),
        _("Next steps"),
    )


def annex_b(content, index, writer, width):
    """Every contribution, each on a page of its own. `width` in twentieths of a point."""
    yield writer.paragraph("Heading1", annex_title("annex_b"), "annex_b", is_unnumbered=True)
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
    words = _AnswerWords()
    for number, contribution in enumerate(content.contributions, 1):
        yield _contribution_heading(contribution, number, writer)
        if len(contribution.answers):
            yield frame.opening(contribution.government, header)
            for answer in contribution.answers:
                yield frame.row(_answer_cells(answer, words, index, writer))
            yield frame.closing
        else:
            yield writer.paragraph("Normal", _("This contribution holds no answer."))
        for reply in contribution.replies:
            yield writer.free_text("Normal", reply.question, strong=True) + writer.free_text("Normal", reply.text)


class _AnswerWords:
    """The labels that come back in every answer, looked up once."""

    def __init__(self):
        self.statuses = {code: str(label) for code, label in STATUS_LABELS.items()}
        self.notes = {
            "challenge": Span(_("Challenge:"), strong=True),
            "next_step": Span(_("Next step:"), strong=True),
            "change_note": Span(_("Why a figure differs from last time:"), strong=True),
            "beyond": Span(_("The local government's own words, beyond this report:"), strong=True),
        }
        self.setback = Span(_("Setback"), strong=True)
        self.withheld = _("The words of this answer are left out: publishing them could harm people.")


def _status_cells(entry, language, index, writer):
    text_language = "" if entry.text_language == language else entry.text_language
    text = writer.free_text("TableText", entry.text, language=text_language)
    if not entry.text_is_official:
        text += writer.paragraph("TableText", _("Unofficial translation"))
    if entry.recommending_states:
        text += writer.paragraph("TableText", _("(%(states)s)") % {"states": joined(entry.recommending_states)})
    return (
        writer.paragraph("TableText", Span(entry.paragraph, True, "ltr"), index.recommendation_anchor(entry.paragraph)),
        text,
        writer.paragraph("TableText", position_words(entry, position_word)),
        _status(entry, index, writer),
        _measures(entry, "headline", writer),
        _headlines(entry, index, writer),
        _indicators(entry, index, writer),
        _goals(entry, writer),
        _next_steps(entry, index, writer),
    )


def _status(entry, index, writer):
    lines = [distribution_words(entry)]
    if entry.answered and (share := share_word(entry.population_answered, entry.population)):
        lines.append(_("%(share)s of the population") % {"share": share})
    if entry.assessment:
        lines.append(_("The State: %(status)s") % {"status": status_word(entry.assessment.status)})
    lines += [setback_spans(remark, index) for remark in entry.setbacks]
    return "".join(writer.paragraph("TableText", line) for line in lines)


def _measures(entry, field, writer):
    lines = (
        (Span(measure.body, direction="auto"), measure_words(measure) if field == "headline" else measure.next_step)
        for measure in entry.measures
    )
    template = _("%(body)s: %(text)s")
    return _paragraphs(
        writer,
        (compose(template, body=body, text=Span(text, direction="auto")) for body, text in lines if text),
    )


def _headlines(entry, index, writer):
    template = _("%(government)s (%(status)s): %(text)s")
    return _paragraphs(
        writer,
        (
            compose(
                template,
                government=index.government(headline),
                status=status_word(headline.status),
                text=Span(headline.text, direction="auto"),
            )
            for headline in entry.headlines
        ),
        _none(entry, "headlines"),
    )


def _indicators(entry, index, writer):
    if not entry.indicator_count:
        return writer.paragraph("TableText", _("None"))
    counted = _("%(count)s cited, %(gaps)s without a value (Annex C)") % {
        "count": number_word(entry.indicator_count),
        "gaps": number_word(entry.gap_count),
    }
    lines = (
        compose(
            _("%(government)s: %(text)s"),
            government=index.government(found),
            text=Span(indicator_words(found.indicator), direction="auto"),
        )
        for found in entry.indicators
    )
    return writer.paragraph("TableText", counted) + "".join(writer.paragraph("TableText", spans) for spans in lines)


def _next_steps(entry, index, writer):
    template = _("%(government)s: %(text)s")
    local = [
        compose(template, government=index.government(remark), text=Span(remark.text, direction="auto"))
        for remark in entry.next_steps
    ]
    if not any(measure.next_step for measure in entry.measures):
        return _paragraphs(writer, local, _none(entry, "next_steps"))
    return _measures(entry, "next_step", writer) + "".join(writer.paragraph("TableText", spans) for spans in local)


def _none(entry, name):
    """What a cell without words says: nothing was said, or what was said is not chosen and stands in Annex B."""
    return _("None chosen here, see Annex B") if name in entry.unchosen else _("None")


def _paragraphs(writer, lines, without=None):
    return "".join(writer.paragraph("TableText", spans) for spans in lines) or writer.paragraph(
        "TableText", without or _("None")
    )


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
        (_("On behalf of"), contribution.on_behalf_of),
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
    def noted(kind):
        text = getattr(answer, kind)
        return (
            writer.paragraph("TableText", (words.notes[kind], Span(" "), Span(text, direction="auto"))) if text else ""
        )

    done = writer.free_text("TableText", answer.headline, strong=True) + writer.free_text("TableText", answer.detail)
    if answer.is_withheld:
        done = writer.paragraph("TableText", words.withheld)
    return (
        writer.paragraph("TableText", index.number(answer.paragraph, strong=True)),
        _status_of(answer, words, writer),
        done + noted("change_note") + noted("beyond"),
        noted("challenge") + noted("next_step"),
    )


def _status_of(answer, words, writer):
    """The status of an answer, below it whether there is a setback, and what went backwards."""
    status = writer.paragraph("TableText", words.statuses[answer.status])
    if not answer.has_setback:
        return status
    told = (words.setback, Span(": "), Span(answer.setback, direction="auto")) if answer.setback else words.setback
    return status + writer.paragraph("TableText", told)
