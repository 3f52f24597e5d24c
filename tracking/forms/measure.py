"""Reads measured values as people type them."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from ..models import Indicator

Unit = Indicator.Unit
BLANKS = re.compile(r"[\s\u00a0\u202f'’٬]+")  # what groups digits, beside points and commas
GROUPED = re.compile(r"[-+]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
YES, NO = {"yes", "y", "1"}, {"no", "n", "0"}


class NumberField(forms.DecimalField):
    """A number as people write it in the language of the page, with or without grouped digits.

    A point or comma that is not the language's decimal sign groups digits where three follow it: 1.250 is 1250 in
    Spanish and 1.25 in English, and 12.5 is 12.5 in both.
    """

    def __init__(self, **options):
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(max_digits=20, decimal_places=4, widget=widget, **options)

    def to_python(self, value):
        """The number, or None of nothing."""
        return super().to_python(_unified(value) if isinstance(value, str) else value)

    def has_changed(self, initial, data):
        """Whether another number was typed, however it is written."""
        return super().has_changed(self.to_python(initial), data)


def _unified(text):
    """The number with a point as its only sign."""
    text, sign = BLANKS.sub("", text).replace("٫", "."), get_format("DECIMAL_SEPARATOR")
    if text.count(sign) == 1:
        head, tail = text.split(sign)
        return f"{_ungrouped(head)}.{tail}"
    return _ungrouped(text) if GROUPED.fullmatch(text) else text.replace(",", ".")


def _ungrouped(text):
    return text.replace(".", "").replace(",", "") if GROUPED.fullmatch(text) else text


def read_measure(typed, unit):
    """(number, text) of what a person typed for an indicator of this unit; (None, "") of nothing.

    Raises ValidationError where it does not fit the unit.
    """
    typed = " ".join(typed.split())
    if not typed:
        return None, ""
    if unit == Unit.TEXT:
        return None, typed
    if unit == Unit.YES_NO:
        return _read_answer(typed), ""
    return NumberField().clean(typed.removesuffix("%").strip()), ""


def _read_answer(typed):
    word = typed.casefold()
    if word in YES | {_("yes").casefold()}:
        return 1
    if word in NO | {_("no").casefold()}:
        return 0
    raise ValidationError(_("Write yes or no."))
