"""The audit trail as people read it: who did what when, on behalf of whom, and what it was before and after."""

from . import indicator_kind, own_kinds  # noqa: F401 -- they register themselves
from .finding import found, kinds_in, narrowed, of_government, of_state, people_in
from .kinds import Kind, kind_of, register
from .telling import Entry, tell

MOST_ENTRIES = 50

__all__ = [
    "Entry",
    "Kind",
    "found",
    "kind_of",
    "kinds_in",
    "narrowed",
    "of_follow_up",
    "of_government",
    "of_object",
    "of_state",
    "of_step",
    "people_in",
    "register",
    "tell",
]


def of_object(row):
    """The newest entries about one object."""
    return tell(found().about(row)[:MOST_ENTRIES])


def of_step(step):
    """The newest entries about a step and its evidence."""
    return of_object(step)


def of_follow_up(follow_up):
    """The newest entries about a government's follow-up, and about the SDG targets it set."""
    targets = found().about(follow_up.recommendation).filter(local_government=follow_up.local_government)
    about = targets | found().about(follow_up) if follow_up.pk else targets
    return tell(about[:MOST_ENTRIES])
