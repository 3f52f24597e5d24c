"""Finds what may point to a person in a text: mail addresses, telephone numbers, identity-like numbers, accounts.

It warns, a person decides: no pattern can tell a town hall's number from a resident's. What is harmless for sure
(dates, amounts, laws, paragraphs, symbols of documents) is blanked out first; what is left of numbers is looked at.
Every pattern is bounded, so that the time grows with the length of the text and no faster.
"""

import dataclasses
import re
import unicodedata

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 50_000  # characters that are looked at
FEWEST_PHONE_DIGITS = 8
MOST_PHONE_DIGITS = 15  # what the world's numbering plan allows
MOST_ACCOUNT_DIGITS = 34

GAP = r"[ \t\u00a0\u202f().·/‐‑–-]"  # what stands between the digits of one number
YEAR = r"(?:19|20)\d\d"
GROUPED = r"\d{1,3}(?:[ \u00a0\u202f.,'’]\d{2,3}){1,5}(?:[.,]\d{1,2})?"
CURRENCY = (
    r"(?:US\$|[€$£¥₹%‰]|(?:EUR|USD|GBP|CHF|MXN|COP|ARS|CLP|PEN|BRL|GTQ|XOF|XAF|F ?CFA|CFA|MAD|DZD|TND|MRU|YER|EGP|JOD"
    r"|MGA|Ar|UAH|KES|UGX|TZS|NGN|GHS|INR|PHP|IDR)(?!\w)|euros?|dollars?|pesos?|soles|francs?|dirhams?|dinars?|ariary"
    r"|shillings?|دينار|درهم|أوقية|ريال|يورو|دولار)"
)
UNIT = (
    r"(?:people|persons|inhabitants|residents|households|families|women|children|personas|habitantes|hogares|familias"
    r"|mujeres|personnes|habitants|ménages|familles|femmes|enfants|شخص|نسمة|أسرة|m²|m2|m3|km|ha|kWh|millions?|millones)"
)
LAW = (
    r"(?:laws?|acts?|bill|decrees?|ordinances?|resolutions?|regulations?|ley|leyes|decretos?(?: supremo)?|ordenanzas?"
    r"|resoluci[oó]n|acuerdo|reglamento|lois?|d[ée]crets?|arr[êe]t[ée]s?|ordonnances?|r[ée]solution|d[ée]lib[ée]ration"
    r"|circulaire|dahir|directive|directiva|قانون|القانون|مرسوم|المرسوم|قرار|القرار|ظهير)"
)
PHONE_WORD = (
    r"(?:tel[ée]f?[a-zéó]{0,8}|t[ée]l[ée]?[a-zéó]{0,8}|tlf|tfno|fono|phone|fax|mobile|m[óo]vil|celular|portable|gsm"
    r"|whats ?app|واتساب|هاتف|الهاتف|تلفون|جوال|الجوال|موبايل|محمول)"
)
IDENTITY_WORD = (
    r"(?:passports?|pasaporte|passeport|dni|nie|nif|rut|curp|cin|c[ée]dula|c\.c\.|id|identity|identidad|identit[ée]"
    r"|matricule|جواز|الجواز|بطاقة|البطاقة|هوية|الهوية|الرقم الوطني)"
)

