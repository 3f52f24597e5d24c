"""Until when somebody wants to hear nothing of a thing."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = datetime.timedelta(days=366)


class PauseForm(forms.Form):
    """Some weeks, a day of one's own choice, or for good."""

    UNTIL_DAY, FOR_GOOD = "day", "good"
    how_long = forms.ChoiceField(
        label=_("How long"),
        widget=forms.RadioSelect,
        choices=[
            ("7", _("for a week")),
            ("30", _("for 30 days")),
            (UNTIL_DAY, _("until this day:")),
            (FOR_GOOD, _("until I take it back")),
        ],
        initial="7",
    )
    until = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self):
        """With the day that was chosen, which lies ahead and not more than a year."""
        data = super().clean()
        how_long, day = data.get("how_long"), data.get("until")
        if how_long == self.UNTIL_DAY and not self.errors:
            if day is None:
                self.add_error("until", _("Name the day."))
            elif not self.today < day <= self.today + LONGEST:
                self.add_error("until", _("Name a day from tomorrow on, within a year."))
        return data

    @property
    def day(self):
        """The day until which nothing comes; None for good."""
        how_long = self.cleaned_data["how_long"]
        if how_long == self.FOR_GOOD:
            return None
        if how_long == self.UNTIL_DAY:
            return self.cleaned_data["until"]
        return self.today + datetime.timedelta(days=int(how_long))
