"""What stands beside local measures in a cluster: what the State did, results by indicator, remarks of both."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..documents.blocks import NUMBERED, Heading, Paragraph, Span, bullet, compose, numbered
from ..documents.words import date_word, number_word
from .words import position_word, status_word


def national_measures(cluster, index):
    """The blocks on what the State did; nothing where it says nothing."""
    blocks = [*index.paragraph(cluster.sentences("measures"))]
    for entry in cluster.recommendations:
        blocks += _of_recommendation(entry, index)
    if blocks:
        yield Heading(3, _("National measures"))
        yield from blocks


def _of_recommendation(entry, index):
    number = index.number(entry.paragraph, strong=True)
    if entry.national_text:
        opening = compose(_("Recommendation %(number)s: "), number=number)
        yield Paragraph(NUMBERED, (*opening, *index.written(entry.national_text)))
    for change in entry.position_changes:
        yield numbered(
            _("Recommendation %(number)s: %(old)s, since %(day)s %(new)s."),
            number=number,
            old=position_word(change.old_position),
            day=date_word(change.decided_on),
            new=position_word(change.new_position),
        )
    if entry.assessment:
        yield numbered(
            _("The State's own assessment of recommendation %(number)s: %(status)s. %(reason)s"),
            number=number,
            status=status_word(entry.assessment.status),
            reason=Span(entry.assessment.reason, direction="auto"),
        )
    if entry.measures:
        yield numbered(_("National measures on recommendation %(number)s:"), leads=True, number=number)
        for measure in entry.measures:
            yield bullet(
                _("%(body)s: %(text)s"),
                body=Span(measure.body, strong=True, direction="auto"),
                text=Span(measure_words(measure), direction="auto"),
            )


def measure_words(measure):
    """A national measure in a line: its headline, and the programme with its year."""
    programme = ", ".join(filter(None, (measure.programme, str(measure.programme_year or ""))))
    return f"{measure.headline} ({programme})" if programme else measure.headline


def results(cluster, index):
    """The blocks on results: the coordinator's words, indicators behind the headlines, and how many Annex C holds."""
    blocks = [*index.paragraph(cluster.sentences("results"))]
    entries = cluster.recommendations
    count = sum(entry.indicator_count for entry in entries)
    if count:
        words = ngettext(
            "Answers cite an indicator %(count)s time; %(gaps)s without a value. Annex C lists every indicator.",
            "Answers cite an indicator %(count)s times; %(gaps)s without a value. Annex C lists every indicator.",
            count,
        )
        gaps = number_word(sum(entry.gap_count for entry in entries))
        blocks.append(numbered(words, count=number_word(count), gaps=gaps))
    for entry in entries:
        for found in entry.indicators:
            blocks.append(
                bullet(
                    _("%(number)s, %(government)s: %(text)s"),
                    number=index.number(entry.paragraph),
                    government=index.government(found),
                    text=Span(indicator_words(found.indicator), direction="auto"),
                )
            )
    if blocks:
        yield Heading(3, _("Results and indicators"))
        yield from blocks


def with_year(value, year):
    """A figure with its year: "120 (2025)"; "" without a figure."""
    return f"{value} ({year})" if value and year else value


def indicator_words(indicator):
    """An indicator in a line: title and unit, value, baseline and target, each with its year, or why none."""
    value = with_year(indicator.value, indicator.year) or _("no data: %(reason)s") % {"reason": indicator.gap}
    unit = f" ({indicator.unit})" if indicator.unit else ""
    parts = [f"{indicator.title}{unit}: {value}"]
    for label, figure, year in (
        (_("Baseline"), indicator.baseline, indicator.baseline_year),
        (_("Target"), indicator.target, indicator.target_year),
    ):
        if figure:
            parts.append(f"{label}: {with_year(figure, year)}")
    if indicator.disaggregation:
        parts.append(indicator.disaggregation)
    return "; ".join(parts)


def remarks(entries, names, index, introduction):
    """The blocks of challenges or next steps, if any; `names` are fields of an entry and of a national measure."""
    many, one = names
    found = [(entry.paragraph, remark) for entry in entries for remark in getattr(entry, many)]
    if found:
        yield numbered(introduction, leads=True)
    template = _("%(number)s, %(government)s: %(text)s")
    for paragraph, remark in found:
        yield bullet(
            template,
            number=index.number(paragraph),
            government=index.government(remark),
            text=Span(remark.text, direction="auto"),
        )
    national = [
        (entry.paragraph, measure.body, getattr(measure, one))
        for entry in entries
        for measure in entry.measures
        if getattr(measure, one)
    ]
    if national:
        yield numbered(_("National bodies named:"), leads=True)
    for paragraph, body, text in national:
        yield bullet(
            template,
            number=index.number(paragraph),
            government=Span(body, direction="auto"),
            text=Span(text, direction="auto"),
        )
