"""What opens next on the way of a review: its phases, the call that is to be opened, the stages of a call's plan.

What a line is about: a Review. One line tells of all that opens for the reader on one day.
"""

import dataclasses
import datetime
from collections import defaultdict

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ...models import Call, ReminderItem, ReminderRule, Report, ReviewDate
from ...models.call_plan import BACK_PLAN, OPEN, SUBMIT
from ...models.review import Review
from ...models.review_phases import ADOPTION, CITY_DEADLINE, MIDTERM
from ..matter import Audience, Matter
from .own import own_path

Kind, LeftOut, Phase = ReminderRule.Kind, ReminderItem.LeftOut, ReviewDate.Phase
LATE = datetime.timedelta(days=30)  # what opened longer ago is no news
NEXT = (Phase.NEXT_CONSULTATION, Phase.NEXT_REVIEW)  # the next review knows these days better, once it is there
NOT_PHASES = (CITY_DEADLINE, MIDTERM)  # these are the business of calls
TRIAGE = "triage"
FOR_GOVERNMENTS = {Phase.CONSULTATION: "participation-list", Phase.NEXT_CONSULTATION: "participation-list"}
FOR_GOVERNMENTS[TRIAGE] = "followup-triage"


@dataclasses.dataclass(frozen=True)
class Opening:
    """What opens on a day: `label` in words, `is_sure` where somebody confirmed the day."""

    code: str
    date: datetime.date
    label: str
    is_sure: bool
    path: str = ""

    @property
    def words(self):
        """The day and what opens, for a mail."""
        words = {"what": self.label, "day": date_format(self.date, "DATE_FORMAT")}
        return _("%(what)s: %(day)s") % words if self.is_sure else _("%(what)s: %(day)s (not confirmed)") % words


def matters(situation):
    """The days in sight on which something opens for a State's coordinators, or for its governments; three queries."""
    span = situation.span(Kind.PHASE)
    if span is None:
        return
    first, last = max(span[0], situation.today - LATE), span[1]
    for review, calls, has_next in _reviews(Review.objects.filter(state__in=situation.states)):
        for day in {one.date for one in for_state(review, calls, has_next) if first <= one.date <= last}:
            yield Matter(Kind.PHASE, review.pk, review.state_id, day, audience=Audience.COORDINATORS)
        for day in {one.date for one in for_governments(review, has_next) if first <= one.date <= last}:
            for government in situation.governments[review.state_id]:
                if situation.people.writers(government):
                    yield Matter(Kind.PHASE, review.pk, review.state_id, day, government)


def _reviews(reviews):
    """[(review, its calls with `is_published`, whether the State's next review is known)]; three queries."""
    reviews = list(reviews.filter(mechanism=Review.Mechanism.UPR).select_related("state").prefetch_related("dates"))
    calls, cycles = defaultdict(list), defaultdict(int)
    published = Exists(Report.objects.published().filter(call=OuterRef("pk")))
    for call in Call.objects.filter(review__in=reviews).annotate(is_published=published):
        calls[call.review_id].append(call)
    for review in reviews:
        cycles[review.state_id] = max(cycles[review.state_id], review.cycle)
    return [(review, calls[review.pk], cycles[review.state_id] > review.cycle) for review in reviews]


def for_state(review, calls, has_next):
    """[Opening] for the State's coordinators."""
    found = [
        Opening(day.code, day.date, day.label, day.is_confirmed)
        for day in _phases(review, has_next)
        if day.code not in NOT_PHASES
    ]
    if not any(call.occasion == Call.Occasion.MIDTERM for call in calls) and review.midterm_date:
        day = review.midterm_date + relativedelta(months=BACK_PLAN[OPEN][0])
        path = reverse("tracking:call-add") + f"?review={review.pk}"
        found.append(Opening(OPEN, day, _("Time to open the call for input"), review.is_override_confirmed, path))
    return found + [one for call in calls if not call.is_published for one in _stages(call)]


def for_governments(review, has_next):
    """[Opening] for all governments of the State: consultations begin, and recommendations can be sorted."""
    found = []
    for day in _phases(review, has_next):
        if day.code == ADOPTION and review.adoption_date:
            label = _("The recommendations are final: sort which of them are yours")
            found.append(Opening(TRIAGE, day.date, label, day.is_confirmed))
        elif day.code in FOR_GOVERNMENTS:
            found.append(Opening(day.code, day.date, day.label, day.is_confirmed))
    return found


def _phases(review, has_next):
    return [day for day in review.calendar() if day.date and not (has_next and day.code in NEXT)]


def _stages(call):
    """The stages ahead of a call: its opening while it is a draft, else all but the last day for input."""
    path = call.get_absolute_url()
    for stage in call.milestones:
        if stage.code != SUBMIT and (stage.code == OPEN) == call.is_draft:
            yield Opening(stage.code, stage.date, str(stage.label), stage.is_confirmed, path)


def opening_line(item, today):
    """All that opens for the reader on the day of the line."""
    known = _reviews(Review.objects.filter(state=item.state))
    review, calls, has_next = next((row for row in known if row[0].pk == item.object_id), (None, [], False))
    if review is None:
        return LeftOut.MOVED
    is_of_government = bool(item.local_government_id)
    openings = for_governments(review, has_next) if is_of_government else for_state(review, calls, has_next)
    openings = [one for one in openings if one.date == item.due_date]
    if not openings:
        return LeftOut.MOVED
    return {
        "title": str(review),
        "facts": [one.words for one in openings],
        "path": _path(item, openings),
        "is_event": True,
        "audience": Audience.GOVERNMENT if item.local_government_id else Audience.COORDINATORS,
    }


def _path(item, openings):
    if item.local_government_id:
        page = FOR_GOVERNMENTS[openings[0].code]
        return own_path(item, reverse(f"tracking:{page}", args=[item.local_government_id]))
    dates = reverse("tracking:review-dates", args=[item.object_id])
    return next((one.path for one in openings if one.path), dates)


KINDS = {Kind.PHASE: opening_line}
