"""What a mid-term report holds, as plain frozen data: no models, no lazy words, only text, numbers and dates.

Free text is kept as it was submitted. Words that depend on a language and come from the database (the level of
a government, themes, role names) are frozen in the language of the report. Nobody is named, only roles.
"""

from dataclasses import dataclass
from datetime import date

from .words import ANSWER_STATUSES, POSITIONS


@dataclass(frozen=True, slots=True)
class Headline:
    """One local government's measure in a sentence, with its own status and the version it comes from."""

    government: str
    text: str
    status: str
    contribution_version: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A challenge or a next step of one local government, with the version it comes from."""

    government: str
    text: str
    contribution_version: int


@dataclass(frozen=True, slots=True)
class RecommendationEntry:
    """One recommendation and what local governments reported on it.

    `status_distribution` holds (status, count) of the answers; statuses are never averaged. `governments` is the
    number that was asked, `population` the people who live there; both population figures are None while a
    figure they need is not known. `goals` are SDG numbers, `targets` codes such as "16.3".
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

    def __post_init__(self):
        if self.position not in POSITIONS:
            raise ValueError(f"Recommendation {self.paragraph}: unknown position {self.position!r}.")
        if unknown := {status for status, _count in self.status_distribution} - set(ANSWER_STATUSES):
            raise ValueError(f"Recommendation {self.paragraph}: unknown statuses {sorted(unknown)}.")
        if sum(count for _status, count in self.status_distribution) != self.answered:
            raise ValueError(f"Recommendation {self.paragraph}: the statuses do not add up to {self.answered} answers.")
        if self.answered > self.governments:
            raise ValueError(f"Recommendation {self.paragraph}: more answers than local governments.")

    @property
    def population_share(self):
        """The share (0 to 1) of the people who live where an answer was given; None while it is not known."""
        if self.population_answered is None or not self.population:
            return None
        return self.population_answered / self.population


@dataclass(frozen=True, slots=True)
class ClusterChapter:
    """The recommendations of one issue cluster, in paragraph order."""

    code: str
    label: str
    recommendations: tuple[RecommendationEntry, ...]


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
class AnswerEntry:
    """What one local government answered to one recommendation, as submitted. Raises ValueError: unknown status."""

    paragraph: str
    status: str
    headline: str
    detail: str
    challenge: str
    next_step: str

    def __post_init__(self):
        if self.status not in ANSWER_STATUSES:
            raise ValueError(f"Recommendation {self.paragraph}: unknown status {self.status!r}.")


@dataclass(frozen=True, slots=True)
class ContributionEntry:
    """One local government's contribution: the version used, the roles that prepared and approved it, its answers."""

    government: str
    level: str
    population: int | None
    version: int
    prepared_by_role: str
    approved_by_role: str
    approved_on: date | None
    accepted_on: date | None
    answers: tuple[AnswerEntry, ...]


@dataclass(frozen=True, slots=True)
class PracticeEntry:
    """A published good practice that answers a recommendation of this report."""

    title: str
    place: str
    url: str


@dataclass(frozen=True, slots=True)
class ReportContent:
    """One edition of one State's mid-term report. `compiled_by` is an institution or role, never a person."""

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
