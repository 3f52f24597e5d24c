"""Turns events into entries: words in the reader's language, with the names of what they speak of."""

import dataclasses
import datetime
import re

from django.db import models
from django.urls import NoReverseMatch
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from .kinds import kind_of

NOTHING = "–"
_DATE = re.compile(r"\d{4}-\d\d-\d\d([T ].+)?")


@dataclasses.dataclass(frozen=True)
class Entry:
    """One thing that happened to one object: `changes` holds (what, before, after) in the reader's language."""

    at: datetime.datetime
    by: object
    what: str
    changes: list
    on_behalf_of: str = ""
    kind: str = ""
    kind_label: str = ""
    object_id: int = 0
    title: str = ""
    url: str = ""


def tell(events):
    """The Entries of some events, in their order; one query a kind of object, and one a kind of what they name."""
    events = list(events)
    objects, named = _objects(events), _named(events)
    return [_entry(event, objects, named) for event in events]


def _objects(events):
    """{(kind, pk): row} of what the events are about, as far as it still stands."""
    ids = {}
    for event in events:
        ids.setdefault(event.object_kind, set()).add(event.object_id)
    found = {}
    for name, pks in ids.items():
        kind = kind_of(name)
        rows = kind.model._default_manager.select_related(*kind.related).filter(pk__in=pks) if kind.model else ()
        found |= {(name, row.pk): row for row in rows}
    return found


def _named(events):
    """{model: {pk: row}} of the people and rows that the changes name by their key."""
    ids = {}
    for event in events:
        kind = kind_of(event.object_kind)
        for values in (event.before, event.after):
            for name, value in values.items():
                _label, choices = kind.field(name)
                if _is_model(choices) and str(value).isdecimal():
                    ids.setdefault(choices, set()).add(int(value))
    return {model: model._default_manager.in_bulk(pks) for model, pks in ids.items()}


def _is_model(choices):
    return isinstance(choices, type) and issubclass(choices, models.Model)


def _entry(event, objects, named):
    kind, row = kind_of(event.object_kind), objects.get((event.object_kind, event.object_id))
    return Entry(
        at=event.at,
        by=event.by,
        what=kind.sentence(event.verb, [*event.before, *event.after]),
        changes=list(_changes(event, kind, named)),
        on_behalf_of=event.on_behalf_of,
        kind=event.object_kind,
        kind_label=kind.heading,
        object_id=event.object_id,
        title=kind.title(row) if row else "",
        url=_address(kind, row) if row else "",
    )


def _address(kind, row):
    try:
        return kind.address(row)
    except NoReverseMatch:  # a page that this installation does not have
        return ""


def _changes(event, kind, named):
    # In the model's order: a database may keep the names of JSON in an order of its own.
    order = {field.name: number for number, field in enumerate(kind.model._meta.get_fields())} if kind.model else {}
    for name in sorted({*event.before, *event.after}, key=lambda name: (order.get(name, len(order)), name)):
        before, after = event.before.get(name), event.after.get(name)
        if before != after or name == "service_area":
            label, choices = kind.field(name)
            yield str(label), _shown(before, choices, named, kind), _shown(after, choices, named, kind)


def _shown(value, choices, named, kind):
    """One value of a change as people read it."""
    if value is True:
        return _("yes")
    if value in (None, "", False) or value == []:
        return NOTHING
    if isinstance(value, list):
        return ", ".join(_shown(part, choices, named, kind) for part in value)
    if _is_model(choices):
        row = named.get(choices, {}).get(int(value)) if str(value).isdecimal() else None
        return str(row) if row else NOTHING
    if choices:
        return str(choices.get(value, value))
    if isinstance(value, str) and _DATE.fullmatch(value):
        return _date(value)
    return str(value)


def _date(text):
    moment = parse_datetime(text) if len(text) > 10 else None
    if moment:
        return date_format(localtime(moment), "SHORT_DATETIME_FORMAT") if moment.tzinfo else text
    day = parse_date(text)
    return date_format(day, "SHORT_DATE_FORMAT") if day else text
