"""The work that repeats in the background: notes when it ran, says what is due, late or silent."""

from .health import Health, Mails, health, mails_of
from .noting import noted
from .schedule import Repeated, due, repeated
from .silence import is_silent, sign_of_life, silent_after

__all__ = [
    "Health",
    "Mails",
    "Repeated",
    "due",
    "health",
    "is_silent",
    "mails_of",
    "noted",
    "repeated",
    "sign_of_life",
    "silent_after",
]