MAIL = re.compile(
    r"[\w.+'-]{1,64}(?:[ \t]?@[ \t]?|[ \t]?[(\[{][ \t]?(?:at|arroba|arobase)[ \t]?[)\]}][ \t]?)"
    r"[\w-]{1,63}(?:(?:\.|[ \t]?[(\[{](?:dot|punto|point)[)\]}][ \t]?)[\w-]{1,63}){1,5}",
    re.IGNORECASE,
)
IBAN = re.compile(
    r"(?<!\w)[A-Z]{2}\d\d(?:[ \u00a0-]?(?=[A-Z]{0,4}\d)[A-Z0-9]{4}){2,7}(?:[ \u00a0-]?[A-Z0-9]{1,3})?(?!\w)"
)
HARMLESS = [
    re.compile(r"https?://\S+|www\.\S+|\b10\.\d{4,6}/\S+", re.IGNORECASE),  # addresses and identifiers of documents
    re.compile(r"\bIS[BS]N(?:-1[03])?:?\s?[\dX -]{8,17}", re.IGNORECASE),
    # A/HRC/59/15, E/CN.4/2005/102/Add.1
    re.compile(
        r"(?<![\w/])[A-Z]{1,6}(?:/(?=[A-Z\d])(?:[A-Z]{1,6}\.?)?\d{0,4}(?:[-.]\d{1,3})?(?!\d)){2,8}", re.IGNORECASE
    ),
    # 2026-03-10, 10.03.2026, 10/03/26, 20260310 as in names of files
    re.compile(
        rf"(?<!\d)(?:{YEAR}[-./]\d{{1,2}}[-./]\d{{1,2}}|(?:0?[1-9]|[12]\d|3[01])[-./](?:0?[1-9]|[12]\d|3[01])[-./]{YEAR}"
        rf"|(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])/\d\d(?!/)|{YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d)"
    ),
    # 2024-2027, 2024-27, 2019/2020/2021, 2019, 2020
    re.compile(rf"(?<![\d+]){YEAR}(?:\s?[-–/,; ]\s?{YEAR}|[-–/]\d\d){{1,20}}(?![\d])(?!{GAP}\d)"),
]
PHONE_SAID = re.compile(
    rf"(?<!\w){PHONE_WORD}(?!\w)[^\d\n+(]{{0,12}}(?P<number>[+(]{{0,2}}\d(?:{GAP}{{0,2}}\d){{5,14}})(?!\w)", re.I
)
IDENTITY_SAID = re.compile(
    rf"(?<!\w){IDENTITY_WORD}(?!\w)[^\d\n]{{0,12}}?"
    rf"(?P<number>[A-Z]{{0,3}}[ -]?\d(?:{GAP}?\d){{5,14}}(?:[ -]?[A-Z\d])?)(?!\w)",
    re.I,
)
MEASURED = [
    re.compile(
        rf"(?<!\w)[وبلف]?{LAW}(?!\w)[^\d\n]{{0,12}}\d{{1,6}}(?:[-/.]\d{{1,5}}){{0,3}}(?![\d])(?!{GAP}\d)", re.IGNORECASE
    ),
    re.compile(rf"{CURRENCY}\s?(?:{GROUPED}|\d{{1,15}}(?:[.,]\d{{1,2}})?)(?!\d)", re.IGNORECASE),
    re.compile(
        rf"(?<![\d+])(?<!\d[ .])(?:{GROUPED}|\d{{1,15}}(?:[.,]\d{{1,2}})?)\s?(?:{CURRENCY}|{UNIT}(?!\w))",
        re.IGNORECASE,
    ),
    # 1200000, 120 500 000: a number that ends in three zeros counts something
    re.compile(
        r"(?<![\w+.,])(?<!\d[ .-])[1-9](?:\d{3,11}|\d{0,2}(?:[ \u00a0\u202f]\d{3}){1,3})(?<=[ \d]000)(?!\w)(?![ -]\d)"
    ),
    # 1,200,000.50 and 1.200.000 of any size; with spaces only below a hundred million: 600 123 456 is a telephone
    re.compile(
        rf"(?<![\d+])(?:(?<!\d[ \u00a0\u202f])|(?<=(?<!\d){YEAR}[ \u00a0\u202f]))"
        r"(?:\d{1,3}(?P<mark>[.,'’])\d{3}(?:(?P=mark)\d{3}){0,5}(?:[.,]\d{1,2})?"
        r"|(?:\d{1,2}[ \u00a0\u202f])?\d{1,3}[ \u00a0\u202f]\d{3}(?:,\d{1,2})?)"
        r"(?!\d)(?![ -]\d)(?!-[A-Z](?!\w))"
    ),
    # 140.17, 140.17-140.23, 12.5
    re.compile(rf"(?<![\d.+])\d{{1,3}}\.\d{{1,3}}(?:\s?[-–/,; ]\s?\d{{1,3}}\.\d{{1,3}}){{0,20}}(?![\d.])(?!{GAP}\d)"),
]
NUMBER = re.compile(rf"(?<!\w)(?<!\d[.,])(?:\+|00)?\(?\+?\d(?:{GAP}{{0,2}}\d){{6,}}(?!\w)")
IDENTITY = re.compile(
    r"(?<!\w)(?<!\d[.,])(?:[A-Z]{0,4}-?\d{7,20}(?:-?[A-Z0-9]{1,3})?|(?=(?:[A-Z]*\d){6})(?=\d*[A-Z])[A-Z0-9]{9,20}"
    r"|\d{1,2}(?:\.\d{3}){2}-[A-Z\d])(?!\w)",
    re.IGNORECASE,
)


