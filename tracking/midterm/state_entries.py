"""What the State itself brings into a report, as plain frozen data: its texts, measures, records and documents."""

from dataclasses import dataclass
from datetime import date

from .words import ANSWER_STATUSES, POSITIONS


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that the coordinator wrote, and its source in words ("" where none was named)."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class TextEntry:
    """A text of the coordinator's: `part` is "context", "measures" and so on in a cluster, a code in a chapter."""

    part: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class MeasureEntry:
    """What a national body reported on a recommendation, as it was accepted."""

    body: str
    headline: str
    detail: str
    challenge: str
    next_step: str
    programme: str
    programme_year: int | None


@dataclass(frozen=True, slots=True)
class AssessmentEntry:
    """The State's own view of a recommendation, beside what local governments say. Raises ValueError as there."""

    status: str
    reason: str

    def __post_init__(self):
        if self.status not in ANSWER_STATUSES:
            raise ValueError(f"Unknown status {self.status!r} of a national assessment.")


@dataclass(frozen=True, slots=True)
class PositionChangeEntry:
    """A position that the State changed after the adoption. Raises ValueError where a position is unknown."""

    paragraph: str
    old_position: str
    new_position: str
    decided_on: date
    source: str
    reason: str

    def __post_init__(self):
        if unknown := {self.old_position, self.new_position} - set(POSITIONS):
            raise ValueError(f"Recommendation {self.paragraph}: unknown positions {sorted(unknown)}.")


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """An indicator behind an answer, as it stood when the answer was approved; figures are kept as written.

    `gap` says in words why there is no value; it is empty where there is one.
    """

    code: str
    title: str
    unit: str
    baseline: str
    baseline_year: str
    value: str
    year: str
    target: str
    target_year: str
    disaggregation: str
    source: str
    gap: str


@dataclass(frozen=True, slots=True)
class LocalIndicator:
    """An IndicatorEntry with the local government that keeps it, and that government's code."""

    government: str
    indicator: IndicatorEntry
    government_code: str = ""


@dataclass(frozen=True, slots=True)
class CommentEntry:
    """A published comment of an organisation on a local government's status; `stance` is in words."""

    organisation: str
    government: str
    stance: str
    text: str
    government_code: str = ""


@dataclass(frozen=True, slots=True)
class InstitutionEntry:
    """A national institution or plan; `kind` is in words."""

    kind: str
    name: str
    since: date | None
    mandate: str
    change: str
    website: str


@dataclass(frozen=True, slots=True)
class ConsultationEntry:
    """A consultation that the State held, or a dialogue in a region; kind and format in words, numbers as counted."""

    title: str
    kind: str
    format: str
    held_on: date
    held_until: date | None
    place: str
    invited: str
    invited_number: int | None
    attended: str
    attended_number: int | None
    themes: str
    outcome: str


@dataclass(frozen=True, slots=True)
class PledgeEntry:
    """A voluntary pledge and what became of it. Raises ValueError where the status is unknown."""

    number: str
    text: str
    made_on: date | None
    made_at: str
    status: str
    progress: str
    lead: str
    due: date | None

    def __post_init__(self):
        if self.status not in ANSWER_STATUSES:
            raise ValueError(f"Pledge {self.number}: unknown status {self.status!r}.")


@dataclass(frozen=True, slots=True)
class NeedEntry:
    """A need for technical assistance or capacity-building; `kind` is in words."""

    kind: str
    title: str
    text: str
    asked_of: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChallengeCount:
    """How many answers of how many local governments rest on work that met a kind of challenge, in words."""

    kind: str
    answers: int
    governments: int


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A document that the report rests on: what it is in words, its name or symbol, and its checksum or ""."""

    kind: str
    name: str
    checksum: str


@dataclass(frozen=True, slots=True)
class StateRecords:
    """What the State keeps on its review for chapters of their own. `regions` are those where it held a dialogue."""

    institutions: tuple[InstitutionEntry, ...] = ()
    local_bodies: int = 0
    consultations: tuple[ConsultationEntry, ...] = ()
    dialogues: tuple[ConsultationEntry, ...] = ()
    regions: int = 0
    regions_total: int = 0
    position_changes: tuple[PositionChangeEntry, ...] = ()
    pledges: tuple[PledgeEntry, ...] = ()
    needs: tuple[NeedEntry, ...] = ()
    challenges: tuple[ChallengeCount, ...] = ()
    sources: tuple[SourceEntry, ...] = ()
