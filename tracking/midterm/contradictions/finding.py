"""Finds all flags of a call, beside the notes that settled them."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Count, Max

from ...models import Comment, ContradictionNote, Contribution, NationalMeasure
from .figures import counted_twice, number_changed, wrong_way
from .flag import Flag
from .kinds import disputed, no_evidence, not_competent, setback
from .reading import cases

KINDS = (setback, no_evidence, disputed, wrong_way, counted_twice, number_changed, not_competent)
KEPT_SECONDS = 30 * 24 * 3600
MANY = 20_000  # answers from which on a page does not wait until all are compared


class Found(NamedTuple):
    """A flag in short, as it is kept."""

    key: str
    kind: str
    recommendation: int


@dataclass(frozen=True)
class Settled:
    """A flag, the note that settles it (None: it stands), and the last note from before its facts changed."""

    flag: Flag
    note: ContradictionNote | None
    earlier: ContradictionNote | None

    @property
    def is_open(self):
        """Nobody has said anything on it as it is now."""
        return self.note is None


@dataclass(frozen=True)
class Kept:
    """The flags of a whole call in short as they were last found; `is_current`: nothing has changed since."""

    flags: list
    settled: frozenset
    is_current: bool

    def open_by_recommendation(self):
        """{recommendation: number of flags that stand}."""
        return Counter(row.recommendation for row in self.flags if row.key not in self.settled)


def find(call, recommendations=None):
    """All flags of a call, or those of some recommendations, by recommendation and kind."""
    return [flag for case in cases(call, recommendations) for kind in KINDS for flag in kind(case)]


def kept(call):
    """The Kept flags of a call: found anew where something has changed, unless there is too much for a page to wait.

    Then what was found last is shown, and a worker looks again (look_again).
    """
    stamp, known = stamp_of(call), cache.get(_name(call))
    if (known is None or known[0] != stamp) and not is_much(call):
        known = look_again(call, stamp)
    settled = frozenset(call.contradiction_notes.values_list("key", flat=True))
    flags = [Found(*row) for row in known[1]] if known else []
    return Kept(flags, settled, is_current=bool(known) and known[0] == stamp)


def look_again(call, stamp=None):
    """Find all flags of a call and keep them in short; returns (stamp of what they were found in, flags)."""
    stamp = stamp or stamp_of(call)
    found = (stamp, [(flag.key, flag.kind, flag.recommendation) for flag in find(call)])
    cache.set(_name(call), found, KEPT_SECONDS)
    return found


def is_much(call):
    """Whether there is more to compare than a page should wait for."""
    accepted = Contribution.objects.newest_accepted(call).count()
    return accepted * call.recommendations_asked().count() > MANY


def _name(call):
    return f"contradictions-in-short-{call.pk}"


def stamp_of(call):
    """What changes with everything that a flag rests on, in four small queries: versions by their checksums."""
    versions = Contribution.objects.accepted().filter(call__review=call.review_id).order_by("pk")
    of_review = {"follow_up__recommendation__review": call.review_id}
    comments = Comment.objects.published().filter(**of_review, stance="disputes")
    found = (
        list(versions.values_list("pk", "checksum")),
        NationalMeasure.objects.filter(call=call).accepted().aggregate(Count("pk"), Max("decided_at")),
        comments.aggregate(Count("pk"), Max("decided_at"), Max("pk")),
        list(call.review.state.local_governments.order_by("pk").values_list("pk", "name")),
    )
    return hashlib.sha256(repr(found).encode()).hexdigest()


def find_settled(call, recommendations=None):
    """The flags of a call or of some recommendations as Settled, found as they are now."""
    notes = call.contradiction_notes.select_related("by")
    notes = list(notes if recommendations is None else notes.filter(recommendation__in=recommendations))
    flags = find(call, recommendations)
    current = {flag.key for flag in flags}
    by_key = {note.key: note for note in notes}
    outdated = {(note.kind, note.recommendation_id): note for note in notes if note.key not in current}
    return [Settled(flag, by_key.get(flag.key), outdated.get((flag.kind, flag.recommendation))) for flag in flags]
