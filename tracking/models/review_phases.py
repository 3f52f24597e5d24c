"""The phases of a review: how the day of each is counted, and which days contradict each other.

The offsets are what practice shows; every one of them is a proposal, never a fact.
"""

import dataclasses
import datetime

from dateutil.relativedelta import relativedelta
from django.db import models
from django.utils.translation import gettext_lazy

MONTHS_TO_DEADLINE = 6  # from a government's input to the State's report


class Phase(models.TextChoices):
    """The phases of a review whose day a person may set, in the order of time."""

    CONSULTATION = "consultation", gettext_lazy("National consultation begins")
    STAKEHOLDERS = "stakeholders", gettext_lazy("Submissions of civil society and human rights institutions")
    NATIONAL_REPORT = "national-report", gettext_lazy("National report is handed in")
    DOCUMENTS = "documents", gettext_lazy("Documents of the review are published")
    POSITIONS = "positions", gettext_lazy("The State says which recommendations it supports")
    LETTER = "letter", gettext_lazy("Letter of the High Commissioner")
    PLAN = "plan", gettext_lazy("Plan of implementation")
    NEXT_CONSULTATION = "next-consultation", gettext_lazy("Consultation for the next report begins")
    NEXT_REVIEW = "next-review", gettext_lazy("Next review")


REVIEW, ADOPTION, MIDTERM, CITY_DEADLINE = "review", "adoption", "mid-term", "city-deadline"
# The days that are columns of the review itself: {code: (day, who says so, confirmed)}.
COLUMNS = {
    REVIEW: ("review_date", "review_date_source", "is_date_confirmed"),
    ADOPTION: ("adoption_date", "adoption_date_source", "is_adoption_confirmed"),
    MIDTERM: ("midterm_date_override", "override_source", "is_override_confirmed"),
}


@dataclasses.dataclass(frozen=True)
class Rule:
    """How the day of a phase is counted: from the review by `offset`; None where a method says it."""

    label: str
    offset: relativedelta | None
    words: str
    practice: str = ""


# In the order of time. {code: Rule}
PHASES = {
    Phase.CONSULTATION.value: Rule(
        Phase.CONSULTATION.label,
        relativedelta(months=-18),
        gettext_lazy("18 months before the review"),
        gettext_lazy("States begin 18 to 9 months before."),
    ),
    Phase.STAKEHOLDERS.value: Rule(
        Phase.STAKEHOLDERS.label,
        relativedelta(months=-7),
        gettext_lazy("7 months before the review"),
        gettext_lazy("The day lies 6 to 7½ months before."),
    ),
    Phase.NATIONAL_REPORT.value: Rule(
        Phase.NATIONAL_REPORT.label,
        relativedelta(weeks=-12),
        gettext_lazy("12 weeks before the review"),
        gettext_lazy("The day lies 12 to 15 weeks before; the coordinator needs input earlier."),
    ),
    Phase.DOCUMENTS.value: Rule(
        Phase.DOCUMENTS.label, relativedelta(weeks=-6), gettext_lazy("6 weeks before the review")
    ),
    REVIEW: Rule(
        gettext_lazy("Review: the dialogue in the Working Group"),
        None,
        gettext_lazy("as entered with the review; nobody has said where it stands"),
        gettext_lazy("A few days later the same session adopts the report with the recommendations."),
    ),
    Phase.POSITIONS.value: Rule(
        Phase.POSITIONS.label,
        relativedelta(months=3),
        gettext_lazy("3 months after the review"),
        gettext_lazy("The day lies 1 to 4 months after."),
    ),
    ADOPTION: Rule(
        gettext_lazy("Adoption by the Human Rights Council"),
        relativedelta(months=6),
        gettext_lazy("6 months after the review"),
        gettext_lazy("The Council adopts 4 to 6 months after; from then on supported or noted is final."),
    ),
    Phase.LETTER.value: Rule(
        Phase.LETTER.label,
        relativedelta(months=8),
        gettext_lazy("8 months after the review"),
        gettext_lazy("It comes 8 to 9 months after."),
    ),
    Phase.PLAN.value: Rule(
        Phase.PLAN.label,
        relativedelta(months=12),
        gettext_lazy("12 months after the review"),
        gettext_lazy("States make it 6 to 12 months after."),
    ),
    CITY_DEADLINE: Rule(
        gettext_lazy("Local governments submit"),
        None,
        gettext_lazy("6 months before the mid-term report; each call has its own last day"),
        gettext_lazy("The draft still passes ministries, consultation and government."),
    ),
    MIDTERM: Rule(gettext_lazy("Mid-term report"), None, ""),
    Phase.NEXT_CONSULTATION.value: Rule(
        Phase.NEXT_CONSULTATION.label, relativedelta(months=39), gettext_lazy("39 months after the review")
    ),
    Phase.NEXT_REVIEW.value: Rule(
        Phase.NEXT_REVIEW.label,
        relativedelta(months=54),
        gettext_lazy("54 months after the review: the length of a cycle"),
    ),
}
SETTABLE = [code for code in PHASES if code != CITY_DEADLINE]
# (what comes first, what comes later) of days that contradict each other the other way round.
ORDER = (
    (Phase.CONSULTATION, Phase.NATIONAL_REPORT),
    (Phase.CONSULTATION, REVIEW),
    (Phase.STAKEHOLDERS, REVIEW),
    (Phase.NATIONAL_REPORT, REVIEW),
    (Phase.DOCUMENTS, REVIEW),
    (REVIEW, Phase.POSITIONS),
    (REVIEW, ADOPTION),
    (REVIEW, Phase.PLAN),
    (REVIEW, MIDTERM),
    (Phase.POSITIONS, ADOPTION),
    (ADOPTION, Phase.LETTER),
    (ADOPTION, MIDTERM),
    (MIDTERM, Phase.NEXT_REVIEW),
    (REVIEW, Phase.NEXT_CONSULTATION),
    (Phase.NEXT_CONSULTATION, Phase.NEXT_REVIEW),
)


@dataclasses.dataclass(frozen=True)
class SetDay:
    """A day that somebody set."""

    date: datetime.date
    source: str = ""
    is_confirmed: bool = False


@dataclasses.dataclass(frozen=True)
class PhaseDay:
    """A phase on its day (None while nothing is known to count from); `is_set` by a person, else as `rule` says."""

    code: str
    label: str
    date: datetime.date | None
    is_set: bool
    source: str
    is_confirmed: bool
    rule: str
    practice: str
    is_before_its_turn: bool = False

    @property
    def is_settable(self):
        """A person may set it here."""
        return self.code in SETTABLE
