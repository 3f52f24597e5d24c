"""What stands under each SDG target, as plain data."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StepEntry:
    """An implementation step; kind, status and visibility are words in the reader's language."""

    title: str
    kind: str
    status: str
    starts_on: datetime.date | None
    due_on: datetime.date | None
    ended_on: datetime.date | None
    result: str
    paragraphs: tuple[str, ...]  # of the recommendations it answers, with cycle where there are several reviews
    visibility: str
    url: str


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """An indicator with its newest value in words, and the period of that value; both empty where there is none."""

    code: str
    name: str
    kind: str
    sdg_indicator: str
    value: str
    period: str
    visibility: str
    url: str


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """One SDG target with what was recorded under it."""

    code: str
    label: str
    steps: tuple[StepEntry, ...]
    indicators: tuple[IndicatorEntry, ...]

    @property
    def is_empty(self):
        """Nothing was recorded."""
        return not self.steps and not self.indicators


@dataclass(frozen=True, slots=True)
class GoalEntry:
    """One goal: its targets, and the steps of which only the goal is known."""

    number: int
    label: str
    targets: tuple[TargetEntry, ...]
    steps: tuple[StepEntry, ...]

    @property
    def recorded(self):
        """The targets under which something stands."""
        return [target for target in self.targets if not target.is_empty]

    @property
    def is_empty(self):
        """Nothing was recorded on the goal."""
        return not self.steps and not self.recorded


@dataclass(frozen=True, slots=True)
class SdgContent:
    """All of it for one government; `is_public` where only public rows were taken."""

    government: str
    state: str
    language: str
    made_on: datetime.date
    is_public: bool
    goals: tuple[GoalEntry, ...]
    other_steps: tuple[StepEntry, ...]  # without any goal
    other_indicators: tuple[IndicatorEntry, ...]  # without an SDG indicator

    @property
    def recorded(self):
        """The goals under which something stands."""
        return [goal for goal in self.goals if not goal.is_empty]

    @property
    def is_empty(self):
        """Nothing was recorded at all."""
        return not self.recorded and not self.other_steps and not self.other_indicators
