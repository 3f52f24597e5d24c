"""Numbers, dates and lists as words, in the language active at call time."""

from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


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
