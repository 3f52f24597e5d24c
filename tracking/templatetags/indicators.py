"""Indicators in lists and cards: the newest value as its reader may see it."""

from django import template

from .. import indicators
from ..models import Dimension

register = template.Library()


@register.simple_tag
def indicator_summary(indicator, is_full=False):
    """(newest Figure or None, trend) of an indicator whose values are at hand; `is_full` with small numbers."""
    _indicator, figure, trend = indicators.summary(indicator, is_full=is_full)
    return figure, trend


@register.simple_tag
def indicator_target(indicator):
    """The target with its unit; empty where there is none."""
    return indicators.amount(indicator, indicator.target_number, indicator.target_text)


@register.simple_tag
def trend_label(trend):
    """Where the values go, in words."""
    return indicators.TREND_LABELS[trend]


@register.simple_tag
def indicator_amount(value):
    """A stored value in words, or why there was none: for the government's own people."""
    return indicators.figure(value.indicator, value, is_full=True).shown


@register.simple_tag
def indicator_dimensions(indicator):
    """[(name of the dimension, [category])] of the sheet."""
    names = dict(Dimension.choices)
    return [(names[dimension], categories) for dimension, categories in indicator.dimensions.items()]
