"""The way to a State's report, planned back from its date: which stage falls on which day."""

import dataclasses
import datetime

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DEADLINE_MONTHS = 6
OPEN, SUBMIT, REPORT, PUBLISHED = "open", "submit", "report", "published"

# {code: (months before (negative) or after the date of the report, what happens)}, in the order in which it happens.
BACK_PLAN = {
    OPEN: (-9, gettext_lazy("Call for input opens")),
    SUBMIT: (-DEADLINE_MONTHS, gettext_lazy("Local governments submit")),
    "clarify": (-5, gettext_lazy("Questions are clarified")),
    "consult": (-4, gettext_lazy("Civil society and human rights institutions are consulted")),
    "mechanism": (-3, gettext_lazy("Draft goes to the national mechanism")),
    "approve": (-1, gettext_lazy("Government approves")),
    REPORT: (0, gettext_lazy("Report is submitted")),
    PUBLISHED: (1, gettext_lazy("Report is published; local governments hear what was used")),
}
# Stages that can be moved one by one; the two others are the last day for input and the date of the report itself.
MOVABLE = [code for code in BACK_PLAN if code not in (SUBMIT, REPORT)]


@dataclasses.dataclass(frozen=True)
class Milestone:
    """A stage on its day: `kind` says whether that day is proposed, was moved or set by a person, or is history."""

    code: str
    date: datetime.date
    label: str
    kind: str  # "proposed", "moved", "set" or "happened"
    is_before_its_turn: bool = False  # a stage that comes earlier in the plan falls on a later day
    source: str = ""
    is_confirmed: bool = False


class CallPlan:
    """What a call knows about its dates; its columns are `target_date`, `deadline`, `moved_dates`, `date_sources`."""

    @staticmethod
    def default_deadline(target_date):
        """Six months before the report: it must still pass ministries, consultation and government."""
        return target_date - relativedelta(months=DEADLINE_MONTHS)

    def planned(self, code):
        """The day of a stage as it is planned back; never before the input is in, and opening never after that."""
        day = self.target_date + relativedelta(months=BACK_PLAN[code][0])
        if code == OPEN:
            return min(day, self.deadline)
        return max(day, self.deadline)

    def moved(self, code):
        """The day to which a person moved a stage, or None."""
        day = self.moved_dates.get(code)
        return datetime.date.fromisoformat(day) if day else None

    @property
    def milestones(self):
        """[Milestone] in the order of time, from the opening to the published report."""
        order, found = list(BACK_PLAN), []
        latest = datetime.date.min
        for code in order:
            day, kind = self._day_of(code)
            said = self.date_sources.get(code, {})
            source, is_confirmed = said.get("source", ""), said.get("is_confirmed", False)
            found.append(Milestone(code, day, BACK_PLAN[code][1], kind, day < latest, source, is_confirmed))
            latest = max(latest, day)
        return sorted(found, key=lambda milestone: (milestone.date, order.index(milestone.code)))

    @property
    def before_their_turn(self):
        """The stages, in words, that fall before one that comes earlier in the plan."""
        return [milestone.label for milestone in self.milestones if milestone.is_before_its_turn]

    def _day_of(self, code):
        if code == SUBMIT:
            is_default = self.deadline == self.default_deadline(self.target_date)
            return self.deadline, "proposed" if is_default and not self.opened_at else "set"
        if code == REPORT:
            return self.target_date, "set"
        if code == OPEN and self.opened_at:
            return timezone.localdate(self.opened_at), "happened"
        moved = self.moved(code)
        return (moved, "moved") if moved else (self.planned(code), "proposed")

    def move(self, days):
        """Keep {code: date or None} as the days of the stages; what falls on the proposed day is not moved."""
        kept = {code: day for code, day in days.items() if code in MOVABLE and day and day != self.planned(code)}
        self.moved_dates = {code: kept[code].isoformat() for code in BACK_PLAN if code in kept}

    def say(self, sources):
        """Keep {code: (who says so, whether the day is confirmed)}; what says nothing is left out."""
        self.date_sources = {
            code: {"source": sources[code][0], "is_confirmed": sources[code][1]}
            for code in BACK_PLAN
            if any(sources.get(code, ()))
        }

    def move_along(self, target_date):
        """Plan for another date of the report, with the last day for input and moved stages at the same distance.

        Months count where the last day is the proposed one, days everywhere else. Nobody has confirmed the new days.
        """
        days = target_date - self.target_date
        is_proposed = self.deadline == self.default_deadline(self.target_date)
        self.deadline = self.default_deadline(target_date) if is_proposed else self.deadline + days
        moved = {code: self.moved(code) + days for code in self.moved_dates}
        kept = {code: said for code, said in self.date_sources.items() if self._day_of(code)[1] == "happened"}
        self.target_date, self.date_sources = target_date, kept
        self.move(moved)

    def plan_errors(self):
        """{code: sentence} of moved stages that contradict the date of the report or the last day for input."""
        errors = {}
        for code in self.moved_dates:
            day = self.moved(code)
            if code == PUBLISHED and day < self.target_date:
                errors[code] = _("It cannot be published before the date of the report.")
            elif code != PUBLISHED and day > self.target_date:
                errors[code] = _("This lies after the date of the report.")
            elif code == OPEN and day > self.deadline and not self.opened_at:
                errors[code] = _("The call would open after the last day for input.")
        return errors

    def check_plan(self):
        """Raise ValidationError where the plan contradicts itself."""
        errors = self.plan_errors()
        if errors:
            raise ValidationError([f"{BACK_PLAN[code][1]}: {sentence}" for code, sentence in errors.items()])
