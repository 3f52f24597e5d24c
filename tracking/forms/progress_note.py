"""The form of a dated note on how a step goes on."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import second_reading
from ..models import ProgressNote
from .publishing import LONGEST_TEXT
from .step_section import CarefulForm
from .texts import check_year


class ProgressNoteForm(CarefulForm, forms.ModelForm):
    """What happened, until which day, and who told it."""

    date = forms.DateField(
        label=gettext_lazy("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[check_year],
    )
    text = forms.CharField(
        label=gettext_lazy("What happened"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("A sentence or two. Do not write about individual cases."),
    )

    class Meta:
        model = ProgressNote
        fields = ["date", "text", "on_behalf_of"]

    def clean_date(self):
        """A day that has come."""
        date = self.cleaned_data["date"]
        if date > timezone.localdate():
            raise forms.ValidationError(_("The date lies in the future."))
        return date

    def clean_text(self):
        """Not longer than a note may be."""
        text = self.cleaned_data["text"]
        if len(text) > LONGEST_TEXT:
            raise forms.ValidationError(_("Use at most %(limit)d characters."), params={"limit": LONGEST_TEXT})
        return text

    def clean(self):
        """Look at the words."""
        data = super().clean() or self.cleaned_data
        self.check_words(self.instance.step, [data.get("text")])
        return data

    def save_note(self, *, by, now):
        """Add the note; a public step on a sensitive topic goes to its second reader."""
        with second_reading.watched(self.instance.step, by=by, now=now):
            self.instance.add(by=by, now=now)
