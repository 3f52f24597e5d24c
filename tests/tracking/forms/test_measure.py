"""Measured values as people type them, in their language."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tracking.forms.measure import NumberField, read_measure


@pytest.mark.parametrize(
    ("language", "typed", "number"),
    [
        ("en", "1,250", "1250"),
        ("en", "1,250.75", "1250.75"),
        ("en", "1,250,000", "1250000"),
        ("en", "1.250", "1.25"),
        ("en", "12,5", "12.5"),
        ("es", "1.250", "1250"),  # not 1.25: a point groups digits in Spanish
        ("es", "1.250,75", "1250.75"),
        ("es", "12,5", "12.5"),
        ("es", "12.5", "12.5"),
        ("es", "1,125", "1.125"),
        ("fr", "1 250,5", "1250.5"),
        ("fr", "1\u202f250", "1250"),
        ("en", "-3", "-3"),
        ("en", "0", "0"),
        ("ar", "١٬٢٥٠٫٥", "1250.5"),
        ("en", "1'250", "1250"),
    ],
)
def test_number_as_the_language_writes_it(language, typed, number):
    with translation.override(language):
        assert NumberField().clean(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["many", "1.2.3", "1,25,0", "--5", "NaN", "1e400", "1.23456"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValidationError):
        NumberField().clean(typed)


@pytest.mark.parametrize(("initial", "typed", "expected"), [("1250", "1,250.0", False), ("1250", "1251", True)])
def test_number_written_otherwise_has_not_changed(initial, typed, expected):
    assert NumberField(required=False).has_changed(initial, typed) is expected


@pytest.mark.parametrize(
    ("typed", "unit", "expected"),
    [
        ("", "number", (None, "")),
        (" 42.5 % ", "percentage", (Decimal("42.5"), "")),
        ("Yes", "yes-no", (1, "")),
        ("no", "yes-no", (0, "")),
        ("  in   force ", "text", (None, "in force")),
    ],
)
def test_measure_by_unit(typed, unit, expected):
    assert read_measure(typed, unit) == expected


def test_yes_in_the_language_of_the_page():
    with translation.override("es"):
        assert read_measure("sí", "yes-no") == (1, "")


@pytest.mark.parametrize(("typed", "unit"), [("perhaps", "yes-no"), ("some", "number")])
def test_measure_that_does_not_fit_its_unit_is_refused(typed, unit):
    with pytest.raises(ValidationError):
        read_measure(typed, unit)
