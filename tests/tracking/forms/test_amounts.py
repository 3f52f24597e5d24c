"""Amounts as people type them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tracking.forms.amounts import AmountField


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1200", "1200"),
        ("1200.5", "1200.5"),
        ("1200,50", "1200.50"),
        ("1,200", "1200"),
        ("1.200", "1200"),
        ("1.200,50", "1200.50"),
        ("1,200.50", "1200.50"),
        ("1 200 000,5", "1200000.5"),
        ("1\u202f200\u00a0000", "1200000"),
        ("1'200'000.00", "1200000.00"),
        ("1.200.000", "1200000"),
        ("12,5", "12.5"),
        ("١٢٠٠", "1200"),
        ("0", "0"),
    ],
)
def test_amount_is_understood(typed, amount):
    assert AmountField().clean(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["much", "-1", "1,200,50", "1.2345", "12.345.6", "1,200.300,5", "1e5x", "NaN", "Inf"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(ValidationError):
        AmountField().clean(typed)


def test_nothing_typed_is_no_amount():
    assert AmountField(required=False).clean("") is None
