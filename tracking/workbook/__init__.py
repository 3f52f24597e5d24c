"""A government's spreadsheet: downloaded, filled in without a connection, brought back, compared, and taken over.

`layout` says what stands where; `collecting` and `writing` make the file; `opening`, `reading`, `translating` and
`finding` read it; `comparing` and `rules` show what it would change; `applying` and `saving` change it; `returning`
gives the file back with reasons.
"""

from ..sources.rows import Unreadable
from .applying import Decision, Result, apply
from .comparing import Comparison, Outcome, RowDifference, compare, counts
from .intake import AlreadyReceived, make, receive
from .returning import reasons_of, returned

__all__ = [
    "AlreadyReceived",
    "Comparison",
    "Decision",
    "Outcome",
    "Result",
    "RowDifference",
    "Unreadable",
    "apply",
    "compare",
    "counts",
    "make",
    "reasons_of",
    "receive",
    "returned",
]
