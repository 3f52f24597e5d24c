"""What a person may see of the coming days, as Entries; a fixed number of queries whatever there is.

Rights are asked here, at every reading: who has left a government finds nothing of it any more.
"""

import datetime

from ..models import LocalGovernment, Membership
from . import calls, reviews, work

KEPT = datetime.timedelta(days=365)  # how long a day that has passed stays in the calendar


def of_person(user, today):
    """[Entry] of all governments for which the person works and all States that they serve."""
    governments = LocalGovernment.objects.of_user(user).select_related("state").order_by("name", "pk")
    served = set(Membership.objects.serving(user).values_list("state", flat=True))
    return _collected(list(governments), served, today)


def of_government(user, government, today):
    """[Entry] of one government, as long as the person works for it; else none."""
    own = LocalGovernment.objects.of_user(user).select_related("state").filter(pk=government.pk)
    return _collected(list(own), set(), today)


def of_call(user, call):
    """[Entry] of one call that the person may see: all of its plan for who serves its State, else a part."""
    served = set(Membership.objects.serving(user).values_list("state", flat=True))
    return _sorted(calls.entries_of([call], served))


def _collected(governments, served, today):
    if not governments and not served:
        return []
    found = [
        *calls.entries(governments, served),
        *work.steps(governments),
        *work.indicators(governments),
        *work.terms(governments),
        *reviews.entries(governments, served),
    ]
    return _sorted(entry for entry in found if entry.date >= today - KEPT)


def _sorted(entries):
    return sorted(entries, key=lambda entry: (entry.date, entry.key))
