"""The columns of a subject's files, and what each means: read from its fields, so that both say the same."""

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

BETWEEN = "; "
TYPES = (  # the narrower before the wider
    (serializers.ChoiceField, gettext_lazy("code")),
    (serializers.BooleanField, gettext_lazy("true or false")),
    (serializers.IntegerField, gettext_lazy("whole number")),
    (serializers.FloatField, gettext_lazy("number")),
    (serializers.DateTimeField, gettext_lazy("date and time (ISO 8601, UTC)")),
    (serializers.DateField, gettext_lazy("date (YYYY-MM-DD)")),
    (serializers.URLField, gettext_lazy("address")),
    (serializers.ListField, gettext_lazy("list, parted by semicolons")),
    (serializers.Field, gettext_lazy("text")),
)


@dataclass(frozen=True)
class Column:
    """One column: how it is called, where its value stands in a row, and what it means."""

    name: str
    path: tuple
    meaning: str
    type: str
    unit: str
    words: tuple = ()  # (code, its words) of what it may hold; empty where anything may stand

    @property
    def values(self):
        """The codes that it may hold."""
        return tuple(code for code, _words in self.words)

    def cell(self, row):
        """The value in a row of plain data, as a spreadsheet shows it."""
        for step in self.path:
            row = None if row is None else row[step]
        if isinstance(row, bool):
            return "true" if row else "false"
        if isinstance(row, (list, tuple)):
            return BETWEEN.join(map(str, row))
        return "" if row is None else row


@dataclass(frozen=True)
class Sheet:
    """One file of a subject: its rows, or with `part` the rows that hang on them."""

    subject: type
    part: str
    columns: tuple

    @property
    def name(self):
        """The name of the file, without its ending."""
        return f"{self.subject.code}-{self.part.replace('_', '-')}" if self.part else self.subject.code

    def lines(self, row):
        """The cells of the lines that one row of plain data gives."""
        for part in row[self.part] if self.part else [row]:
            whole = {**part, "": row} if self.part else part
            yield [column.cell(whole) for column in self.columns]


def sheets(subject):
    """The Sheets of a subject, its own first, in the active language."""
    serializer = subject.serializer_class()
    own = tuple(_columns(serializer))
    found = [Sheet(subject, "", own)]
    for name, field in serializer.fields.items():
        if isinstance(field, serializers.ListSerializer):
            key = next(column for column in own if column.name == subject.key)
            meaning = _("The row of %(file)s that it belongs to, by its field %(field)s")
            words = {"file": f"{subject.code}.csv", "field": subject.key}
            first = Column(subject.part_of, ("", subject.key), meaning % words, key.type, "")
            found.append(Sheet(subject, name, (first, *_columns(field.child))))
    return found


def _columns(serializer, before=()):
    for name, field in serializer.fields.items():
        if isinstance(field, serializers.ListSerializer):
            continue
        if isinstance(field, serializers.Serializer):
            yield from _columns(field, (*before, name))
            continue
        choices = field.choices if isinstance(field, serializers.ChoiceField) else {}
        words = tuple((str(code), str(label)) for code, label in choices.items() if code not in ("", None))
        kind = next(words for wanted, words in TYPES if isinstance(field, wanted))
        path = (*before, name)
        unit = type(serializer).unit_of(name)
        yield Column("_".join(path), path, str(field.help_text), str(kind), str(unit), words)


def part_about(sheet):
    """What a file of parts holds, in words; for the subject's own file what the subject is about."""
    if not sheet.part:
        return str(sheet.subject.about)
    return str(sheet.subject.serializer_class().fields[sheet.part].help_text)


def dump(value):
    """Plain data as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
