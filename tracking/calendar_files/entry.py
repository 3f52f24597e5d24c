"""A deadline as a calendar shows it: plain data between collecting and writing."""

import dataclasses
import datetime

START = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)  # before any deadline was kept; what nobody changed since


@dataclasses.dataclass(frozen=True)
class Entry:
    """One whole day. `key` stays the same when the day moves; `changed_at` is when anything of it last changed.

    `path` is the page inside the site; `is_sure`: nobody expects the day to move.
    """

    key: str
    date: datetime.date
    title: str
    path: str
    about: str = ""
    changed_at: datetime.datetime = START
    is_sure: bool = True

    @property
    def sequence(self):
        """A number that grows with every change, as programs want it that take a file in twice."""
        return max(int((self.changed_at - START).total_seconds()), 0)
