"""Moves a day of a review; where the mid-term date moves with it, the calls that are planned for that date follow."""

import dataclasses

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import reminders
from .models import Call, Review

MOVABLE = (Call.Status.DRAFT, Call.Status.OPEN)


@dataclasses.dataclass(frozen=True)
class Moved:
    """What came of it: the calls that moved along, and how many mails tell of new last days."""

    calls: tuple = ()
    mails: int = 0


def following(review):
    """The open and draft calls of a review whose report is planned for its mid-term date."""
    calls = Call.objects.filter(review=review, status__in=MOVABLE, target_date=review.midterm_date)
    return calls.order_by("deadline", "pk")


@transaction.atomic
def change(review, code, day, *, calls=(), by, now, **said):
    """Set a day of a review (Review.set_day) and move those of `calls` along that follow the mid-term date; Moved.

    Governments that were told the last day of an open call are told the new one. Raises ValidationError where days
    contradict each other; under "calls" where a call cannot move along. Nothing is saved then.
    """
    old = Review.objects.select_for_update(no_key=True, of=("self",)).get(pk=review.pk).midterm_date
    review.set_day(code, day, by=by, now=now, **said)
    new = review.midterm_date
    if new is None or new == old:
        return Moved()
    rows = Call.objects.select_for_update(of=("self",)).select_related("review__state").order_by("pk")
    rows = rows.filter(review=review, status__in=MOVABLE, target_date=old, pk__in=[call.pk for call in calls])
    found = [(call, _move(call, new, by, now)) for call in rows]
    return Moved(tuple(call for call, _mails in found), sum(mails for _call, mails in found))


def _move(call, target_date, by, now):
    """Move one call; the number of mails that tell of it."""
    words, days = {"call": call.title}, target_date - call.target_date
    call.move_along(target_date)
    if call.deadline < timezone.localdate(now):
        words["day"] = date_format(call.deadline, "DATE_FORMAT")
        text = _("“%(call)s” cannot move along: its last day would be %(day)s, which has passed. Leave it out.")
        raise ValidationError({"calls": text % words})
    try:
        has_moved = call.write(by=by, now=now)
    except ValidationError as error:
        text = _("“%(call)s” cannot move along: %(why)s")
        raise ValidationError({"calls": text % {**words, "why": " ".join(error.messages)}}) from error
    if call.excerpts_until:  # the row is held
        call.excerpts_until += days
        call.save(update_fields=["excerpts_until"])
    return reminders.tell_of_move(call, now=now) if has_moved else 0
