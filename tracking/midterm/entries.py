"""What a mid-term report holds, as plain frozen data: no models, no lazy words, only text, numbers and dates.

Free text is kept as it was submitted. Words that depend on a language and come from the database (the level of
a government, themes, role names) are frozen in the language of the report. Nobody is named, only roles.
"""

from dataclasses import dataclass, field
from datetime import date

from .answer_entries import ContributionEntry, Headline, Remark
from .state_entries import (
    AssessmentEntry,
    CommentEntry,
    LocalIndicator,
    MeasureEntry,
    PositionChangeEntry,
    Sentence,
    StateRecords,
    TextEntry,
)
from .words import ANSWER_STATUSES, POSITIONS


@dataclass(frozen=True, slots=True)
class RecommendationEntry:
    """One recommendation and what local governments reported on it.

    `status_distribution` holds (status, count) of the answers; statuses are never averaged. `governments` is the
    number that was asked, `population` the people who live there; both population figures are None while a
    figure they need is not known. `goals` are SDG numbers, `targets` codes such as "16.3". `indicators` are those
    behind the headlines; `indicator_count` counts all that answers rest on, `gap_count` those without a value.
    `setback_count` counts the answers with a setback; `setbacks` are these, some without words.
    `unchosen` names the lists ("headlines", "challenges", "next_steps") for which Annex B holds words that the
    coordinator did not choose. `text_is_official` is False where `text` is an unofficial translation.
    Raises ValueError where the numbers contradict each other or a code is unknown.
    """

    paragraph: str
    text: str
    text_language: str
    position: str
    recommending_states: tuple[str, ...]
    themes: tuple[str, ...]
    goals: tuple[int, ...]
    targets: tuple[str, ...]
    status_distribution: tuple[tuple[str, int], ...]
    answered: int
    governments: int
    population_answered: int | None
    population: int | None
    headlines: tuple[Headline, ...]
    challenges: tuple[Remark, ...]
    next_steps: tuple[Remark, ...]
    steps_count: int
    national_text: tuple[Sentence, ...] = ()
    measures: tuple[MeasureEntry, ...] = ()
    assessment: AssessmentEntry | None = None
    position_changes: tuple[PositionChangeEntry, ...] = ()
    comments: tuple[CommentEntry, ...] = ()
    indicators: tuple[LocalIndicator, ...] = ()
    indicator_count: int = 0
    gap_count: int = 0
    indicator_governments: int = 0
    governments_answering: tuple[str, ...] = ()
    setbacks: tuple[Remark, ...] = ()
    setback_count: int = 0
    unchosen: tuple[str, ...] = ()
    text_is_official: bool = True

    def __post_init__(self):
        if self.position not in POSITIONS:
            raise ValueError(f"Recommendation {self.paragraph}: unknown position {self.position!r}.")
        if unknown := {status for status, _count in self.status_distribution} - set(ANSWER_STATUSES):
            raise ValueError(f"Recommendation {self.paragraph}: unknown statuses {sorted(unknown)}.")
        if sum(count for _status, count in self.status_distribution) != self.answered:
            raise ValueError(f"Recommendation {self.paragraph}: the statuses do not add up to {self.answered} answers.")
        if self.setback_count > self.answered:
            raise ValueError(f"Recommendation {self.paragraph}: more setbacks than answers.")
        if self.answered > self.governments:
            raise ValueError(f"Recommendation {self.paragraph}: more answers than local governments.")

    @property
    def population_share(self):
        """The share (0 to 1) of the people who live where an answer was given; None while it is not known."""
        if self.population_answered is None or not self.population:
            return None
        return self.population_answered / self.population

    @property
    def further_headlines(self):
        """The headlines that the national paragraph does not say in the same words, on the same government's word."""
        said = [(" ".join(row.text.split()), row.source) for row in self.national_text if row.source]

        def is_said(headline):
            words, name = " ".join(headline.text.split()), headline.government
            return any(text == words and source.startswith(name) for text, source in said)

        return tuple(headline for headline in self.headlines if not is_said(headline))


@dataclass(frozen=True, slots=True)
class ClusterChapter:
    """The recommendations of one issue cluster, in paragraph order, and the coordinator's texts on it."""

    code: str
    label: str
    recommendations: tuple[RecommendationEntry, ...]
    texts: tuple[TextEntry, ...] = ()

    def sentences(self, part):
        """The Sentences of one text: "context", "measures", "results", "challenges" or "next-steps"."""
        return next((text.sentences for text in self.texts if text.part == part), ())


@dataclass(frozen=True, slots=True)
class PositionTotals:
    """The recommendations with one position, how many have an answer, and all answers by status.

    `statuses` holds (status, number of answers), with "no_information" for the answers that were not given.
    """

    position: str
    recommendations: int
    answered_recommendations: int
    statuses: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """The report in numbers: every recommendation once, by position, and the answers by position and status."""

    recommendations: int
    by_position: tuple[PositionTotals, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who was asked and who reported. A population is None while one of its figures is not known."""

    governments_total: int
    governments_reported: int
    population_total: int | None
    population_reported: int | None
    names_reported: tuple[str, ...]
    names_silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PracticeEntry:
    """A published good practice that answers a recommendation of this report."""

    title: str
    place: str
    url: str


@dataclass(frozen=True, slots=True)
class ChapterEntry:
    """A chapter that the coordinator chose, its planned words or None, and the introduction written for it."""

    code: str
    budget: int | None
    introduction: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ApprovalEntry:
    """A body that approved the edition before it was locked; `stage` is in words."""

    stage: str
    body: str
    approved_on: date


BESIDE = "beside the content"  # marks fields that are no part of the frozen content and its checksum


@dataclass(frozen=True, slots=True)
class ReportContent:
    """One edition of one State's mid-term report. `compiled_by` is an institution or role, never a person.

    `chapters` are those of the body in their order; none at all stands for those of the format before. `words` are
    those of the body by chapter and cluster, counted when it was compiled. Where it `is_abridged`, long lists are
    cut: they stand whole in the edition's JSON file. `is_selected` says whether the coordinator chose which answers
    the body tells of, or all do. `approvals` come after the freezing: the documents of a locked edition show them.
    """

    state_name: str
    state_iso3: str
    language: str
    mechanism: str
    cycle: int
    session: int | None
    review_date: date | None
    adoption_date: date | None
    midterm_date: date | None
    call_title: str
    call_deadline: date
    edition: int
    compiled_on: date
    compiled_by: str
    document_symbols: tuple[str, ...]
    totals: Totals
    coverage: Coverage
    clusters: tuple[ClusterChapter, ...]
    contributions: tuple[ContributionEntry, ...]
    practices: tuple[PracticeEntry, ...]
    chapters: tuple[ChapterEntry, ...] = ()
    records: StateRecords = StateRecords()
    period_start: date | None = None
    period_end: date | None = None
    is_selected: bool = False
    word_budget: int | None = None
    words: tuple[tuple[str, int], ...] = ()
    is_abridged: bool = False
    approvals: tuple[ApprovalEntry, ...] = field(default=(), metadata={BESIDE: True})
