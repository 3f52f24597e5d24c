"""Scores a quiz. Pure: questions and choices in, a result out.

A question is right where exactly its right answers were chosen, no more and no fewer; nothing is half right.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to choose, and what the learner reads after choosing it; `key` names it in forms and stays with it
    when editors move it."""

    text: str
    is_right: bool
    feedback: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `key` names it in forms and stays while editors change its words."""

    key: str
    text: str
    takes_several: bool
    answers: tuple[Answer, ...]

    @property
    def right(self):
        """The positions of the right answers."""
        return frozenset(position for position, answer in enumerate(self.answers) if answer.is_right)

    def positions(self, keys):
        """The positions of the answers with these keys."""
        return frozenset(position for position, answer in enumerate(self.answers) if answer.key in keys)

    def mark(self, chosen):
        """The Mark of the positions that were chosen."""
        return Mark(question=self, chosen=frozenset(chosen))


@dataclass(frozen=True, slots=True)
class Mark:
    """A question with what was chosen."""

    question: Question
    chosen: frozenset

    @property
    def is_right(self):
        """Exactly the right answers were chosen."""
        return self.chosen == self.question.right

    @property
    def missed(self):
        """How many right answers were not chosen."""
        return len(self.question.right - self.chosen)


@dataclass(frozen=True, slots=True)
class Result:
    """The marks of one try at a quiz."""

    marks: tuple[Mark, ...]
    pass_share: int  # percent

    @property
    def right(self):
        """How many questions are right."""
        return sum(mark.is_right for mark in self.marks)

    @property
    def total(self):
        """How many questions there are."""
        return len(self.marks)

    @property
    def percent(self):
        """The share of right questions, in whole percent, rounded down; 0 without questions."""
        return 100 * self.right // self.total if self.total else 0

    @property
    def is_passed(self):
        """At least the share that the editors ask for is right. A quiz without questions is never passed."""
        return self.total > 0 and self.percent >= self.pass_share
