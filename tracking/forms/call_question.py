"""The form of the questions that a coordinator adds to a call."""

import hashlib

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import CallQuestion
from ..models.question import MOST_WORDS
from .publishing import VersionedForm
from .rows import RowForm, rows_formset


class QuestionForm(RowForm):
    """One question."""

    telling = ("text", "help_text")

    word_limit = forms.IntegerField(
        label=_("Words at most"), min_value=1, max_value=MOST_WORDS, initial=CallQuestion().word_limit
    )

    class Meta:
        model = CallQuestion
        fields = ["text", "help_text", "word_limit", "is_required"]
        labels = {
            "text": _("Question"),
            "help_text": _("What helps to answer it"),
            "is_required": _("Must be answered before the input is handed in"),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "help_text": forms.Textarea(attrs={"rows": 2})}

    def clean_text(self):
        """In one line: by its words the question is known."""
        return " ".join(self.cleaned_data["text"].split())


QuestionFormSet = rows_formset(QuestionForm, key=("text",))


class QuestionsForm(VersionedForm):
    """All questions of a call, in the order in which they are asked."""

    def __init__(self, data=None, *, call):
        self.row, self.more = call, data.get("more", "") if data else ""
        stored = list(call.questions.all())
        options = {"data": data, "prefix": "questions", "stored": stored, "is_growing": self.more == "questions"}
        self.questions = QuestionFormSet(**options)
        super().__init__(data)
        self.questions.least = 0 if self.is_outdated else len(stored)

    def version_of(self, row):
        """All questions as they stand, in short."""
        names = ("text", "help_text", "word_limit", "is_required")
        stored = [[getattr(question, name) for name in names] for question in self.questions.stored]
        return hashlib.sha256(repr(stored).encode()).hexdigest()[:20]

    @property
    def row_formsets(self):
        """The questions, for a sheet of paper."""
        return [self.questions]

    def restore_rows(self, typed):
        """Show the questions of a draft as they were typed."""
        if "questions-TOTAL_FORMS" in typed:
            self.questions = self.questions.as_typed(typed)

    def is_valid(self):
        """Every question is right; False, with nothing marked, where only more rows are asked for."""
        if self.more:
            self._errors, self.cleaned_data = forms.utils.ErrorDict(), {}
            self.questions.show_as_typed()
            return False
        return self.questions.is_valid() and super().is_valid()

    def differences(self):
        """What somebody else asks meanwhile beside what was typed."""
        stored, typed = self.questions.in_words()
        label = CallQuestion._meta.verbose_name_plural
        return [(label, "; ".join(stored) or "–", "; ".join(typed) or "–")] if stored != typed else []

    @property
    def row_error_count(self):
        """How many mistakes stand in the rows; 0 where nothing was sent."""
        return self.questions.total_error_count() if self.questions.is_bound else 0
