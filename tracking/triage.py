"""Sorting: many recommendations at once, never over what somebody else has sorted, and the way back."""

import dataclasses
import datetime

from django.db import transaction

from .models import Event, FollowUp, LocalGovernment

STAMP = "%Y%m%dT%H%M%S%f"  # the moment of one save, as it stands in an address
SAYS_WHO_CAN = (FollowUp.Relevance.NOT_OURS, FollowUp.Relevance.SUPPORT_ONLY)


@dataclasses.dataclass(frozen=True)
class Choice:
    """How far one recommendation is the government's matter, and who can act where it cannot."""

    recommendation: object
    relevance: str
    who_can: str = ""


@transaction.atomic
def save(choices, government, *, by, now):
    """(saved, left): how many were sorted, and how many stay as somebody else had sorted them otherwise meanwhile."""
    stored = _taken(government, recommendation__in=[choice.recommendation.pk for choice in choices])
    by_recommendation = {row.recommendation_id: row for row in stored}
    saved, left = 0, 0
    for choice in choices:
        row = by_recommendation.get(choice.recommendation.pk)
        row = row or FollowUp(local_government=government, recommendation=choice.recommendation)
        if not row.relevance:
            who_can = choice.who_can if choice.relevance in SAYS_WHO_CAN else ""
            row.triage(choice.relevance, by=by, now=now, who_can=who_can)
            saved += 1
        elif row.relevance != choice.relevance:
            left += 1
    return saved, left


def stamp_of(now):
    """The moment of a save as it stands in an address."""
    return now.astimezone(datetime.UTC).strftime(STAMP)


def saved_at(stamp, government, *, by):
    """The events of what the person sorted with one save; none for a stamp that names no save."""
    try:
        moment = datetime.datetime.strptime(stamp, STAMP).replace(tzinfo=datetime.UTC)
    except ValueError:
        return Event.objects.none()
    rows = Event.objects.filter(local_government=government, object_kind="followup", verb=Event.Verb.TRIAGED)
    return rows.filter(by=by, at=moment)


@transaction.atomic
def undo(events, government, *, by, now):
    """(restored, left): brings back what stood before these events; what was changed since stays as it is."""
    events = {event.object_id: event for event in events}
    rows = {row.pk: row for row in _taken(government, pk__in=list(events))}
    restored = 0
    for pk, event in events.items():
        row = rows.get(pk)
        if row and row.updated_at == event.at:
            row.restore_triage(event.before, by=by, now=now)
            restored += 1
    return restored, len(events) - restored


def _taken(government, **lookup):
    """The government's follow-ups, taken for this transaction: two who sort at once come one after the other."""
    # The government's row stands for follow-ups that do not exist yet.
    LocalGovernment.objects.select_for_update(no_key=True).get(pk=government.pk)
    return list(FollowUp.objects.select_for_update().filter(local_government=government, **lookup))
