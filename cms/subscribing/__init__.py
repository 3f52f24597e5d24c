"""Mails about what is new: asking for them, preparing them, sending each at most once."""

from .asking import ask, send_confirmation
from .delivering import chunks, deliver, expire_stale, forget
from .selecting import select_due

__all__ = ["ask", "chunks", "deliver", "expire_stale", "forget", "select_due", "send_confirmation"]
