"""Recommendations that a person names by their paragraph numbers: one, or several in a line."""

import re

from django import forms
from django.utils.translation import gettext as _

from ..models import Recommendation

MOST_NUMBERS = 400  # more than any review has
LONGEST_NUMBER = Recommendation._meta.get_field("paragraph").max_length


def unknown(numbers):
    """The error for numbers that no recommendation of the review has."""
    words = _("No recommendation of this review has the number %(numbers)s.")
    return forms.ValidationError(words, code="unknown", params={"numbers": ", ".join(numbers)})


class NumberField(forms.CharField):
    """One recommendation; set `queryset` to those that can be meant."""

    queryset = Recommendation.objects.none()

    def __init__(self, **options):
        super().__init__(max_length=LONGEST_NUMBER, **options)

    def prepare_value(self, value):
        """Its number."""
        return value.paragraph if isinstance(value, Recommendation) else value

    def clean(self, value):
        """The recommendation, or None of nothing."""
        number = super().clean(value)
        if not number:
            return None
        found = self.queryset.filter(paragraph=number).first()
        if found is None:
            raise unknown([number])
        return found

    def has_changed(self, initial, data):
        """Another number was typed."""
        return (self.prepare_value(initial) or "") != (data or "").strip()


class NumbersField(forms.CharField):
    """Several recommendations, with commas or blanks between their numbers; set `queryset` as above."""

    queryset = Recommendation.objects.none()

    def prepare_value(self, value):
        """Their numbers as one line."""
        return value if value is None or isinstance(value, str) else ", ".join(numbers_of(value))

    def clean(self, value):
        """The recommendations, in the order of their numbers."""
        numbers = list(dict.fromkeys(split(super().clean(value))))
        if len(numbers) > MOST_NUMBERS:
            raise forms.ValidationError(_("These are too many numbers."))
        found = list(self.queryset.filter(paragraph__in=numbers).in_order())
        missing = set(numbers) - {row.paragraph for row in found}
        if missing:
            raise unknown([number for number in numbers if number in missing])
        return found

    def has_changed(self, initial, data):
        """Other numbers were typed."""
        return set(numbers_of(initial or ())) != set(split(data or ""))


def split(line):
    """The numbers in a line."""
    return [part for part in re.split(r"[\s,;،]+", line) if part]


def numbers_of(rows):
    """The numbers of recommendations, in their order."""
    return [row.paragraph for row in sorted(rows, key=lambda row: (row.order, row.pk))]
