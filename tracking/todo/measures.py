"""Indicators that wait for a value."""

from django.urls import reverse
from django.utils.translation import ngettext

from ..indicators import due_indicators
from .lines import Line


def lines(government, today):
    """One line for all indicators of which a value, or a word on why there is none, is due; one query."""
    count = due_indicators(government, today).count()
    if count:
        text = ngettext("%d indicator waits for its value", "%d indicators wait for their value", count) % count
        yield Line(text, reverse("tracking:indicator-list", args=[government.pk]) + "?state=due", "chart")
