"""Turns what people wrote in a cell into its plain text: words of any language into codes, numbers, dates and such."""

import dataclasses
import datetime
import re

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel

from .cells import (
    BETWEEN,
    FIRST_DAY,
    LAST_DAY,
    ONE_LINE,
    CellProblem,
    date_in,
    number_in,
    plain,
    plain_digits,
    plain_number,
    plain_text,
)
from .layout import SHEETS, YES, YES_NO, Kind

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PARTS = re.compile(r"[;\n؛；]|,\s")
_TICKS = ("x", "✓", "1", "true", "yes")


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """A cell as the file holds it: its value (of a formula: the result), and a sentence where it cannot be used."""

    value: object = None
    is_formula: bool = False
    problem: str = ""


EMPTY = Found()


@dataclasses.dataclass(frozen=True)
class Known:
    """What cells may refer to: paragraphs, codes of SDG targets and of indicators, numbers of steps."""

    paragraphs: frozenset = frozenset()
    targets: frozenset = frozenset()
    codes: frozenset = frozenset()
    steps: frozenset = frozenset()


class Translator:
    """Reads the cells of one file, whose words are in `language` or in any other that the site knows."""

    def __init__(self, language, known, epoch=WINDOWS_EPOCH):
        self.language, self.known, self.epoch = language, known, epoch
        self.words = words_of_choices(language)
        self.yes_no = next(words for column, words in self.words.items() if column.kind == Kind.YES_NO)

    def plain(self, column, found, base=""):
        """The plain text of a cell; raises CellProblem with what to do.

        `base` is what was written there: a text that is still the same is never a problem.
        """
        if found.problem:
            raise CellProblem(found.problem)
        value = found.value
        if isinstance(value, str):
            # Some programs write _x0041_ for what must be escaped, others write the text itself.
            readings = {plain_text(text, is_one_line=column.kind in ONE_LINE) for text in (value, _unescaped(value))}
            if base in readings:
                return base
            value = _unescaped(value)
        if value is None or (isinstance(value, str) and not value.strip()):
            return ""
        return getattr(self, f"_{column.kind}")(column, value)

    def _text(self, column, value):
        text = plain_text(self._as_text(value), is_one_line=column.kind in ONE_LINE)
        if column.longest and len(text) > column.longest:
            words = {"count": len(text), "limit": column.longest}
            raise CellProblem(_("The text has %(count)d characters; %(limit)d fit. Shorten it.") % words)
        return text

    _long = _text

    def _as_text(self, value):
        if isinstance(value, bool):
            return str(dict(YES_NO)[YES if value else "no"])
        if isinstance(value, datetime.datetime):
            return (value.date() if value.time() == datetime.time() else value).isoformat(" ")
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        return str(value)

    def _date(self, column, value):
        if isinstance(value, bool | datetime.time | datetime.timedelta):
            raise CellProblem(_("Write a date, such as 2026-03-31."))
        if isinstance(value, int | float):
            value = self._from_serial(value)
        if isinstance(value, str):
            value = date_in(value, self.language)
        if isinstance(value, datetime.datetime):
            value = value.date()
        if not FIRST_DAY <= value <= LAST_DAY:
            raise CellProblem(_("This date lies too far away. Write it like 2026-03-31."))
        return value.isoformat()

    def _from_serial(self, number):
        """A date that lost its format and stands there as the number of its day."""
        try:
            found = from_excel(number, self.epoch) if number > 20_000 else None
        except (OverflowError, ValueError):
            found = None
        if not isinstance(found, datetime.datetime):
            raise CellProblem(_("Write a date, such as 2026-03-31."))
        return found

    def _year(self, column, value):
        if isinstance(value, datetime.date):
            value = value.year
        text = plain_digits(self._as_text(value)).strip()
        if not (text.isdecimal() and 1990 <= int(text[:6]) <= 2100):
            raise CellProblem(_("Write a year of four digits."))
        return text

    def _amount(self, column, value):
        number = number_in(value, column)
        if number < 0:
            raise CellProblem(_("An amount cannot be below zero."))
        return plain_number(number)

    def _measure(self, column, value):
        """A number where it is one, yes or no where it says so, else the words."""
        word = YES_NO[0 if value else 1][0] if isinstance(value, bool) else self.yes_no.get(_folded(str(value)))
        if word:
            return word
        if isinstance(value, str) and any(sign.isalpha() for sign in value):
            return self._text(column, value)
        return plain_number(number_in(self._as_text(value) if isinstance(value, datetime.date) else value, column))

    def _choice(self, column, value):
        word = _folded(self._as_text(value))
        found = self.words.get(column, {}).get(word)
        if found is None:
            raise CellProblem(_("“%(word)s” is not in the list. Choose from the list of the cell.") % {"word": value})
        return found

    def _yes_no(self, column, value):
        word = _folded(self._as_text(value))
        found = YES if word in _TICKS else self.words[column].get(word)
        if found is None:
            raise CellProblem(_("Choose yes or no."))
        return YES if found == YES else ""

    def _paragraphs(self, column, value):
        return plain(column, self._several(value, self.known.paragraphs, _("There is no recommendation %(word)s.")))

    def _targets(self, column, value):
        return plain(column, self._several(value, self.known.targets, _("There is no SDG target %(word)s.")))

    def _several(self, value, known, sentence):
        """The known words in a cell; a single one that the program took for a number is found by its value."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            found = {word for word in known if _is_number(word, value)}
            if len(found) > 1:
                several = BETWEEN.join(sorted(found))
                raise CellProblem(_("This may be any of %(words)s. Write ; after it, as a text.") % {"words": several})
            if found:
                return found
        words, by_folded = set(), {word.casefold(): word for word in known}
        for part in filter(None, (part.strip().rstrip(".") for part in _PARTS.split(self._as_text(value)))):
            word = by_folded.get(plain_digits(part).casefold())
            if word is None:
                raise CellProblem(sentence % {"word": part})
            words.add(word)
        return words

    def _step(self, column, value):
        word = plain_digits(self._as_text(value)).strip().upper()
        word = f"S{word}" if word.isdecimal() else word
        if word not in self.known.steps:
            raise CellProblem(_("Write the number of a row of the sheet of steps, such as S12 or N1."))
        return word

    def _code(self, column, value):
        word = plain_text(self._as_text(value), is_one_line=True)
        found = [code for code in self.known.codes if code.casefold() == word.casefold()]
        if not found:
            raise CellProblem(_("There is no open indicator with this code."))
        return found[0]


def words_of_choices(language):
    """{column: {word or code, folded: code}}; where two languages disagree, `language` decides."""
    columns = [column for sheet in SHEETS for column in sheet.columns if column.choices]
    found = {column: {} for column in columns}
    for spoken in (language, *settings.ALL_LANGUAGES):
        with override(spoken):
            for column in columns:
                for code, word in column.choices:
                    found[column].setdefault(_folded(str(word)), code)
    for column in columns:
        for code, _word in column.choices:
            found[column].setdefault(_folded(code), code)
    return found


def _folded(word):
    return " ".join(word.casefold().split())


def _unescaped(text):
    """Spreadsheets write signs that XML cannot hold, and _x0041_ itself, as _xHHHH_."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def _is_number(word, value):
    try:
        return float(word) == value
    except ValueError:
        return False
