"""Reminders: find what is due, deliver each mail once, never twice."""

from .by_hand import Told, remind, tell_of_opening, told, writers_of
from .delivering import deliver, expire_stale, retry
from .selecting import Situation, due_items, select_due

__all__ = [
    "Situation",
    "Told",
    "deliver",
    "due_items",
    "expire_stale",
    "remind",
    "retry",
    "select_due",
    "tell_of_opening",
    "told",
    "writers_of",
]
