"""The phases of a review in which a local government can take part: when they are, and what it can do in each."""

import datetime
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from .models import Participation

Phase = Participation.Phase

# Months and weeks counted from the day of the review, as practice has it; rules of thumb, never facts.
CONSULTATION_FROM = relativedelta(months=-18)
REPORT_DUE = relativedelta(weeks=-12)
ADOPTION = relativedelta(months=6)
INPUT_BEFORE_MIDTERM = relativedelta(months=6)
NEXT_CONSULTATION = relativedelta(months=39)
NEXT_REVIEW = relativedelta(months=54)


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
    """The Moments of a review in the order of time, the standing one last; without a date of the review, no dates."""
    spans, ideas = _spans(review), _ideas()
    return [
        Moment(phase, str(Phase(phase).label), *spans.get(phase, (None, None, False)), ideas[phase])
        for phase in Phase.values
    ]


def _spans(review):
    """{phase: (first day, last day, whether both are confirmed)}"""
    day, midterm = review.review_date, review.midterm_date
    spans = {}
    if midterm:
        spans[Phase.MID_TERM] = (midterm - INPUT_BEFORE_MIDTERM, midterm, bool(review.midterm_date_override))
    if day:
        adopted = review.adoption_date
        is_confirmed = review.is_date_confirmed
        spans |= {
            Phase.CONSULTATION: (day + CONSULTATION_FROM, day + REPORT_DUE, False),
            Phase.OBSERVERS: (day, day, is_confirmed),
            Phase.ADVICE: (day, adopted or day + ADOPTION, bool(is_confirmed and adopted)),
            Phase.NEXT_REPORT: (day + NEXT_CONSULTATION, day + NEXT_REVIEW + REPORT_DUE, False),
        }
    return spans


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
