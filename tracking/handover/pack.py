"""What a hand-over pack holds, as plain frozen data: text, numbers and dates, in one language.

It is for the government's own people: it names who works there, never a private phone.
"""

import datetime
from dataclasses import dataclass

YES, PARTLY, NO, UNSAID = "yes", "partly", "no", ""


@dataclass(frozen=True, slots=True)
class MomentEntry:
    """Something that comes on a day."""

    day: datetime.date
    what: str


@dataclass(frozen=True, slots=True)
class StepEntry:
    """One open step. `resources` is YES, PARTLY, NO or UNSAID; `owner` is "" where nobody keeps it up to date."""

    title: str
    responsible: str
    owner: str
    status: str
    due: datetime.date | None
    is_overdue: bool
    resources: str
    paragraphs: tuple[str, ...]
    next_step: str

    @property
    def is_unfunded(self):
        """Its resources are not, or only partly, secured."""
        return self.resources in (PARTLY, NO)


@dataclass(frozen=True, slots=True)
class PromiseEntry:
    """What was said in public, or to the State: `source` says where, `status` is a word."""

    paragraph: str
    status: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class StatusRow:
    """How many recommendations of a cluster stand at each status, in the order of Pack.statuses."""

    cluster: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """An indicator of which a value is due, or soon will be."""

    code: str
    name: str
    due: datetime.date
    institution: str


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """Something half-finished: what kind of thing, and which."""

    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """Somebody who works here: `post` is "" for those without one."""

    name: str
    role: str
    post: str
    mail: str


@dataclass(frozen=True, slots=True)
class PowerEntry:
    """What the government may do in one service area."""

    area: str
    kind: str
    legal_basis: str
    limits: str
    who_can: str


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """An action plan."""

    title: str
    adopted: datetime.date | None
    starts: datetime.date | None
    ends: datetime.date | None


@dataclass(frozen=True, slots=True)
class PracticeEntry:
    """A published practice, and the day by which somebody should check it again (None: nobody ever has)."""

    title: str
    url: str
    verify_by: datetime.date | None


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """A hand-over note: who left (the roles), who took over ("" for nobody yet)."""

    day: datetime.date
    left: str
    to: str
    text: str


@dataclass(frozen=True, slots=True)
class Pack:
    """Where everything stands on `day`."""

    government: str
    level: str
    state: str
    language: str
    day: datetime.date
    term_starts: datetime.date | None
    term_ends: datetime.date | None
    posts: tuple[tuple[str, str], ...]
    moments: tuple[MomentEntry, ...]
    steps: tuple[StepEntry, ...]
    promises: tuple[PromiseEntry, ...]
    statuses: tuple[str, ...]
    status_rows: tuple[StatusRow, ...]
    indicators: tuple[IndicatorEntry, ...]
    waiting: tuple[WaitingEntry, ...]
    people: tuple[PersonEntry, ...]
    powers: tuple[PowerEntry, ...]
    plans: tuple[PlanEntry, ...]
    practices: tuple[PracticeEntry, ...]
    notes: tuple[NoteEntry, ...]

    @property
    def overdue(self):
        """Steps whose day has passed."""
        return tuple(step for step in self.steps if step.is_overdue)

    @property
    def unfunded(self):
        """Steps whose resources are not, or only partly, secured."""
        return tuple(step for step in self.steps if step.is_unfunded)

    @property
    def orphans(self):
        """Steps that nobody keeps up to date."""
        return tuple(step for step in self.steps if not step.owner)

    @property
    def by_owner(self):
        """[(owner, steps)] in the order of names; those of nobody first."""
        groups = {}
        for step in sorted(self.steps, key=lambda step: (bool(step.owner), step.owner.casefold())):
            groups.setdefault(step.owner, []).append(step)
        return list(groups.items())
