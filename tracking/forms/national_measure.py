"""The form of what a ministry reports on a recommendation."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from ..models import WORD_LIMITS, NationalMeasure
from .contribution import CHARACTERS_PER_WORD, ROWS
from .publishing import VersionedForm

FIRST_YEAR, LAST_YEAR = 1990, 2100


class NationalMeasureForm(VersionedForm, forms.ModelForm):
    """The four texts with the limits of words that governments have, and the programme they are about."""

    programme_year = forms.IntegerField(
        label=_("Year in which it began"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR
    )

    class Meta:
        model = NationalMeasure
        fields = ["body", *WORD_LIMITS, "programme", "programme_year"]
        labels = {
            "body": _("Ministry or body"),
            "headline": _("Headline"),
            "detail": _("Detail"),
            "challenge": _("Challenge"),
            "next_step": _("Next step"),
            "programme": _("Name of the programme or project"),
        }
        help_texts = {
            "headline": _("The one sentence that goes into the report: the result, with one number and one date."),
            "programme": _("As its papers call it, so that nobody counts it twice."),
        }
        widgets = {
            field: forms.Textarea(attrs={"rows": ROWS[field], "data-word-limit": limit})
            for field, limit in WORD_LIMITS.items()
        }

    def __init__(self, data=None, *, instance, body="", known=()):
        """`body` is the one for which the person speaks; without it they name one, such as one of the `known`."""
        super().__init__(data, instance=instance)
        if body or instance.pk:
            del self.fields["body"]
            instance.body = instance.body or body
        elif known:
            self.fields["body"].help_text = _("Such as: %(names)s.") % {"names": ", ".join(known)}
        for name, limit in WORD_LIMITS.items():
            self.fields[name].validators.append(MaxLengthValidator(limit * CHARACTERS_PER_WORD))

    def version_of(self, row):
        """What it says."""
        return row.stamp

    def clean(self):
        """Line breaks as the database keeps them; the year belongs to a programme."""
        data = super().clean()
        if data.get("programme_year") and not data.get("programme"):
            self.add_error("programme", _("Name the programme of this year."))
        return {**data, **{name: "\n".join(data[name].splitlines()) for name in WORD_LIMITS if name in data}}


class MeasureWordsForm(forms.Form):
    """What should be changed, in words to the body that wrote it."""

    words = forms.CharField(
        label=_("What should be changed"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        error_messages={"required": _("Say what should be changed.")},
    )
