"""What people can be reminded of, and the lines that come of it: plain data between reading, planning and writing."""

import dataclasses
import datetime
from enum import StrEnum

from ..models import LocalGovernment, ReminderRule
from ..models.reminder_rule import AT_ONCE


class Audience(StrEnum):
    """Whose matter it is first."""

    GOVERNMENT = "government"  # its focal point, else its officers, else its approvers, else the coordinators
    APPROVERS = "approvers"  # those who approve for the government and did not prepare it; else the coordinators
    APPROVERS_AND_COORDINATORS = "approvers-and-coordinators"  # both: who names people, and who misses them
    COORDINATORS = "coordinators"  # those of the State


@dataclasses.dataclass(frozen=True)
class Matter:
    """One thing with one date of which people hear in stages, as the rules of its kind say."""

    kind: str
    object_id: int
    state_id: int
    date: datetime.date
    government: LocalGovernment | None = None
    audience: Audience = Audience.GOVERNMENT
    call_id: int | None = None  # where a call may have rules of its own
    not_to: int | None = None  # the person (pk) who prepared it, and so does not hear of it
    is_done: bool = False  # nothing is missing any more; kept for the preview, which says why nobody hears


class WhyNot(StrEnum):
    """Why a line that is planned does not go out."""

    DONE = "done"  # nothing is missing
    SWITCHED_OFF = "switched-off"  # the person wants no mails about daily work
    PAUSED = "paused"  # the person set it aside, or muted it
    SKIPPED = "skipped"  # a coordinator skipped it, with a reason
    TOLD = "told"  # this stage was told already
    OVERTAKEN = "overtaken"  # a later stage has come since


@dataclasses.dataclass(frozen=True)
class DueItem:
    """One line for one person: the rule that asks for it, and the matter."""

    rule: ReminderRule
    recipient: object
    matter: Matter
    sends_on: datetime.date | None = None
    why_not: str = ""
    detail: str = ""  # the reason of a skip, the day of a pause
    is_asked_for: bool = False  # a person asked for it just now

    @property
    def is_at_once(self):
        """It does not wait for the next day's mail: a person's act causes it. Later stages of the same do wait."""
        return self.is_asked_for or (self.rule.kind in AT_ONCE and self.rule.days_before == 0)

    @property
    def key(self):
        """What makes the line unique."""
        matter = self.matter
        government = matter.government.pk if matter.government else None
        return self.rule.pk, matter.object_id, government, matter.date, self.recipient.pk

    @property
    def stage_key(self):
        """The same whoever's rule asks for the stage: a State that makes rules of its own tells nobody again."""
        return self.rule.kind, self.rule.days_before, *self.key[1:]

    @property
    def local_government(self):
        """The government that it is about, or None for a matter of the State."""
        return self.matter.government

    @property
    def object_id(self):
        """The row that it is about, as the rule's kind says."""
        return self.matter.object_id

    @property
    def due_date(self):
        """The date that people are reminded of."""
        return self.matter.date
