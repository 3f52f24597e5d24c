"""What a learner has of a module and of a course. Pure."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModuleMark:
    """The best score (percent) in a module, and the day on which it was passed; None while it is not."""

    best_score: int
    passed_on: datetime.date | None = None

    def better(self, other):
        """The best of two marks of a module: the higher score, the earlier day."""
        if other is None:
            return self
        days = [day for day in (self.passed_on, other.passed_on) if day]
        return ModuleMark(max(self.best_score, other.best_score), min(days, default=None))


@dataclass(frozen=True)
class Standing:
    """The modules of a course with the learner's marks: [(module, ModuleMark or None)] in the course's order."""

    rows: list

    @property
    def needed(self):
        """The modules that a certificate asks for: those with a quiz."""
        return [module for module, _mark in self.rows if module.has_quiz]

    @property
    def passed(self):
        """The needed modules that are passed."""
        return [module for module, mark in self.rows if module.has_quiz and mark and mark.passed_on]

    @property
    def missing(self):
        """The needed modules that are not passed yet."""
        passed = set(self.passed)
        return [module for module in self.needed if module not in passed]

    @property
    def has_begun(self):
        """The learner has answered a quiz of the course."""
        return any(mark for _module, mark in self.rows)

    @property
    def is_complete(self):
        """Every needed module is passed. A course without quizzes is never complete."""
        return bool(self.needed) and not self.missing

    @property
    def completed_on(self):
        """The day on which the last module was passed; None before."""
        days = [mark.passed_on for module, mark in self.rows if module.has_quiz and mark and mark.passed_on]
        return max(days) if self.is_complete else None

    @property
    def minutes(self):
        """How long all modules take."""
        return sum(module.minutes for module, _mark in self.rows)
