"""Amounts as people type them, whatever their language."""

import re

from django import forms

GAPS = re.compile(r"[\s'’_]")  # \s knows the narrow and the fixed space too
GROUPED = re.compile(r"(\d{1,3})((?:[.,٬]\d{3})+)([.,٫]\d{1,2})?")
PLAIN = re.compile(r"(\d+)([.,٫]\d{1,2})?")


def plain_amount(text):
    """The text without marks between thousands, with a point before decimals: "1.200,50" and "1,200.50" are 1200.50.

    An amount has two decimals at most, so that three digits after a mark are thousands. What is no amount stays.
    """
    dense = GAPS.sub("", text)
    found = GROUPED.fullmatch(dense)
    if found and len(set(re.findall(r"[.,٬]", found[2]))) == 1 and (found[3] or "")[:1] != found[2][0]:
        return found[1] + re.sub(r"[.,٬]", "", found[2]) + _decimals(found[3])
    found = PLAIN.fullmatch(dense)
    return found[1] + _decimals(found[2]) if found else text


def _decimals(part):
    return f".{part[1:]}" if part else ""


class AmountField(forms.DecimalField):
    """A sum or a count with at most two decimals, not below zero; typed freely, so that a browser swallows nothing."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"})

    def __init__(self, **options):
        super().__init__(**{"min_value": 0, "max_digits": 14, "decimal_places": 2, **options})

    def to_python(self, value):
        """The Decimal, or None for nothing; raises ValidationError for what is no amount."""
        return super().to_python(plain_amount(value) if isinstance(value, str) else value)
