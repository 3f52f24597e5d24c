"""The frozen mid-term report: its data, its canonical JSON, its checksum, its totals and its length."""

import hashlib
import json
import types
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Union, get_args, get_origin, get_type_hints

from .chapters import body
from .entries import (
    AnswerEntry,
    ClusterChapter,
    ContributionEntry,
    Coverage,
    Headline,
    PositionTotals,
    PracticeEntry,
    RecommendationEntry,
    Remark,
    ReportContent,
    Totals,
)
from .words import ANSWER_STATUSES, NO_INFORMATION, POSITIONS

__all__ = [
    "WORD_LIMIT",
    "AnswerEntry",
    "ClusterChapter",
    "ContributionEntry",
    "Coverage",
    "Headline",
    "PositionTotals",
    "PracticeEntry",
    "RecommendationEntry",
    "Remark",
    "ReportContent",
    "Totals",
    "checksum",
    "count_totals",
    "from_json",
    "to_json",
    "word_count",
]

FORMAT = "upr-local-midterm-1"
WORD_LIMIT = 10_700  # words of the body that UN editors take for a State's report; annexes do not count


def to_json(content):
    """The report as canonical JSON: sorted keys, no spaces, ISO dates. The same content is always the same text."""
    document = {"format": FORMAT, "report": _plain(content)}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def from_json(text):
    """The ReportContent that `to_json` wrote.

    Raises ValueError where the text is no JSON, is of another format, or lacks or adds a field.
    """
    document = json.loads(text)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ValueError(f"This is not a mid-term report of the format {FORMAT}.")
    return _built(ReportContent, document.get("report"))


def checksum(content):
    """The SHA-256 (64 hexadecimal digits) of the canonical JSON: one changed letter changes it."""
    return hashlib.sha256(to_json(content).encode("utf-8", "surrogatepass")).hexdigest()


def count_totals(clusters):
    """The Totals of ClusterChapters; a recommendation that stands in two clusters is counted once."""
    entries = {entry.paragraph: entry for cluster in clusters for entry in cluster.recommendations}.values()
    by_position = []
    for position in POSITIONS:
        mine = [entry for entry in entries if entry.position == position]
        statuses = dict.fromkeys(ANSWER_STATUSES, 0)
        for entry in mine:
            for status, count in entry.status_distribution:
                statuses[status] += count
        statuses[NO_INFORMATION] = sum(entry.governments - entry.answered for entry in mine)
        answered = sum(1 for entry in mine if entry.answered)
        by_position.append(PositionTotals(position, len(mine), answered, tuple(statuses.items())))
    return Totals(len(entries), tuple(by_position))


def word_count(content):
    """The words of the body by chapter, as rendered in the active language: {"summary": 210, ...}.

    Every cluster counts by itself ("cluster:" and its code). Cover, contents and annexes are not counted; the
    sum of the values is what WORD_LIMIT limits.
    """
    found = {}
    for chapter in body(content):
        found[chapter.key] = found.get(chapter.key, 0) + chapter.title_words
        for section in chapter.sections:
            key = section.key or chapter.key
            found[key] = found.get(key, 0) + section.count_words()
    return found


def _plain(value):
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return {name: _plain(getattr(value, name)) for name in _names(type(value))}


@cache
def _names(kind):
    return tuple(field.name for field in fields(kind))


@cache
def _hints(kind):
    return get_type_hints(kind)


def _built(kind, value):
    if is_dataclass(kind):
        hints = _hints(kind)
        if not isinstance(value, dict) or value.keys() != hints.keys():
            raise ValueError(f"The fields of {kind.__name__} are not the expected ones.")
        return kind(**{name: _built(hint, value[name]) for name, hint in hints.items()})
    origin = get_origin(kind)
    if origin is tuple:
        return _built_tuple(get_args(kind), value)
    if origin in (types.UnionType, Union):
        return None if value is None else _built(get_args(kind)[0], value)
    if kind is date and isinstance(value, str):
        return date.fromisoformat(value)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ValueError(f"{value!r} is not of the type {kind.__name__}.")
    return value


def _built_tuple(kinds, value):
    if not isinstance(value, list):
        raise ValueError("A list was expected.")
    if kinds[-1] is Ellipsis:
        return tuple(_built(kinds[0], item) for item in value)
    if len(value) != len(kinds):
        raise ValueError(f"A list of {len(kinds)} was expected.")
    return tuple(_built(kind, item) for kind, item in zip(kinds, value, strict=True))
