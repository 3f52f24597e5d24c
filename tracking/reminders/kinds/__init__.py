"""What people can be reminded of, one module a subject.

Each module has KINDS, {kind: line(item, today)}, and matters(situation). `matters` yields every Matter of its kinds
that a stage could speak of now, in a fixed number of queries. `line` says what a mail tells of a ReminderItem, as a
dict of the keys below, or gives the ReminderItem.LeftOut that says why there is nothing to tell any more. Where many
lines of a module come in one mail, its read(items) gives each ReminderItem what `line` needs, in a few queries for all.

title: what it is about (never the words of a recommendation, nothing of a sensitive topic), facts: sentences with
counts, path: of the page where it is done (inside the site, with the reader's language), note: the coordinator's own
words or "", is_event: its date is not one by which something is to be done, and whatever else the subject of the mail
needs. audience and not_to where they are not those of most matters.
"""

from ...models import ReminderItem
from . import calls, contributions, follow_ups, governments, indicators, openings, states, steps
from .own import is_own

ALL = (calls, contributions, steps, follow_ups, indicators, governments, states, openings)
LINES = {kind: line for module in ALL for kind, line in module.KINDS.items()}


def read(items):
    """Read what the lines of all these items need; `line` then asks less, or nothing, for each."""
    for module in (calls, governments):
        module.read(items)


def line(item, today):
    """What a mail tells of a ReminderItem, which was read; or a LeftOut."""
    found = LINES[item.rule.kind](item, today)
    if isinstance(found, ReminderItem.LeftOut):
        return found
    place = {"government": item.local_government, "state": item.state, "is_own": is_own(item)}
    return framed(found, item.rule.kind, item.due_date, today, **place)


def framed(found, kind, due_date, today, *, government, state, is_own=True):
    """What a module says of a matter, with all that every line has: government, due date and the days left.

    `is_own` says whether the government is the reader's; `count` is how many lines it stands for, after folding.
    """
    return {
        "kind": kind,
        "government": government,
        "state": state,
        "due_date": due_date,
        "days_left": (due_date - today).days,
        "is_own": is_own,
        "is_event": False,
        "note": "",
        "count": 1,
        "heard_by": [],
        **found,
    }
