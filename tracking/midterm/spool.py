"""Answers of a long report, kept in a file: written once, read again for each document, never held all at once."""

import hashlib
import json
import tempfile

from .answer_entries import AnswerEntry
from .state_entries import IndicatorEntry


def canonical(value):
    """Plain data as JSON that is always the same: sorted keys, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(text):
    """The SHA-256 of a text, also of one that holds halves of characters."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def answers_of(text):
    """The AnswerEntries of a list in canonical JSON."""
    for fields in json.loads(text):
        indicators = tuple(IndicatorEntry(**indicator) for indicator in fields.pop("indicators", ()))
        yield AnswerEntry(**fields, indicators=indicators)


class Spool:
    """A file of lists of answers; it goes with the last reference to it."""

    def __init__(self):
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - read as long as the report is at work

    def add(self, rows):
        """Write answers (plain data with all fields of AnswerEntry) and return them as SpooledAnswers."""
        data = canonical(rows).encode("utf-8", "surrogatepass")
        start = self._file.seek(0, 2)
        self._file.write(data)
        return SpooledAnswers(self, start, len(data), len(rows), hashlib.sha256(data).hexdigest())

    def read(self, start, length):
        """The text that was written there."""
        self._file.seek(start)
        return self._file.read(length).decode("utf-8", "surrogatepass")


class SpooledAnswers:
    """The answers of one contribution in a Spool: they may be counted, and read as often as one likes."""

    def __init__(self, spool, start, length, count, sha256):
        self._spool, self._start, self._length, self._count = spool, start, length, count
        self.sha256 = sha256

    def __len__(self):
        return self._count

    def __iter__(self):
        return answers_of(self.json)

    @property
    def json(self):
        """The answers as canonical JSON."""
        return self._spool.read(self._start, self._length)


class AnswersElsewhere:
    """Answers that stand in the edition's JSON file alone: how many there are, and their SHA-256."""

    def __init__(self, count, sha256):
        self._count, self.sha256 = count, sha256

    def __eq__(self, other):
        return isinstance(other, AnswersElsewhere) and (len(self), self.sha256) == (len(other), other.sha256)

    def __hash__(self):
        return hash((self._count, self.sha256))

    def __len__(self):
        return self._count

    def __iter__(self):
        raise ValueError("The answers of this report stand in its JSON file.")
