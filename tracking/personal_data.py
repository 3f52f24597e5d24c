"""Finds what may point to a person in a text: mail addresses, telephone numbers, identity-like numbers.

It warns, a person decides: no pattern can tell a town hall's number from a resident's.
"""

import dataclasses
import re
import unicodedata

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 50_000  # characters that are looked at
FEWEST_PHONE_DIGITS = 8
MOST_PHONE_DIGITS = 15
FEWEST_ID_DIGITS = 7

# Addresses of the web and symbols of UN documents hold digits that point to nobody.
HARMLESS = re.compile(r"https?://\S+|\b[A-Z]+(?:/[A-Z0-9.]+){2,}", re.IGNORECASE)
MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
# 2026-03-10, 10.03.2026, 2024-2027.
DATE = re.compile(
    r"\b(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}"
    r"|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d)\b"
)
# 1,200,000.50 and 1.200.000 of any size; with spaces only below a hundred million: 600 123 456 is a telephone.
AMOUNT = re.compile(
    r"(?<![\d+])(?<!\d[ \u00a0\u202f])"
    r"(?:\d{1,3}([.,'’])\d{3}(?:\1\d{3})*(?:[.,]\d{1,2})?"
    r"|(?:\d{1,2}[ \u00a0\u202f])?\d{1,3}[ \u00a0\u202f]\d{3}(?:,\d{1,2})?)"
    r"(?!\d)(?![ -]\d)"
)
PHONE = re.compile(rf"(?<![\w.,])(?:\+|00)?\(?\d(?:[\s().\u00a0/-]{{0,2}}\d){{{FEWEST_PHONE_DIGITS - 1},}}(?!\w)")
IDENTITY = re.compile(
    rf"(?<![\w.,])(?=[A-Z0-9-]*\d)[A-Z]{{0,4}}-?\d{{{FEWEST_ID_DIGITS},}}(?:-?[A-Z0-9]{{1,3}})?(?!\w)"
)


class Kind(models.TextChoices):
    """What was found."""

    MAIL = "mail", _("mail address")
    PHONE = "phone", _("telephone number")
    IDENTITY = "identity", _("number that looks like one of an identity document or a file")


@dataclasses.dataclass(frozen=True)
class Finding:
    """A piece of a text that may point to a person."""

    kind: Kind
    excerpt: str


def find(*texts):
    """[Finding] in the texts, each piece once, in their order; empty for texts without any.

    Digits of every script count. Dates, spans of years, amounts in groups of three, web addresses and UN symbols
    are left out.
    """
    found = {}
    for text in texts:
        for finding in _find_in(text or ""):
            found.setdefault(finding.excerpt, finding)
    return list(found.values())


def _find_in(text):
    # Digits of other scripts are read as 0-9; everything else stays as it was typed.
    plain = "".join(
        str(unicodedata.digit(letter)) if unicodedata.category(letter) == "Nd" else letter
        for letter in text[:LONGEST_TEXT]
    )
    for match in MAIL.finditer(plain):
        yield Finding(Kind.MAIL, match.group())
    for harmless in (MAIL, HARMLESS, DATE, AMOUNT):
        plain = harmless.sub(" ; ", plain)
    for match in PHONE.finditer(plain):
        piece = match.group().strip()
        if _is_phone(piece):
            yield Finding(Kind.PHONE, piece)
            plain = plain.replace(match.group(), " ; ", 1)
    for match in IDENTITY.finditer(plain):
        yield Finding(Kind.IDENTITY, match.group())


def _is_phone(piece):
    """A plus sign, or groups of digits: one long number without either is rather that of a document."""
    digits = sum(letter.isdigit() for letter in piece)
    return digits <= MOST_PHONE_DIGITS and (piece.startswith(("+", "00")) or not piece.isdigit())
