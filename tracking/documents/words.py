"""Numbers, dates and lists as words, in the language active at call time."""

from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def joined(items):
    """The items as one list in a sentence: "a, b, c"."""
    return list_separator().join(items)


def list_separator():
    """What stands between two items of a list in a sentence."""
    return pgettext("between two items of a list", ", ")


def number_word(number):
    """A whole number with the separators of the language: "1,240,000"."""
    return number_format(number, force_grouping=True)


def date_word(day):
    """A date written out: "6 July 2026"; "not set" without one."""
    if day is None:
        return _("not set")
    return format_date(day, pgettext("date format, Django's letters", "j F Y"))


def roman(number):
    """A number from 1 on as a Roman one: "IV"."""
    for value, letters in _ROMAN:
        if number >= value:
            return letters + roman(number - value)
    return ""


def letters_of(number):
    """A number from 1 on as word processors count with letters: A ... Z, AA, BB."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
