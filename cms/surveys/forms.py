"""What people fill in: one screen of a survey, the first page, the wish for a mail."""

import uuid

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models.register_scales import AnswerKind
from cms.models.survey_contact import SurveyContact
from cms.models.survey_texts import said

from .kinds import kind_of
from .protecting import check_body

KEY_SALT = "cms.survey.start"
KEY_LASTS = 24 * 60 * 60  # seconds for which a first page may stand open


class Hidden(forms.Form):
    """A field that people do not see: whoever fills it in is a program."""

    website = forms.CharField(required=False, label=gettext_lazy("Leave this empty"))

    @property
    def is_program(self):
        """Whether the form was filled in by a program."""
        return bool(self.data.get("website"))


class StartForm(Hidden):
    """Who answers, and a key by which a second click finds what the first one began."""

    body = forms.CharField(
        label=gettext_lazy("Body that answers"),
        max_length=200,
        validators=[check_body],
        help_text=gettext_lazy("An office, an institution or an organisation; not the name of a person."),
    )
    key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["key"] = signing.dumps(uuid.uuid4().hex, salt=KEY_SALT)

    def clean_key(self):
        """The key as this site gave it out, not longer than a day ago."""
        try:
            return uuid.UUID(signing.loads(self.cleaned_data["key"], salt=KEY_SALT, max_age=KEY_LASTS))
        except (signing.BadSignature, ValueError):
            self.data = {**self.data.dict(), "key": self.initial["key"]}
            raise ValidationError(_("This page stood open for too long. Please send it once more.")) from None


class MailForm(Hidden):
    """An address to which the link is mailed; it is not kept."""

    email = forms.EmailField(
        label=gettext_lazy("Mail address"), help_text=gettext_lazy("Used for this one mail, and not kept.")
    )


class ContactForm(forms.ModelForm):
    """Contact details, kept apart from the answer."""

    class Meta:
        model = SurveyContact
        fields = ["name", "role", "email", "phone", "channel"]

    def is_empty(self):
        """Whether nothing was filled in that reaches anybody."""
        return not any(self.cleaned_data.get(name) for name in ("name", "role", "email", "phone"))

    def _post_clean(self):
        if not self.is_empty():  # an empty form is fine: then there is no contact
            super()._post_clean()


class SectionForm(forms.Form):
    """The questions of one screen. Beside each answer one can say that there is none.

    `kept` is {question pk: SurveyPart} of what the draft holds.
    """

    def __init__(self, questions, *args, kept=None, answer=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = [question for question in questions if not question.is_contact]
        self.contact = self._contact(questions, answer)
        self.endings = {}  # question: the endings of the names of its fields
        for question in self.questions:
            self._ask(question, (kept or {}).get(question.pk))

    def _contact(self, questions, answer):
        if not any(question.is_contact for question in questions):
            return None
        row = answer.contacts.first() if answer else None
        return ContactForm(self.data or None, instance=row or SurveyContact(answer=answer), prefix="contact.")

    def _ask(self, question, part):
        kind = kind_of(question)
        given = kind.initial(part.value) if part and part.value is not None else {}
        fields = kind.fields(question)
        self.endings[question] = list(fields)
        for ending, field in fields.items():
            field.required = False
            if not ending:
                field.label = said(question.label).html
                hints = [said(question.help).html, field.help_text]
                field.help_text = format_html_join(" ", "{}", [[hint] for hint in hints if hint])
            self._add(question, ending, field, given.get(ending))
        if kind.allows_none:
            self._add(question, "none", forms.BooleanField(label=_("None"), required=False), is_kind(part, "none"))
        silence = forms.BooleanField(label=_("No response"), required=False)
        self._add(question, "silent", silence, is_kind(part, "no-response"))

    def _add(self, question, ending, field, initial):
        self.fields[name_of(question, ending)] = field
        self.initial[name_of(question, ending)] = initial

    @property
    def blocks(self):
        """[(question, its fields, the ticks beside it)] for the page."""
        found = []
        for question in self.questions:
            fields = [self[name_of(question, ending)] for ending in self.endings[question]]
            ticks = [name_of(question, ending) for ending in ("none", "silent")]
            found.append((question, fields, [self[name] for name in ticks if name in self.fields]))
        return found

    def clean(self):
        """Read every question; what is wrong stands at its first field."""
        data = super().clean()
        self.kept = {}
        for question in self.questions:
            try:
                self.kept[question] = self._read(question, data)
            except ValidationError as error:
                self.add_error(name_of(question, self.endings[question][0]), error)
        return data

    def _read(self, question, data):
        endings = self.endings[question]
        if any(name_of(question, ending) not in data for ending in endings):
            return None  # its field says already what is wrong
        value = kind_of(question).value(question, {ending: data[name_of(question, ending)] for ending in endings})
        ticked = [what for what, ending in TICKS.items() if data.get(name_of(question, ending))]
        if (value is not None) + len(ticked) > 1:
            raise ValidationError(_("Write an answer, or tick one of the boxes below it: not both."))
        if ticked:
            return ticked[0], None
        if value is not None:
            return AnswerKind.ANSWERED, value
        if question.is_required and self.data.get("go") != "later":  # a draft may be kept half-done
            raise ValidationError(_("Please answer, or tick “No response”."))
        return None

    def is_valid(self):
        """Whether the answers and the contact details can be kept."""
        return super().is_valid() and (self.contact is None or self.contact.is_valid())

    def save(self, answer, *, language):
        """Keep the screen in the draft, and the contact details beside it."""
        answer.keep(self.kept, language=language)
        if self.contact is None:
            return
        if self.contact.is_empty():
            answer.contacts.all().delete()
        else:
            self.contact.save()


TICKS = {AnswerKind.NONE: "none", AnswerKind.NO_RESPONSE: "silent"}


def is_kind(part, kind):
    """Whether the draft holds this instead of an answer."""
    return bool(part) and part.kind == kind


def name_of(question, ending):
    """The name of a field: the code of its question, and what part of it."""
    return f"{question.code}.{ending}" if ending else question.code
