"""A government's published indicators as a CSV file: one line a value and one a category, small numbers marked."""

import csv

from django.utils.translation import override

from . import indicators
from .csv_cells import BYTE_ORDER_MARK, harmless
from .models import Dimension
from .models.scales import digits

COLUMNS = (
    *("government", "code", "indicator", "kind", "right", "attribute", "unit", "counted", "direction", "sdg_indicator"),
    *("baseline_year", "baseline", "target_year", "target", "period_start", "period_end", "dimension", "category"),
    *("value", "state", "reason", "planned_for", "source", "url"),
)
PUBLISHED, HIDDEN, MISSING = "published", "too small to show", "not available"


class _Line:
    """A file that hands back what is written to it."""

    def write(self, line):
        return line


def lines(rows, *, site, language):
    """The file line by line, in the order of the Indicators `rows`, each with its newest value first.

    `site` is the address before the path, such as https://upr.example.org; `language` is that of the labels. Numbers
    have a point and no separators. Six queries, whatever the number of indicators.
    """
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow(COLUMNS)
    with override(language):  # the lines are written after the page's own language has been left
        cells = [
            [harmless(cell) for cell in line]
            for indicator in rows.prefetch_related("values__categories")
            for line in _lines_of(indicator, site)
        ]
    for line in cells:
        yield writer.writerow(line)


def _lines_of(indicator, site):
    start, end = _sheet(indicator), (site + indicator.get_absolute_url(),)
    names = dict(Dimension.choices)
    for value in indicator.current_values:
        categories = list(value.categories.all())
        hidden = indicators.hidden_of(indicator, value, categories)
        period = (value.starts_on, value.ends_on)
        yield (*start, *period, "", "", *_measured(value, is_hidden=hidden.total), *end)
        for row in categories:
            is_hidden = (row.dimension, row.category) in hidden.parts
            shown = ("" if is_hidden else _plain(row.number), HIDDEN if is_hidden else PUBLISHED, "", "", value.source)
            yield (*start, *period, names[row.dimension], row.label, *shown, *end)


def _sheet(indicator):
    shown, number = indicators.baseline(indicator, is_full=False)
    baseline = indicator.baseline_text or (_plain(number) if number is not None else shown)
    return (
        indicator.local_government,
        indicator.code,
        indicator.name,
        indicator.kind,
        indicator.right,
        indicator.attribute,
        indicator.get_unit_display(),
        indicator.unit_word,
        indicator.get_direction_display(),
        indicator.sdg_indicator,
        indicator.baseline_year,
        baseline,
        indicator.target_year,
        indicator.target_text or _plain(indicator.target_number),
    )


def _measured(value, *, is_hidden):
    """Value, state, reason, plan and source of a value."""
    if value.is_missing:
        return ("", MISSING, value.get_reason_display(), value.planned_for, value.source)
    if is_hidden:
        return ("", HIDDEN, "", "", value.source)
    return (value.text or _plain(value.number), PUBLISHED, "", "", value.source)


def _plain(number):
    """A number as machines read it; empty for none."""
    return "" if number is None else digits(number)
