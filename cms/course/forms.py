"""The forms of a learner: a quiz, and the name on a certificate."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from .scoring import Result

UNKNOWN = _("This answer does not exist any more. Choose one of those shown.")


class QuizForm(forms.Form):
    """All questions of a quiz; every one wants an answer before anything is scored."""

    error_css_class = "field--error"

    def __init__(self, data=None, *, questions, show_feedback=False):
        super().__init__(data)
        self.questions, self.show_feedback = questions, show_feedback
        for question in questions:
            self.fields[question.key] = field_of(question)

    def result(self, pass_share):
        """The Result of a valid form."""
        marks = tuple(
            question.mark(ticked_in(question, self.cleaned_data[question.key])) for question in self.questions
        )
        return Result(marks=marks, pass_share=pass_share)

    def entries(self):
        """The questions as the page shows them, each with what was ticked."""
        for question in self.questions:
            field = self[question.key]
            ticked = ticked_in(question, field.value() or ())
            yield {
                "question": question,
                "field": field,
                "mark": question.mark(ticked) if self.show_feedback else None,
                "choices": [
                    {"position": position, "answer": answer, "is_ticked": position in ticked}
                    for position, answer in enumerate(question.answers)
                ],
            }


def field_of(question):
    """The form field of one question."""
    choices = [(answer.key, answer.text) for answer in question.answers]
    if question.takes_several:
        return forms.MultipleChoiceField(
            label=question.text,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Tick at least one answer."), "invalid_choice": UNKNOWN},
        )
    return forms.ChoiceField(
        label=question.text,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer."), "invalid_choice": UNKNOWN},
    )


def ticked_in(question, value):
    """The positions of the answers in what a field holds, which may be anything that somebody sent."""
    return question.positions({value} if isinstance(value, str) else set(value))


JOINERS = "\u200c\u200d"  # invisible, yet part of how some names are spelt


def plain_name(text):
    """A name in one line, without signs that nobody sees: some would turn round the text beside them."""
    seen = (sign for sign in text if sign in JOINERS or unicodedata.category(sign) != "Cf")
    name = " ".join("".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in seen).split())
    return name if name.strip(JOINERS) else ""


class CertificateForm(forms.Form):
    """The name for a certificate. It is shown once and kept nowhere."""

    name = forms.CharField(
        label=_("Name on the certificate"),
        max_length=120,
        help_text=_("It appears on the page that follows, and is not kept by this site."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write the name that shall stand on the certificate.")},
    )

    def clean_name(self):
        """The name as it can be printed."""
        name = plain_name(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"], code="required")
        return name

    @property
    def direction(self):
        """Which way the name runs: as its first letter does. For paper, where no browser finds it out."""
        kinds = (unicodedata.bidirectional(sign) for sign in self.cleaned_data["name"])
        return "rtl" if next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L" else "ltr"
