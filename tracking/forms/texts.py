"""What every form does to its one-line texts, and the days that a form takes."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy

from ..documents.text import without_overrides, without_turns

FIRST_DAY, LAST_DAY = datetime.date(1990, 1, 1), datetime.date(2100, 12, 31)


class OneLineForm(forms.Form):
    """Takes the invisible signs that turn the direction of writing out of one-line texts.

    Long texts lose only those that write letters against their own direction: they may quote another script.
    """

    def _widget_data_value(self, widget, html_name):
        # Here everything that was sent passes, whether it is checked, compared or shown again.
        value = super()._widget_data_value(widget, html_name)
        is_one_line = isinstance(widget, forms.TextInput) and not isinstance(widget, forms.PasswordInput)
        if not isinstance(value, str):
            return value
        if isinstance(widget, forms.Textarea):
            return without_overrides(value)
        return without_turns(value) if is_one_line else value


def check_year(day):
    """Raise ValidationError for a day that is a slip of the pen."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValidationError(gettext_lazy("Give a year between 1990 and 2100."), code="year")


def founding_day():
    """The validators of a day that may lie long ago, such as that on which a body was founded."""
    return [MinValueValidator(datetime.date(1500, 1, 1)), MaxValueValidator(LAST_DAY)]
