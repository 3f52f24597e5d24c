"""What may point to a person in a text, and what does not."""

import pytest

from tracking import personal_data
from tracking.personal_data import Kind


@pytest.mark.parametrize(
    ("text", "kind", "excerpt"),
    [
        ("Write to ana.perez@example.org.", Kind.MAIL, "ana.perez@example.org"),
        ("Call +34 600 123 456 today", Kind.PHONE, "+34 600 123 456"),
        ("Call 600 123 456 today", Kind.PHONE, "600 123 456"),
        ("Call (0800) 123-4567 today", Kind.PHONE, "(0800) 123-4567"),
        ("Phone 01 23 45 67 89", Kind.PHONE, "01 23 45 67 89"),
        ("Her card is 12345678Z", Kind.IDENTITY, "12345678Z"),
        ("Passport XA1234567", Kind.IDENTITY, "XA1234567"),
        ("File no. 20231187342", Kind.IDENTITY, "20231187342"),
        (
            "+\u0669\u0666\u0662 \u0667 \u0669\u0661\u0662\u0663 \u0664\u0665\u0666\u0667",
            Kind.PHONE,
            "+962 7 9123 4567",
        ),
    ],
)
def test_find_what_points_to_a_person(text, kind, excerpt):
    assert personal_data.find(text) == [personal_data.Finding(kind, excerpt)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "40 new beds since May 2026, 287 guests in twelve months",
        "Decided on 2026-03-10, and again on 10.03.2026 and 10/03/2026",
        "Plan 2024-2027 with 1 200 000 euros, or 1,200,000.50, or 12.500.000",
        "See A/HRC/59/15 and paragraph 140.17",
        "https://example.org/decisions/20231187342",
        "SDG 11.1, 11.3 and 16.b",
    ],
)
def test_find_nothing_in_what_points_to_nobody(text):
    assert personal_data.find(text) == []


def test_find_in_several_texts_names_each_piece_once_in_order():
    found = personal_data.find("a@example.org", None, "b@example.org and a@example.org")
    assert [finding.excerpt for finding in found] == ["a@example.org", "b@example.org"]


def test_find_in_a_long_row_of_digits_takes_no_time():
    assert len(personal_data.find("1 " * 25_000)) <= 1
