"""What stands in one cell: in the file, as a short text that can be compared, for the models, and for people.

The short text ("plain" below) is "" for an empty cell, 2026-03-10 for a date, 1234.5 for a number, a code for a choice.
"""

import datetime
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..documents.text import clean, without_turns
from ..documents.xlsx import CELL_LIMIT
from ..models import paragraph_order
from .layout import YES, Kind

BETWEEN = "; "
ONE_LINE = frozenset(Kind) - {Kind.LONG, Kind.MEASURE}
PLACES = {Kind.AMOUNT: Decimal("0.01"), Kind.MEASURE: Decimal("0.0001")}
TOO_LARGE = {Kind.AMOUNT: Decimal(10) ** 14, Kind.MEASURE: Decimal(10) ** 16}
FIRST_DAY, LAST_DAY = datetime.date(1950, 1, 1), datetime.date(2199, 12, 31)  # beyond lie slips of the pen


class CellProblem(Exception):
    """The cell cannot be taken as it is; the message says what to do."""


def plain(column, value):
    """The plain text of a value of the models (for paragraphs and targets a list of words)."""
    if value is None or value is False:
        return ""
    if column.kind == Kind.PARAGRAPHS:
        return BETWEEN.join(sorted(value, key=lambda word: (paragraph_order(word), word)))
    if column.kind == Kind.TARGETS:
        return BETWEEN.join(sorted(value, key=target_order))
    if column.kind == Kind.YES_NO:
        return YES
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return plain_number(value)
    return plain_text(str(value), is_one_line=column.kind in ONE_LINE)


def plain_text(text, *, is_one_line):
    """The text as a cell can hold it: no control characters, no blanks around it, not longer than a cell."""
    text = clean(text).strip()
    if is_one_line:
        text = " ".join(without_turns(text).split("\n")).strip()
    if len(text) * 2 > CELL_LIMIT:
        text = text.encode("utf-16-le")[: CELL_LIMIT * 2].decode("utf-16-le", "ignore").strip()
    return text


def plain_number(number):
    """1234.50 is 1234.5, 0.00 is 0."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def plain_digits(text):
    """The text with the digits of every script as 0 to 9."""
    return "".join(
        str(unicodedata.digit(sign)) if unicodedata.category(sign) == "Nd" else sign
        for sign in text  # ٢٠٢٦ is 2026
    )


def target_order(code):
    """Sorts 1.2 before 1.10, and 1.10 before 1.a."""
    goal, _dot, item = code.partition(".")
    return int(goal) if goal.isdigit() else 99, (0, int(item), "") if item.isdigit() else (1, 0, item)


def python_value(column, text):
    """What a model's field takes for a plain text; paragraphs and targets as lists, empty dates and numbers as None."""
    if column.kind == Kind.DATE:
        return datetime.date.fromisoformat(text) if text else None
    if column.kind in (Kind.YEAR, Kind.AMOUNT):
        return Decimal(text) if text else None
    if column.kind == Kind.YES_NO:
        return text == YES
    if column.kind in (Kind.PARAGRAPHS, Kind.TARGETS):
        return text.split(BETWEEN) if text else []
    return text


def shown(column, text):
    """A plain text as people read it, in the language active now; "" for an empty cell."""
    if text and column.kind == Kind.DATE:
        return date_format(datetime.date.fromisoformat(text), "SHORT_DATE_FORMAT")
    if text and column.choices:
        return str(dict(column.choices).get(text, text))
    return text


def number_in(text, column):
    """The Decimal that a cell holds as a number or as text; raises CellProblem for what is none, or has two readings.

    1234.5 and 1234,5 and 1 234,5 are clear; 1,234 and 1.234 may be either and are refused as text.
    """
    if isinstance(text, bool):
        raise CellProblem(_("Write a number."))
    if isinstance(text, str):
        text = _decimal_text(plain_digits(text))
    try:
        number = Decimal(repr(text) if isinstance(text, float) else str(text))
    except ArithmeticError as error:
        raise CellProblem(_("Write a number.")) from error
    if not number.is_finite() or abs(number) >= TOO_LARGE[column.kind]:
        raise CellProblem(_("The number is too large."))
    return number.quantize(PLACES[column.kind], ROUND_HALF_UP)


def _decimal_text(text):
    text = "".join(sign for sign in text if not sign.isspace() and sign not in "'’٬%").replace("٫", ".")
    comma, dot = text.rfind(","), text.rfind(".")
    if comma >= 0 and dot >= 0:  # the last of the two parts the decimals
        grouping, decimal = (",", ".") if dot > comma else (".", ",")
        return text.replace(grouping, "").replace(decimal, ".")
    sign = "," if comma >= 0 else "."
    if text.count(sign) > 1:
        return text.replace(sign, "")
    whole, _sign, decimals = text.partition(sign)
    if len(decimals) == 3 and whole.lstrip("-") not in ("0", ""):
        raise CellProblem(_("This number can be read in two ways. Write it without separators, such as 1234."))
    return text.replace(",", ".")


def date_in(text, language):
    """The day that a text names; raises CellProblem for none, or for one of two readings.

    2026-03-10 and 10.03.2026 are clear everywhere, 10/03/2026 where the language puts the day first.
    """
    words = plain_digits(text).replace("/", " / ").replace("-", " - ").replace(".", " . ").split()
    numbers = [int(word) for word in words[::2] if word.isdecimal() and len(word) <= 4]
    signs = set(words[1::2])
    if len(words) != 5 or len(numbers) != 3 or len(signs) != 1:
        raise CellProblem(_unreadable_date())
    if len(words[0]) == 4:
        year, month, day = numbers
    else:
        day, month, year = numbers
        if signs == {"/"} and language == "en" and day <= 12 and day != month:
            if month <= 12:
                raise CellProblem(_unreadable_date())
            day, month = month, day
    try:
        return datetime.date(year, month, day)
    except ValueError as error:
        raise CellProblem(_unreadable_date()) from error


def _unreadable_date():
    return _("This is no date that can be read for certain. Write it like 2026-03-31.")
