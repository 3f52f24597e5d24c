"""Rows of a file -> new, changed, same, rejected; the only writer of imported recommendations.

A file is received and previewed, confirmed or discarded by a person, and run by a worker; the command imports a
file in one go. All of them read, compare and write with the same functions.
"""

from ..sources.rows import Unreadable
from .comparing import Comparison
from .intake import AlreadyReceived, Confirmation, confirm, discard, missing_from, preview, receive
from .progress import percent
from .running import import_file, run

__all__ = [
    "AlreadyReceived",
    "Comparison",
    "Confirmation",
    "Unreadable",
    "confirm",
    "discard",
    "import_file",
    "missing_from",
    "percent",
    "preview",
    "receive",
    "run",
]
