"""The phases of a review in which a local government can take part: when they are, and what it can do in each."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .models import Participation, ReviewDate
from .models.review_phases import ADOPTION, CITY_DEADLINE, MIDTERM, PHASES, REVIEW

Phase, Day = Participation.Phase, ReviewDate.Phase

NEXT_REPORT_BEFORE_REVIEW = PHASES[Day.NATIONAL_REPORT].offset  # the next report is due as long before the next review


@dataclass(frozen=True)
class Moment:
    """One phase of one review: from `starts` to `ends` (None while no date is known)."""

    phase: str
    label: str
    starts: datetime.date | None
    ends: datetime.date | None
    is_confirmed: bool
    ideas: tuple[str, ...]

    def is_past(self, today):
        """Over before today."""
        return bool(self.ends and self.ends < today)

    def is_now(self, today):
        """Today lies in it."""
        return bool(self.starts and self.starts <= today and not self.is_past(today))


def moments_of(review):
    """The Moments of a review in the order of time, the standing one last; without a date to count from, no dates.

    One query where the review's `dates` are not at hand.
    """
    spans, ideas = _spans(review), _ideas()
    return [
        Moment(phase, str(Phase(phase).label), *spans.get(phase, (None, None, False)), ideas[phase])
        for phase in Phase.values
    ]


def _spans(review):
    """{phase: (first day, last day, whether both are confirmed)}"""
    days = {day.code: day for day in review.calendar()}
    found = {
        Phase.CONSULTATION: _span(days[Day.CONSULTATION], days[Day.NATIONAL_REPORT]),
        Phase.OBSERVERS: _span(days[REVIEW], days[REVIEW]),
        Phase.ADVICE: _span(days[REVIEW], days[ADOPTION]),
        Phase.MID_TERM: _span(days[CITY_DEADLINE], days[MIDTERM], is_confirmed=days[MIDTERM].is_confirmed),
        Phase.NEXT_REPORT: _span(days[Day.NEXT_CONSULTATION], days[Day.NEXT_REVIEW], NEXT_REPORT_BEFORE_REVIEW),
    }
    return {phase: span for phase, span in found.items() if span}


def _span(first, last, before=None, is_confirmed=None):
    """From one day to another, or to so long `before` it; None while one of them is not known."""
    if not first.date or not last.date:
        return None
    ends = last.date + before if before else last.date
    sure = first.is_confirmed and last.is_confirmed if is_confirmed is None else is_confirmed
    return first.date, max(first.date, ends), sure


def _ideas():
    """{phase: what a local government can do in it}"""
    return {
        Phase.CONSULTATION: (
            _("Go to the national consultation, or ask for one in your region."),
            _("Send figures, practices and your Voluntary Local Review while the national report is being written."),
            _("Tell organisations of civil society what you publish: they may quote it in their own reports."),
        ),
        Phase.OBSERVERS: (
            _("Ask the State whether somebody of yours can go along as an observer in the delegation."),
            _("Follow the review on the web with your council, your departments and civil society."),
        ),
        Phase.ADVICE: (
            _("Read the new recommendations: which of them touch your powers?"),
            _("Tell the State what you could do about them, before it says which ones it supports."),
        ),
        Phase.MID_TERM: (
            _("Bring your steps and figures up to date, and send your input when the coordinator calls for it."),
            _("Say what did not work, and which help you need."),
        ),
        Phase.NEXT_REPORT: (
            _("Use your records again: for the next national report, your plan and the next administration."),
            _("Name early what you want to bring into the next consultation."),
        ),
        Phase.NATIONAL_BODY: (
            _("Ask for a seat for local governments in the body that writes the State’s reports and follows them up."),
        ),
    }
