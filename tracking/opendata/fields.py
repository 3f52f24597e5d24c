"""The fields of open data: what a value is, what it means, and in which unit it is given."""

import datetime
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

IN_WORDS = _("in the language asked for")
ID = _("Number that stays")


class Number(serializers.FloatField):
    """A number as programs read it: whole where it is whole."""

    def to_representation(self, value):
        """An int or a float."""
        return int(value) if value == int(value) else float(Decimal(value))


class Moment(serializers.DateTimeField):
    """A date and time, always in UTC, whoever asks."""

    def __init__(self, **options):
        super().__init__(default_timezone=datetime.UTC, **options)


class Codes(serializers.ListField):
    """A list of codes; `source` gives them, or rows whose attribute `of` they are."""

    child = serializers.CharField()

    def __init__(self, of=None, **options):
        self.of = of
        super().__init__(**options)

    def to_representation(self, value):
        """The codes in the order in which they come."""
        rows = value.all() if hasattr(value, "all") else value
        return [getattr(row, self.of) for row in rows] if self.of else list(rows)


class Numbers(Codes):
    """A list of whole numbers, such as the ids of other rows."""

    child = serializers.IntegerField()


class Address(serializers.URLField):
    """An address on this site, whole; `source` gives it from the first slash on."""

    def to_representation(self, value):
        """The address with the site's own host."""
        return settings.SITE_URL + (value() if callable(value) else value)


def words_of(name):
    """The name of the field that holds the words of a code."""
    return f"{name}_label"


def told(field):
    """The field of open data for a field of a model; raises KeyError for a kind that nobody needed so far."""
    null = {"allow_null": True} if field.null else {}
    if field.choices:
        return serializers.ChoiceField(field.choices, allow_blank=field.blank, **null)
    if field.is_relation:
        return serializers.IntegerField(source=field.attname, **null)
    kinds = [kind for kind in KINDS if isinstance(field, kind)]
    return KINDS[kinds[0]](**null) if kinds else unknown(field)


def unknown(field):
    """Raise KeyError: the field is none of KINDS."""
    raise KeyError(f"Open data knows no way to tell a {type(field).__name__}.")


KINDS = {  # the narrower before the wider
    models.DateTimeField: Moment,
    models.DateField: serializers.DateField,
    models.BooleanField: serializers.BooleanField,
    models.DecimalField: Number,
    models.FloatField: Number,
    models.IntegerField: serializers.IntegerField,
    models.URLField: serializers.CharField,
    models.CharField: serializers.CharField,
    models.TextField: serializers.CharField,
    models.UUIDField: serializers.CharField,
}


class Told(serializers.Serializer):
    """One row of open data.

    Meta: `model`, and `fields` in their order. A field that is not declared is told as the model holds it, and means
    what the model calls it; `meanings` say it better, `units` name the unit. A code is followed by its words.
    """

    def prepare(self, row):
        """Gather on the row what its fields ask for beyond its columns."""

    def to_representation(self, row):
        """The row as plain data."""
        self.prepare(row)
        return super().to_representation(row)

    def get_fields(self):
        """The fields in their order, each with its meaning."""
        declared, fields = super().get_fields(), {}
        for name in self.Meta.fields:
            if name in declared:
                fields[name] = declared[name]
                continue
            field = self.Meta.model._meta.get_field(name)
            meaning = getattr(self.Meta, "meanings", {}).get(name) or capfirst(field.verbose_name)
            fields[name] = with_meaning(told(field), meaning)
            if field.choices and words_of(name) in declared:
                fields[words_of(name)] = declared[words_of(name)]
            elif field.choices:
                words = serializers.CharField(source=f"get_{name}_display", allow_null=field.null)
                fields[words_of(name)] = with_meaning(words, format_lazy("{}: {}", meaning, IN_WORDS))
        return fields

    @classmethod
    def unit_of(cls, name):
        """The unit of a field in words; empty for what has none."""
        return getattr(cls.Meta, "units", {}).get(name, "")


def with_meaning(field, meaning):
    """The field, told to mean this."""
    field.help_text = meaning
    return field
