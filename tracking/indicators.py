"""Indicators as people read them: values with what is too small left out, the way they go, and what is due."""

import dataclasses
from decimal import Decimal

from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from . import indicator_chart, small_numbers
from .models import Dimension, Indicator, IndicatorValue
from .permissions import Permission, has_permission

HIDDEN = gettext_lazy("too small to show")
TREND_LABELS = {
    "better": gettext_lazy("moves the right way"),
    "worse": gettext_lazy("moves the wrong way"),
    "same": gettext_lazy("stands still"),
}


def due_indicators(government, today):
    """Open indicators of which the government owes a value, or a word on why there is none, by `today`."""
    return Indicator.objects.filter(local_government=government).due(today)


@dataclasses.dataclass(frozen=True)
class Cell:
    """The part of a value that falls to one category."""

    label: str
    shown: str
    is_hidden: bool


@dataclasses.dataclass(frozen=True)
class Figure:
    """One value for one kind of reader.

    `is_hidden`: too small for the public. `shown` is what this reader reads, `number` what may be drawn for them.
    `breakdown` holds (name of the dimension, [Cell]).
    """

    value: IndicatorValue
    shown: str
    is_hidden: bool
    number: Decimal | None
    breakdown: list

    @property
    def has_hidden(self):
        """Something of it, the total or a part, is too small for the public."""
        return self.is_hidden or any(cell.is_hidden for _name, cells in self.breakdown for cell in cells)


def plain(number, *, grouped=False):
    """A number in the language of the page, without zeros at its end; `grouped` to be read, else to be typed."""
    whole = number == number.to_integral_value()
    return number_format(number.quantize(Decimal(1)) if whole else number.normalize(), force_grouping=grouped)


def figure_words(indicator, number):
    """A number of a numeric indicator, with the sign of a percentage and without the word for what is counted."""
    shown = plain(number, grouped=True)
    is_share = indicator.unit == Indicator.Unit.PERCENTAGE
    return pgettext("a percentage", "%(number)s %%") % {"number": shown} if is_share else shown


def amount(indicator, number, text=""):
    """A measured value in words of the page's language, with its unit; empty where there is none."""
    if text or number is None:
        return text
    if indicator.unit == Indicator.Unit.YES_NO:
        return _("yes") if number else _("no")
    words = figure_words(indicator, number)
    return f"{words} {indicator.unit_word}".strip() if indicator.unit == Indicator.Unit.NUMBER else words


def is_guarded(indicator):
    """Small values of it are hidden in public: it counts people or cases."""
    return indicator.counts_people and indicator.is_numeric


def _count(indicator, row):
    """How many people or cases stand behind a value or a part of one; None where nobody knows.

    Of a percentage the smallest group that it tells of: all of its base, those counted, or those who are left.
    """
    if indicator.unit != Indicator.Unit.PERCENTAGE:
        return row.number
    if row.base is None:
        return None
    counted = round(row.number * row.base / 100)
    groups = [row.base, counted]
    if row.number < 100:  # else nobody is left who could be recognised
        groups.append(row.base - counted)
    return min(groups)


def hidden_of(indicator, value, categories=()):
    """The small_numbers.Hidden of a value and its parts, by (dimension, category)."""
    if not is_guarded(indicator) or value.is_missing:
        return small_numbers.NOTHING
    parts = [small_numbers.Part(row.dimension, row.category, _count(indicator, row)) for row in categories]
    return small_numbers.hidden(_count(indicator, value), parts, settings.SMALL_NUMBER_LIMIT)


def figure(indicator, value, *, is_full, categories=()):
    """One value as a Figure; with `is_full` for the government's own people, who see small numbers too."""
    hidden = hidden_of(indicator, value, categories)
    is_out = hidden.total and not is_full
    breakdown = {}
    for row in categories:
        is_hidden = (row.dimension, row.category) in hidden.parts
        shown = str(HIDDEN) if is_hidden and not is_full else figure_words(indicator, row.number)
        breakdown.setdefault(row.dimension, []).append(Cell(row.label, shown, is_hidden))
    names = dict(Dimension.choices)
    return Figure(
        value=value,
        shown=missing_words(value)
        if value.is_missing
        else str(HIDDEN)
        if is_out
        else amount(indicator, value.number, value.text),
        is_hidden=hidden.total,
        number=None if is_out or not indicator.is_numeric else value.number,
        breakdown=[(names[dimension], cells) for dimension, cells in breakdown.items()],
    )


def missing_words(value):
    """Why there is no value, and when it is planned, in a line."""
    words = {"reason": value.get_reason_display()}
    if value.planned_for is None:
        return _("No data: %(reason)s") % words
    return _("No data: %(reason)s; planned for %(day)s") % {**words, "day": date_format(value.planned_for)}


def figures(indicator, *, is_full):
    """The values that count, newest period first, each with its categories; from what is at hand."""
    return [
        figure(indicator, value, is_full=is_full, categories=value.categories.all())
        for value in indicator.current_values
    ]


def newest(indicator, *, is_full):
    """The newest value as a Figure without its parts; None where there is none. From what is at hand."""
    values = indicator.current_values
    return figure(indicator, values[0], is_full=is_full) if values else None


def baseline(indicator, *, is_full):
    """(what is shown, number that may be drawn) of the baseline: it is a value like the others."""
    number = indicator.baseline_number
    small = is_guarded(indicator) and indicator.unit == Indicator.Unit.NUMBER
    if small and not is_full and number is not None and number < settings.SMALL_NUMBER_LIMIT:
        return str(HIDDEN), None
    return amount(indicator, number, indicator.baseline_text), number


def trend(indicator, shown):
    """The way from the value before to the newest one: "better", "worse", "same", or "" where nobody can tell.

    `shown` are Figures, newest first; what the reader may not see says nothing.
    """
    numbers = [one.number for one in shown if not one.value.is_missing][:2]
    if len(numbers) < 2 or None in numbers or indicator.direction == Indicator.Direction.NONE:
        return ""
    last, before = numbers
    if last == before:
        return "same"
    return "better" if (last > before) == (indicator.direction == Indicator.Direction.UP) else "worse"


def chart(indicator, shown, *, is_full, is_mirrored):
    """The values drawn over time; None where fewer than two numbers can be drawn."""
    if not indicator.is_numeric:
        return None
    points = [indicator_chart.Point(one.value.ends_on, one.value.period, one.number) for one in reversed(shown)]
    return indicator_chart.draw(
        points,
        baseline=baseline(indicator, is_full=is_full)[1],
        target=indicator.target_number,
        words=lambda number: figure_words(indicator, number),
        is_mirrored=is_mirrored,
    )


def follow_up_context(follow_up, user):
    """What tracking/partials/followup_indicators.html shows: {"indicators": [(indicator, newest Figure, trend)]}.

    For the people of the follow-up's government; two queries, and none for a follow-up that is not saved yet.
    """
    if not follow_up.pk:
        return {"indicators": []}
    is_full = has_permission(user, Permission.WORKSPACE_VIEW, local_government=follow_up.local_government)
    rows = Indicator.objects.filter(follow_ups=follow_up).visible_to(user).for_listing()
    return {"indicators": [summary(indicator, is_full=is_full) for indicator in rows]}


def summary(indicator, *, is_full):
    """(indicator, its newest Figure or None, the trend)."""
    shown = [figure(indicator, value, is_full=is_full) for value in indicator.current_values]
    return indicator, shown[0] if shown else None, trend(indicator, shown)
