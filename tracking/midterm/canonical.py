"""A report as canonical JSON, there and back, and the checksum that names it.

The same content is always the same text: sorted keys, no spaces, ISO dates. Long reports are written and read piece
by piece. The checksum is the SHA-256 of that text with, in place of the answers of each contribution, their number
and the SHA-256 of their own canonical JSON: so it can be reckoned without reading the answers again.
"""

import hashlib
import json
import types
from collections.abc import Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from itertools import chain
from typing import Union, get_args, get_origin, get_type_hints

from .answer_entries import AnswerEntry
from .entries import BESIDE, ReportContent
from .spool import AnswersElsewhere, canonical, digest

FORMAT = "upr-local-midterm-5"
# Without what was not chosen and without the mark of translations; before that without setbacks, then
# without the codes of governments, then without all fields with a value of their own.
EARLIER = tuple(f"upr-local-midterm-{number}" for number in range(1, 5))


def to_json(content, has_answers=True):
    """The report as canonical JSON; without `has_answers` the text whose SHA-256 is the checksum."""
    return "".join(pieces(content, has_answers))


def pieces(content, has_answers=True):
    """Yield what `to_json` returns in pieces, none longer than what one recommendation or contribution holds."""
    yield f'{{"format":{canonical(FORMAT)},"report":'
    yield from _pieces(content, has_answers)
    yield "}"


def from_json(text):
    """The ReportContent that `to_json` wrote, in this format or one of those before.

    Raises ValueError where the text is no JSON, is of another format, or lacks or adds a field.
    """
    document = json.loads(text)
    if not isinstance(document, dict) or document.get("format") not in (FORMAT, *EARLIER):
        raise ValueError(f"This is not a mid-term report of the format {FORMAT}.")
    return _built(ReportContent, document.get("report"), document["format"] in EARLIER)


def checksum(content):
    """The SHA-256 (64 hexadecimal digits) that names the content: one changed letter changes it."""
    found = hashlib.sha256()
    for piece in pieces(content, has_answers=False):
        found.update(piece.encode("utf-8", "surrogatepass"))
    return found.hexdigest()


_STREAMED = ("clusters", "recommendations", "contributions")


def _pieces(value, has_answers):
    """Canonical JSON of a report, or a part of it, in pieces: only what is long is taken apart."""
    if isinstance(value, tuple):
        opening = "["
        for item in value:
            yield opening
            yield from _pieces(item, has_answers)
            opening = ","
        yield "]" if value else "[]"
        return
    names = _names(type(value))
    if "answers" not in names and not set(names) & set(_STREAMED):
        yield canonical(_plain(value))
        return
    opening = "{"
    for name in sorted(names):
        yield f'{opening}"{name}":'
        opening = ","
        part = getattr(value, name)
        if name == "answers":
            yield _answers(part, has_answers)
        elif name in _STREAMED:
            yield from _pieces(part, has_answers)
        else:
            yield canonical(_plain(part))
    yield "}"


def _answers(answers, has_answers):
    if isinstance(answers, AnswersElsewhere):
        return canonical({"count": len(answers), "sha256": answers.sha256})
    if isinstance(answers, tuple):
        text = canonical(_plain(answers))
        return text if has_answers else canonical({"count": len(answers), "sha256": digest(text)})
    return answers.json if has_answers else canonical({"count": len(answers), "sha256": answers.sha256})


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
    return tuple(field.name for field in fields(kind) if BESIDE not in field.metadata)


@cache
def _hints(kind):
    hints = get_type_hints(kind)
    return {name: hints[name] for name in _names(kind)}


@cache
def _optional(kind):
    return frozenset(field.name for field in fields(kind) if field.default is not MISSING)


def _built(kind, value, is_earlier=False):
    if is_dataclass(kind):
        return _built_entry(kind, value, is_earlier)
    origin = get_origin(kind)
    if origin is Sequence:
        return _built_answers(value, is_earlier)
    if origin is tuple:
        return _built_tuple(get_args(kind), value, is_earlier)
    if origin in (types.UnionType, Union):
        return None if value is None else _built(get_args(kind)[0], value, is_earlier)
    if kind is date and isinstance(value, str):
        return date.fromisoformat(value)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(f"{value!r} is not of the type {kind.__name__}.")
    return value


def _built_entry(kind, value, is_earlier):
    hints = _hints(kind)
    names = value.keys() if isinstance(value, dict) else set()
    may_lack = _optional(kind) if is_earlier else frozenset()
    if names - hints.keys() or hints.keys() - names - may_lack:
        raise ValueError(f"The fields of {kind.__name__} are not the expected ones.")
    return kind(**{name: _built(hints[name], part, is_earlier) for name, part in value.items()})


def _built_answers(value, is_earlier):
    if isinstance(value, dict) and value.keys() == {"count", "sha256"}:
        return AnswersElsewhere(_built(int, value["count"]), _built(str, value["sha256"]))
    return _built_tuple((AnswerEntry, Ellipsis), value, is_earlier)


def _built_tuple(kinds, value, is_earlier):
    if not isinstance(value, list):
        raise ValueError("A list was expected.")
    if kinds[-1] is Ellipsis:
        return tuple(_built(kinds[0], item, is_earlier) for item in value)
    if len(value) != len(kinds):
        raise ValueError(f"A list of {len(kinds)} was expected.")
    return tuple(_built(kind, item, is_earlier) for kind, item in zip(kinds, value, strict=True))


def write(content, out):
    """Write the canonical JSON to `out`, a binary file."""
    for piece in chain(pieces(content), "\n"):
        out.write(piece.encode("utf-8", "surrogatepass"))
