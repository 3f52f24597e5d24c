"""Forms of mid-term input: an answer, and words that go back with it."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from ..models import WORD_LIMITS, ContributionAnswer
from .publishing import LONGEST_TEXT
from .texts import OneLineForm

CHARACTERS_PER_WORD = 20  # more than any language needs on average; words without blanks would have no limit
ROWS = {"headline": 3, "detail": 8, "challenge": 4, "next_step": 3}


class AnswerForm(OneLineForm, forms.ModelForm):
    """The four texts with their limits of words, and the status."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ContributionAnswer
        fields = ["status", *WORD_LIMITS]
        labels = {
            "status": _("Status"),
            "headline": _("Headline"),
            "detail": _("Detail"),
            "challenge": _("Challenge"),
            "next_step": _("Next step"),
        }
        help_texts = {
            "status": _("What your government has reached itself. The State gives its own view elsewhere."),
            "headline": _("The one sentence that goes into the report: the result, with one number and one date."),
            "detail": _("For the annex: what was done, for whom, with which money, and what came of it."),
            "challenge": _("What did not work, what held you up, which help you need."),
            "next_step": _("What comes next, who does it, in which month."),
        }
        widgets = {
            field: forms.Textarea(attrs={"rows": ROWS[field], "data-word-limit": limit})
            for field, limit in WORD_LIMITS.items()
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, limit in WORD_LIMITS.items():
            self.fields[name].validators.append(MaxLengthValidator(limit * CHARACTERS_PER_WORD))
        if not self.is_bound:
            self.initial["seen"] = self.instance.fingerprint if self.instance.pk else ""

    def clean(self):
        """Line breaks as the database keeps them, whatever the browser sends."""
        data = super().clean()
        return {**data, **{name: "\n".join(data[name].splitlines()) for name in WORD_LIMITS if name in data}}

    def show_beside(self, current):
        """Keep what was typed, and let the next save replace `current`, which the page shows beside it."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = current.fingerprint


class WordsForm(forms.Form):
    """What should be changed, in words to those who wrote it."""

    words = forms.CharField(
        label=_("What should be changed"),
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[MaxLengthValidator(LONGEST_TEXT)],
        error_messages={"required": _("Say what should be changed.")},
    )
