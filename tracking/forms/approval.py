"""Forms of the last steps of a report: who approved it, until when excerpts are confirmed, replies to it."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import personal_data
from ..models import ContributionNote, ReportApproval
from .publishing import LONGEST_TEXT, date_field
from .texts import OneLineForm


class ApprovalForm(OneLineForm, forms.ModelForm):
    """Which body approved the edition, and on which day. No person is named."""

    approved_on = date_field(gettext_lazy("Approved on"), required=True)

    class Meta:
        model = ReportApproval
        fields = ["step", "body", "approved_on"]
        labels = {"step": gettext_lazy("Stage"), "body": gettext_lazy("Body")}
        help_texts = {
            "body": gettext_lazy("An office or a council, such as “Ministry of Justice”. Do not name persons."),
        }

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_approved_on(self):
        """A day on which the edition existed, and that has come."""
        self.instance.approved_on = self.cleaned_data["approved_on"]
        try:
            self.instance.expect_day(self.today)
        except ValidationError as error:
            raise ValidationError(error.messages) from error
        return self.instance.approved_on

    def clean_body(self):
        """An office, not the way to a person."""
        body = self.cleaned_data["body"]
        if personal_data.find(body):
            raise ValidationError(_("Name the body only: no addresses, no telephone numbers."))
        return body


class PublishForm(forms.Form):
    """Which documents everybody may read; asks for a tick where something may point to a person."""

    documents = forms.MultipleChoiceField(
        label=gettext_lazy("What becomes public"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "What is not ticked stays with those who serve the State. Annex B holds every answer of every government."
        ),
        error_messages={"required": gettext_lazy("Choose at least one document.")},
    )
    checked = forms.BooleanField(
        label=gettext_lazy("I have checked: nobody can be recognised"),
        error_messages={"required": gettext_lazy("Tick this once you have looked at each of them.")},
    )

    def __init__(self, *args, choices, has_findings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["documents"].choices = choices
        if not has_findings:
            del self.fields["checked"]


class ExcerptsForm(OneLineForm):
    """Until when governments may confirm what stands in the draft."""

    until = date_field(gettext_lazy("Last day to confirm excerpts"), required=True)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self):
        """A day that has not passed."""
        day = self.cleaned_data["until"]
        if day < self.today:
            raise ValidationError(_("Choose a day that has not passed."))
        return day


class ReplyForm(OneLineForm, forms.ModelForm):
    """A government's reply to the report; asks for a tick where public words may point to a person."""

    words = forms.CharField(
        label=gettext_lazy("Your reply to the report"),
        widget=forms.Textarea(attrs={"rows": 6}),
        validators=[MaxLengthValidator(LONGEST_TEXT)],
        help_text=gettext_lazy("Do not write about individual cases."),
    )
    confirmed = forms.BooleanField(label=gettext_lazy("I have checked: nobody can be recognised"), required=False)
    is_final = forms.BooleanField(
        label=gettext_lazy("I know that nobody can change or remove it afterwards"),
        error_messages={"required": gettext_lazy("Read it once more, then tick this: it is final.")},
    )
    asks_to_confirm = False

    class Meta:
        model = ContributionNote
        fields = ["words", "is_public"]
        labels = {"is_public": gettext_lazy("Everybody may read it beside the report")}
        help_texts = {
            "is_public": gettext_lazy(
                "It cannot be changed or taken back. Let a second person of your government read it first."
            )
        }

    def clean(self):
        """Ask for the tick where what becomes public may point to a person."""
        data = super().clean()
        findings = personal_data.find(data.get("words", "")) if data.get("is_public") else []
        self.asks_to_confirm = bool(findings)
        if findings and not data.get("confirmed"):
            found = ", ".join(f"{finding.excerpt} ({finding.kind.label})" for finding in findings)
            sentence = _("This would be public, and it may point to a person: %(found)s.")
            self.add_error("confirmed", sentence % {"found": found})
        return data


class CorrectionForm(ReplyForm):
    """What a government puts right in input that nobody can change any more."""

    words = forms.CharField(
        label=gettext_lazy("Correction"),
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[MaxLengthValidator(LONGEST_TEXT)],
        help_text=gettext_lazy("Do not write about individual cases."),
        error_messages={"required": gettext_lazy("Write something.")},
    )
