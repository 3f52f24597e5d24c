"""Finds what is due and writes it down as rows: one line per rule, object, due date and person, ever.

A stage is due from its day on, not on its day alone: after days without a worker the latest stage that has
passed is sent, and the earlier ones are not made up for.
"""

from collections import defaultdict

from ..models import ReminderDelivery
from . import lines
from .planning import due_at
from .situation import Situation


def select_due(now):
    """Write down what is due at `now` and is not written yet; the pks of the mails whose hour has come.

    Safe to run at any time, twice, and in two processes at once.
    """
    by_recipient = defaultdict(list)
    for item in due_items(now):
        by_recipient[item.recipient].append(item)
    lines.write(by_recipient, now)
    return list(ReminderDelivery.objects.ready(now).order_by("pk").values_list("pk", flat=True))


def due_items(now):
    """The lines that are due at `now` and not written yet."""
    return due_at(Situation(now), now)
