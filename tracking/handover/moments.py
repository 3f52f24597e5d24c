"""What comes next: the dates of the review, of calls and of the administration that somebody new must know."""

from django.utils.translation import gettext as _

from .. import phases
from ..board import newest_review
from ..models import Call

KINDS = ("call", "report", "phase", "term", "step")


def next_moments(government, today):
    """[(date, kind, what)] from today on, in the order of time; `kind` is one of KINDS, `what` is in words."""
    found = [*_calls(government), *_phases(government), *_term(government)]
    return sorted((day, kind, str(what)) for day, kind, what in found if day and day >= today)


def _calls(government):
    for call in Call.objects.reminding().asking(government):
        yield call.deadline, "call", _("Last day for input: %(call)s") % {"call": call.title}
        yield call.target_date, "report", _due(call)


def _due(call):
    if call.occasion == Call.Occasion.MIDTERM:
        return _("Mid-term report of the State is due")
    return _("Date of the report: %(occasion)s") % {"occasion": call.occasion_words}


def _phases(government):
    review = newest_review(government.state)
    for moment in phases.moments_of(review) if review else []:
        yield moment.starts, "phase", _("Phase “%(phase)s” begins") % {"phase": moment.label}
        if moment.ends != moment.starts:
            yield moment.ends, "phase", _("Phase “%(phase)s” ends") % {"phase": moment.label}


def _term(government):
    yield government.term_ends_on, "term", _("The administration’s term ends")
