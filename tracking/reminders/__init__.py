"""Reminders: find what is due, deliver each mail once, never twice."""

from .delivering import deliver, expire_stale, retry
from .selecting import Situation, due_items, select_due

__all__ = ["Situation", "deliver", "due_items", "expire_stale", "retry", "select_due"]
