"""The phases of the reviews of a State."""

from collections import defaultdict

from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import Review, ReviewDate
from ..models.review_phases import CITY_DEADLINE
from .changes import last_changes
from .entry import Entry

NEXT = (ReviewDate.Phase.NEXT_CONSULTATION, ReviewDate.Phase.NEXT_REVIEW)  # once it is there, it knows these better


def entries(governments, served):
    """The days of all phases of all reviews of these States; three queries."""
    first_of = {government.state_id: government for government in reversed(governments)}
    states = set(first_of) | served
    rows = Review.objects.filter(state__in=states, mechanism=Review.Mechanism.UPR)
    reviews = list(rows.select_related("state").prefetch_related("dates"))
    changes = last_changes("review", [review.pk for review in reviews])
    cycles = defaultdict(int)
    for review in reviews:
        cycles[review.state_id] = max(cycles[review.state_id], review.cycle)
    for review in reviews:
        path = _path(review, served, first_of)
        has_next = cycles[review.state_id] > review.cycle
        for day in review.calendar():
            # A call has its own last day for input.
            if day.date and day.code != CITY_DEADLINE and not (has_next and day.code in NEXT):
                yield _entry(review, day, f"{path}#{day.code}" if review.state_id in served else path, changes)


def _path(review, served, first_of):
    if review.state_id in served:
        return reverse("tracking:review-dates", args=[review.pk])
    page = reverse("tracking:participation-list", args=[first_of[review.state_id].pk])
    return f"{page}?review={review.pk}"


def _entry(review, day, path, changes):
    proposed = _("Proposed: %(rule)s") % {"rule": day.rule}
    return Entry(
        f"review-{review.pk}-{day.code}",
        day.date,
        _("%(phase)s (%(review)s)") % {"phase": day.label, "review": review},
        path,
        day.source if day.is_set else proposed,
        changes[review.pk],
        day.is_confirmed,
    )
