"""The summary: totals by position and status, who reported, and where most and least is reported."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ..documents.blocks import BULLET, Paragraph, Section, Span, Table, bullet, numbered
from ..documents.words import joined, number_word
from .setbacks import setback_spans
from .words import (
    NO_INFORMATION,
    POSITION_COUNTS,
    STATUS_COUNTS,
    STATUSES,
    counts,
    distribution_words,
    mechanism_word,
    position_word,
    share_word,
    status_word,
)

SUBJECT_WORDS = 12  # of a recommendation without a theme
MOST_REPORTED = 5  # recommendations named in each of the two lists


def summary(content, index):
    """The Sections of the summary."""
    yield Section(_figures(content, index))
    yield Section(_most(index, "implemented"), _("Main advances"), "summary_implemented")
    yield Section((*_most(index, "not_started"), *_setbacks(index)), _("Main gaps"), "summary_not_started")


def coverage_sentence(coverage):
    """Who reported, n of N, and the share of the people who live there where that is known."""
    if not coverage.governments_total:
        return _("No local government was asked for input.")
    reported = ngettext(
        "%(reported)s of %(total)s local government reported.",
        "%(reported)s of %(total)s local governments reported.",
        coverage.governments_total,
    ) % {
        "reported": number_word(coverage.governments_reported),
        "total": number_word(coverage.governments_total),
    }
    share = share_word(coverage.population_reported, coverage.population_total)
    if not share:
        return _("%(reported)s Their share of the population is not known.") % {"reported": reported}
    people = _("%(people)s of %(all)s people live there (%(share)s).") % {
        "people": number_word(coverage.population_reported),
        "all": number_word(coverage.population_total),
        "share": share,
    }
    return _("%(reported)s %(people)s") % {"reported": reported, "people": people}


def _figures(content, index):
    yield numbered(_received(content))
    yield numbered(coverage_sentence(content.coverage))
    if not content.totals.recommendations:
        return
    yield numbered(
        _(
            "Local governments gave %(answers)s answers, on %(answered)s of the %(number)s recommendations. The"
            " table counts them by the State's position and by status. Each answer is the local government's own;"
            " answers are counted and never averaged."
        ),
        leads=True,
        answers=number_word(_sum(content.totals.by_position, _answers)),
        answered=number_word(sum(row.answered_recommendations for row in content.totals.by_position)),
        number=number_word(content.totals.recommendations),
    )
    yield _totals_table(content.totals)
    yield from _assessed(index)


def _assessed(index):
    found = Counter(entry.assessment.status for entry in index.recommendations if entry.assessment)
    if found:
        yield numbered(
            ngettext(
                "The State itself assessed %(number)s recommendation: %(statuses)s.",
                "The State itself assessed %(number)s recommendations: %(statuses)s.",
                found.total(),
            ),
            number=number_word(found.total()),
            statuses=counts(STATUS_COUNTS, found.items()),
        )


def _received(content):
    total = content.totals.recommendations
    if not total:
        return _("No recommendation of this review is recorded.")
    return ngettext(
        "%(state)s received %(number)s recommendation in cycle %(cycle)s of the %(mechanism)s: %(positions)s.",
        "%(state)s received %(number)s recommendations in cycle %(cycle)s of the %(mechanism)s: %(positions)s.",
        total,
    ) % {
        "state": content.state_name,
        "number": number_word(total),
        "cycle": content.cycle,
        "mechanism": mechanism_word(content.mechanism),
        "positions": counts(
            POSITION_COUNTS, ((row.position, row.recommendations) for row in content.totals.by_position)
        ),
    }


def _answers(row):
    return sum(count for status, count in row.statuses if status != NO_INFORMATION)


def _sum(rows, figure):
    return sum(figure(row) for row in rows)


def _totals_table(totals):
    rows = totals.by_position

    def line(label, figure):
        return (label, *(number_word(figure(row)) for row in rows), number_word(_sum(rows, figure)))

    def status_line(status):
        return line(status_word(status), lambda row: dict(row.statuses).get(status, 0))

    return Table(
        caption=_("Answers by position of the State and status"),
        header=(
            _("What is counted"),
            *(position_word(row.position) for row in rows),
            pgettext("sum of the columns", "All"),
        ),
        rows=(
            line(_("Recommendations"), lambda row: row.recommendations),
            line(_("Recommendations with an answer"), lambda row: row.answered_recommendations),
            line(_("Answers"), _answers),
            *(status_line(status) for status in STATUSES),
        ),
        widths=(32, *(68 // (len(rows) + 1) for _column in range(len(rows) + 1))),
        numeric=frozenset(range(1, len(rows) + 2)),
    )


def _most(index, status):
    found = [(dict(entry.status_distribution).get(status, 0), entry) for entry in index.recommendations]
    found = sorted((pair for pair in found if pair[0]), key=lambda pair: -pair[0])[:MOST_REPORTED]
    if not found:
        yield numbered(_("No local government reported a recommendation as “%(status)s”."), status=status_word(status))
        return
    yield numbered(
        _(
            "These recommendations have the most answers “%(status)s”, at most %(number)s of them; of equals, the first"
            " in the report:"
        ),
        leads=True,
        status=status_word(status),
        number=number_word(MOST_REPORTED),
    )
    for _count, entry in found:
        yield _line(entry, index)


def _setbacks(index):
    found = [entry for entry in index.recommendations if entry.setback_count]
    if not found:
        return
    yield numbered(
        ngettext(
            "Local governments report a setback on %(count)s recommendation. These have most of them, at most"
            " %(number)s:",
            "Local governments report setbacks on %(count)s recommendations. These have most of them, at most"
            " %(number)s:",
            len(found),
        ),
        leads=True,
        count=number_word(len(found)),
        number=number_word(MOST_REPORTED),
    )
    for entry in sorted(found, key=lambda entry: -entry.setback_count)[:MOST_REPORTED]:
        yield _line(entry, index)
        yield from (Paragraph(BULLET, setback_spans(row, index)) for row in entry.setbacks[:MOST_REPORTED])


def _line(entry, index):
    """A recommendation in a line: its number, what it is about, and its statuses."""
    return bullet(
        _("%(number)s, %(subject)s: %(statuses)s"),
        number=index.number(entry.paragraph, strong=True),
        subject=subject_of(entry),
        statuses=distribution_words(entry),
    )


def subject_of(entry):
    """What a recommendation is about: its themes, or else the first words of its text."""
    if entry.themes:
        return Span(joined(entry.themes))
    words = entry.text.split()
    shown = " ".join(words[:SUBJECT_WORDS])
    return Span(f"{shown} …" if len(words) > SUBJECT_WORDS else shown, direction="auto")
