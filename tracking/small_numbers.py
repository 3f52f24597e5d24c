"""Which parts of a value are too small to be published, so that nobody can be recognised in them.

Pure: plain numbers in, keys out. The parts of one dimension (women, men, not known) add up to the total; each
dimension is a cut of its own through the same total.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a total: its dimension, its category, and how many people or cases stand behind it.

    `count` is None where nobody knows how many: of a percentage without its base.
    """

    dimension: Hashable
    category: Hashable
    count: Decimal | int | None


@dataclass(frozen=True, slots=True)
class Hidden:
    """What must not be published: the total or not, and (dimension, category) of the parts."""

    total: bool
    parts: frozenset


NOTHING = Hidden(total=False, parts=frozenset())


def hidden(total, parts, limit):
    """The Hidden of a total (a count, or None where it is not known) and its parts.

    A part below `limit` is hidden, and so many of its siblings with it that it cannot be had by subtraction: at
    least two of a dimension, which together reach the limit again. Small siblings are taken first. The total itself
    is hidden where it is below the limit.
    """
    by_dimension = {}
    for part in parts:
        by_dimension.setdefault(part.dimension, []).append(part)
    keys = set()
    for siblings in by_dimension.values():
        keys |= {(part.dimension, part.category) for part in _hidden_of(siblings, limit)}
    return Hidden(total=_is_small(total, limit), parts=frozenset(keys))


def _is_small(count, limit):
    return count is not None and count < limit


def _hidden_of(siblings, limit):
    """The parts of one dimension that are hidden: the small ones first, then the smallest of the rest."""
    chosen = [part for part in siblings if _is_small(part.count, limit)]
    if not chosen:
        return []
    rest = [part for part in siblings if part not in chosen]
    rest.sort(key=lambda part: (part.count is None, part.count or 0))
    while rest and (len(chosen) < 2 or sum(part.count or 0 for part in chosen) < limit):
        chosen.append(rest.pop(0))
    return chosen
