"""What local governments say in a report, as plain frozen data: headlines, remarks, and whole contributions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .state_entries import IndicatorEntry
from .words import ANSWER_STATUSES


@dataclass(frozen=True, slots=True)
class Headline:
    """One local government's measure in a sentence, with its own status and the version it comes from.

    `is_translated` where the coordinator put it into the language of the report. `government_code` is what
    tells the government from others of its name, here and below; "" in editions of earlier formats.
    """

    government: str
    text: str
    status: str
    contribution_version: int
    is_translated: bool = False
    government_code: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A challenge, a next step or a setback of one local government, with the version it comes from."""

    government: str
    text: str
    contribution_version: int
    government_code: str = ""


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """What one local government answered to one recommendation, as submitted. Raises ValueError: unknown status.

    `beyond` is what the government itself published beyond the national report. An answer `is_withheld` where the
    coordinator found that publishing its words could harm people: it keeps its status and no words. It
    `has_setback` where something went backwards; `setback` says what and why, as far as the government published it.
    """

    paragraph: str
    status: str
    headline: str
    detail: str
    challenge: str
    next_step: str
    change_note: str = ""
    beyond: str = ""
    is_withheld: bool = False
    indicators: tuple[IndicatorEntry, ...] = ()
    has_setback: bool = False
    setback: str = ""

    def __post_init__(self):
        if self.status not in ANSWER_STATUSES:
            raise ValueError(f"Recommendation {self.paragraph}: unknown status {self.status!r}.")


@dataclass(frozen=True, slots=True)
class ReplyEntry:
    """What a local government answered to one of the coordinator's own questions."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class ContributionEntry:
    """One local government's contribution: the version used, the roles that prepared and approved it, its answers.

    `answers` may be read again and again; in a long report they are read from a file each time. `checksum` is that
    of the submitted version.
    """

    government: str
    level: str
    population: int | None
    version: int
    prepared_by_role: str
    approved_by_role: str
    approved_on: date | None
    accepted_on: date | None
    answers: Sequence[AnswerEntry]
    checksum: str = ""
    on_behalf_of: str = ""
    replies: tuple[ReplyEntry, ...] = ()
    government_code: str = ""
