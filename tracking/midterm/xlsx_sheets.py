"""What the sheets of the spreadsheet hold: their columns, and a row of plain values for every line."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..documents.words import joined
from ..documents.xlsx import DATE, NUMBER, SHARE, SYMBOL, TEXT, WORDS, Column, Sheet
from .annexes import bodies, position_words
from .index import Index, known_by
from .progress_state import measure_words
from .setbacks import setback_pairs
from .words import ANSWER_STATUSES, STATUSES, distribution_words, position_word, status_word
from .xlsx_lists import consultation_sheet, indicator_sheet, version_sheet


def sheets(content) -> Iterator[Sheet]:
    """The Sheets of a ReportContent, in their order."""
    yield status_sheet(content)
    yield indicator_sheet(content)
    yield Sheet(_("City answers"), _answer_columns(), _answer_rows(content))
    yield Sheet(_("Coverage"), _coverage_columns(), _coverage_rows(content))
    yield Sheet(_("Totals"), _total_columns(), _total_rows(content))
    yield consultation_sheet(content)
    yield version_sheet(content)


def status_sheet(content):
    """Annex A: a row for every recommendation."""
    return Sheet(_("Annex A"), _status_columns(), _status_rows(content))


def _status_columns():
    return (
        Column(_("Recommendation"), SYMBOL, 17),
        Column(_("Text"), TEXT, 60),
        Column(_("Language of the text"), SYMBOL, 11),
        Column(_("Recommending States"), WORDS, 22),
        Column(_("Position"), WORDS, 16),
        Column(_("Cluster"), WORDS, 24),
        Column(_("Themes"), WORDS, 28),
        Column(_("SDG goals"), SYMBOL, 12),
        Column(_("SDG targets"), SYMBOL, 14),
        *(Column(status_word(status), NUMBER, 13) for status in ANSWER_STATUSES),
        Column(_("Answered"), NUMBER, 10),
        Column(_("Local governments asked"), NUMBER, 12),
        Column(_("Population where answered"), NUMBER, 14),
        Column(_("Share of the population"), SHARE, 12),
        Column(_("Status in words"), WORDS, 34),
        Column(_("Headlines"), TEXT, 60),
        Column(_("Local governments with a headline"), TEXT, 28),
        Column(_("Challenges"), TEXT, 50),
        Column(_("Next steps"), TEXT, 50),
        Column(_("Implementation steps recorded"), NUMBER, 15),
        *_state_columns(),
    )


def _state_columns():
    return (
        Column(_("Position since the adoption"), WORDS, 20),
        Column(_("Assessment of the State"), WORDS, 18),
        Column(_("Reason of the State"), TEXT, 50),
        Column(_("National paragraph"), TEXT, 60),
        Column(_("National bodies"), TEXT, 28),
        Column(_("National measures"), TEXT, 50),
        Column(_("National next steps"), TEXT, 40),
        Column(_("Local governments that answered"), TEXT, 40),
        Column(_("Indicators cited"), NUMBER, 12),
        Column(_("Of these without a value"), NUMBER, 12),
        Column(_("Comments of organisations"), TEXT, 50),
        Column(_("Answers with a setback"), NUMBER, 10),
        Column(_("What went backwards"), TEXT, 50),
    )


def _text_language(entry):
    code = entry.text_language
    return code if entry.text_is_official else _("%(language)s, unofficial translation") % {"language": code}


def _status_rows(content):
    clusters = {}
    for cluster in content.clusters:
        for entry in cluster.recommendations:
            clusters.setdefault(entry.paragraph, []).append(cluster.label)
    for entry in Index(content).recommendations:
        counts = dict(entry.status_distribution)
        yield (
            entry.paragraph,
            entry.text,
            _text_language(entry),
            joined(entry.recommending_states),
            position_word(entry.position),
            joined(clusters[entry.paragraph]),
            joined(entry.themes),
            ", ".join(map(str, entry.goals)),
            ", ".join(entry.targets),
            *(counts.get(status, 0) for status in ANSWER_STATUSES),
            entry.answered,
            entry.governments,
            entry.population_answered,
            entry.population_share,
            distribution_words(entry),
            _lines(entry.headlines),
            joined({known_by(headline): headline.government for headline in entry.headlines}.values()),
            _lines(entry.challenges),
            _lines(entry.next_steps),
            entry.steps_count,
            *_of_the_state(entry),
        )


def _of_the_state(entry):
    assessment = entry.assessment
    return (
        position_words(entry, position_word) if entry.position_changes else "",
        status_word(assessment.status) if assessment else "",
        assessment.reason if assessment else "",
        " ".join(sentence.text for sentence in entry.national_text),
        joined(bodies(entry)),
        _pairs((measure.body, measure_words(measure)) for measure in entry.measures),
        _pairs((measure.body, measure.next_step) for measure in entry.measures),
        joined(entry.governments_answering),
        entry.indicator_count,
        entry.gap_count,
        _pairs((f"{row.organisation}, {row.government} ({row.stance})", row.text) for row in entry.comments),
        entry.setback_count,
        "\n".join(setback_pairs(entry.setbacks)),
    )


def _lines(remarks):
    return _pairs((remark.government, remark.text) for remark in remarks)


def _pairs(pairs):
    """A line for each name with what it says, where it says anything."""
    template = _("%(government)s: %(text)s")
    return "\n".join(template % {"government": name, "text": text} for name, text in pairs if text)


def _answer_columns():
    return (
        Column(_("Local government"), TEXT, 24),
        Column(_("Level"), WORDS, 14),
        Column(_("Recommendation"), SYMBOL, 17),
        Column(_("Status code"), SYMBOL, 14),
        Column(_("Status"), WORDS, 18),
        Column(_("Headline"), TEXT, 45),
        Column(_("Detail"), TEXT, 70),
        Column(_("Challenge"), TEXT, 45),
        Column(_("Next step"), TEXT, 45),
        Column(_("Version"), NUMBER, 9),
        Column(_("Prepared by"), WORDS, 24),
        Column(_("Approved by"), WORDS, 24),
        Column(_("Approved on"), DATE, 12),
        Column(_("Accepted on"), DATE, 12),
        Column(_("Why a figure differs from last time"), TEXT, 40),
        Column(_("The local government's own words, beyond this report"), TEXT, 40),
        Column(_("Words left out to protect people"), WORDS, 14),
        Column(_("Setback"), WORDS, 10),
        Column(_("What went backwards"), TEXT, 40),
    )


def _answer_rows(content):
    labels = {status: status_word(status) for status in STATUSES}
    for contribution in content.contributions:
        origin = (
            contribution.version,
            contribution.prepared_by_role,
            contribution.approved_by_role,
            contribution.approved_on,
            contribution.accepted_on,
        )
        for answer in contribution.answers:
            yield (
                contribution.government,
                contribution.level,
                answer.paragraph,
                answer.status,
                labels[answer.status],
                answer.headline,
                answer.detail,
                answer.challenge,
                answer.next_step,
                *origin,
                answer.change_note,
                answer.beyond,
                _("Yes") if answer.is_withheld else None,
                _("Yes") if answer.has_setback else None,
                answer.setback,
            )


def _coverage_columns():
    return (
        Column(_("Local government"), TEXT, 28),
        Column(_("Reported"), WORDS, 11),
        Column(_("Level"), WORDS, 14),
        Column(_("Population"), NUMBER, 13),
        Column(_("Version"), NUMBER, 9),
        Column(_("Answers"), NUMBER, 10),
        Column(_("Approved on"), DATE, 12),
        Column(_("Accepted on"), DATE, 12),
    )


def _coverage_rows(content):
    for entry in content.contributions:
        yield (
            entry.government,
            _("Yes"),
            entry.level,
            entry.population,
            entry.version,
            len(entry.answers),
            entry.approved_on,
            entry.accepted_on,
        )
    left = Counter(content.coverage.names_reported) - Counter(entry.government for entry in content.contributions)
    for name in left.elements():
        yield (name, _("Yes"), *(None,) * 6)
    for name in content.coverage.names_silent:
        yield (name, _("No"), *(None,) * 6)


def _total_columns():
    return (
        Column(_("Position"), WORDS, 20),
        Column(_("Recommendations"), NUMBER, 17),
        Column(_("Recommendations with an answer"), NUMBER, 17),
        *(Column(status_word(status), NUMBER, 14) for status in STATUSES),
    )


def _total_rows(content):
    for row in content.totals.by_position:
        counts = dict(row.statuses)
        yield (
            position_word(row.position),
            row.recommendations,
            row.answered_recommendations,
            *(counts.get(status, 0) for status in STATUSES),
        )