class Kind(models.TextChoices):
    """What was found."""

    MAIL = "mail", _("mail address")
    PHONE = "phone", _("telephone number")
    IDENTITY = "identity", _("number that looks like one of an identity document or a file")
    ACCOUNT = "account", _("number that looks like one of a bank account or a card")


@dataclasses.dataclass(frozen=True)
class Finding:
    """A piece of a text that may point to a person."""

    kind: Kind
    excerpt: str


def find(*texts):
    """[Finding] in the texts, each piece once, in their order; empty for texts without any.

    Digits of every script count and are given as 0-9. Dates, spans of years, amounts in groups of three, laws,
    paragraphs, web addresses and UN symbols are left out.
    """
    found = {}
    for text in texts:
        plain = _plain(text or "")
        for start, end, kind in _spans(plain):
            found.setdefault(plain[start:end], Finding(kind, plain[start:end]))
    return list(found.values())


def marked(text):
    """[(piece, what it looks like)] whose pieces together are the text; the second part is empty where all is well."""
    pieces, last = [], 0
    for start, end, kind in _spans(_plain(text)):
        pieces += [(text[last:start], ""), (text[start:end], kind.label)]
        last = end
    return [(piece, label) for piece, label in [*pieces, (text[last:], "")] if piece]


def _plain(text):
    """The text letter by letter with digits of other scripts as 0-9 and marks of direction as blanks."""
    return text[:LONGEST_TEXT] if text.isascii() else "".join(_letter(letter) for letter in text[:LONGEST_TEXT])


def _letter(letter):
    if letter.isascii():
        return letter
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.digit(letter))
    if category == "Cf":
        return " "
    return {"٬": ",", "٫": ".", "＋": "+", "＠": "@"}.get(letter, letter)


def _spans(plain):
    """[(start, end, Kind)] in the order of the text, none over another."""
    spans = []

    def take(pattern, kind_of, group=0):
        nonlocal plain
        for match in list(pattern.finditer(plain)):
            kind = kind_of(match.group(group))
            if kind:
                start, end = match.span(group)
                spans.append((start, end, kind))
                plain = plain[:start] + ";" * (end - start) + plain[end:]

    take(MAIL, lambda piece: Kind.MAIL)
    take(IBAN, lambda piece: Kind.ACCOUNT)
    plain = _without(plain, HARMLESS)
    take(PHONE_SAID, lambda piece: Kind.PHONE, "number")
    take(IDENTITY_SAID, lambda piece: Kind.IDENTITY, "number")
    plain = _without(plain, MEASURED)
    take(NUMBER, _kind_of_number)
    take(IDENTITY, lambda piece: Kind.IDENTITY)
    return sorted(spans)


def _without(plain, patterns):
    for pattern in patterns:
        plain = pattern.sub(lambda match: ";" * len(match.group()), plain)
    return plain


def _kind_of_number(piece):
    """A plus sign, a trunk zero, or groups of digits: one long number without any is rather that of a document."""
    digits = sum(letter.isdigit() for letter in piece)
    if digits > MOST_PHONE_DIGITS:
        return Kind.ACCOUNT if digits <= MOST_ACCOUNT_DIGITS and not piece.isdigit() else None
    if piece.startswith(("+", "(+", "00")):
        return Kind.PHONE
    if digits < FEWEST_PHONE_DIGITS or (piece.isdigit() and not piece.startswith("0")):
        return None
    return Kind.PHONE
