"""Forms of mid-term input: an answer, and words that go back with it."""

from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from ..models import ALL_LIMITS, ContributionAnswer, count_words
from ..models.answer import too_long
from .publishing import LONGEST_TEXT
from .texts import OneLineForm

CHARACTERS_PER_WORD = 20  # more than any language needs on average; words without blanks would have no limit
ROWS = {"headline": 3, "detail": 8, "challenge": 4, "next_step": 3, "change_note": 3, "beyond": 6}


def expect_room(text, *, limit):
    """Refuse a text that is too long to be kept, with how many words are too many where words are what it has."""
    try:
        MaxLengthValidator(limit * CHARACTERS_PER_WORD)(text)
    except ValidationError as error:
        over = count_words(text) - limit
        raise ValidationError([too_long(over, limit), error] if over > 0 else error) from error


class AnswerForm(OneLineForm, forms.ModelForm):
    """The texts with their limits of words, the status, and who may read what the report will not say."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ContributionAnswer
        fields = ["status", *ALL_LIMITS, "beyond_visibility"]
        labels = {
            "status": _("Status"),
            "headline": _("Headline"),
            "detail": _("Detail"),
            "challenge": _("Challenge"),
            "next_step": _("Next step"),
            "change_note": _("Why a figure differs from last time"),
            "beyond": _("What the national report will not say"),
            "beyond_visibility": _("Who may see that"),
        }
        help_texts = {
            "status": _("What your government has reached itself. The State gives its own view elsewhere."),
            "headline": _("The one sentence that goes into the report: the result, with one number and one date."),
            "detail": _("For the annex: what was done, for whom, with which money, and what came of it."),
            "challenge": _("What did not work, what held you up, which help you need."),
            "next_step": _("What comes next, who does it, in which month."),
            "change_note": _("Another way to count, a later date, a correction: readers compare figures."),
            "beyond": _("Say here what your government wants on record. Who reads it, you choose below."),
            "beyond_visibility": _(
                "Public: it stands in Annex B under your government’s name. "
                "Internal: it stands in no report; your people and those who serve the State read it. "
                "Restricted: it stands in no report; your people and the national coordinators alone read it."
            ),
        }
        widgets = {
            field: forms.Textarea(attrs={"rows": ROWS[field], "data-word-limit": limit})
            for field, limit in ALL_LIMITS.items()
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["beyond_visibility"].required = False
        for name, limit in ALL_LIMITS.items():
            self.fields[name].validators.append(partial(expect_room, limit=limit))
        if not self.is_bound:
            self.initial["seen"] = self.instance.fingerprint if self.instance.pk else ""

    def clean_beyond_visibility(self):
        """What was chosen, else what stood there: at first the government and the State's people."""
        return self.cleaned_data["beyond_visibility"] or self.initial["beyond_visibility"]

    def clean(self):
        """Line breaks as the database keeps them, whatever the browser sends."""
        data = super().clean()
        return {**data, **{name: "\n".join(data[name].splitlines()) for name in ALL_LIMITS if name in data}}

    def show_beside(self, current):
        """Keep what was typed, and let the next save replace `current`, which the page shows beside it."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = current.fingerprint

    @property
    def counts(self):
        """[(label, words used, words allowed, words too many)] of the texts that stand in the form."""
        rows = []
        for name, limit in ALL_LIMITS.items():
            words = count_words(self[name].value() or "")
            rows.append((self.fields[name].label, words, limit, max(words - limit, 0)))
        return rows


class WordsForm(forms.Form):
    """What should be changed, in words to those who wrote it."""

    words = forms.CharField(
        label=_("What should be changed"),
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[MaxLengthValidator(LONGEST_TEXT)],
        error_messages={"required": _("Say what should be changed.")},
    )
