"""Reminders: find what is due, deliver each mail once, never twice."""

from .by_hand import Told, remind, tell_of_move, tell_of_opening, told, writers_of
from .delivering import chunks, deliver, deliver_many, expire_stale
from .matter import Audience, DueItem, Matter, WhyNot
from .planning import ahead, due_at
from .resolving import look_into, retry
from .selecting import due_items, select_due
from .situation import Situation

__all__ = [
    "Audience",
    "DueItem",
    "Matter",
    "Situation",
    "Told",
    "WhyNot",
    "ahead",
    "chunks",
    "deliver",
    "deliver_many",
    "due_at",
    "due_items",
    "expire_stale",
    "look_into",
    "remind",
    "retry",
    "select_due",
    "tell_of_move",
    "tell_of_opening",
    "told",
    "writers_of",
]
