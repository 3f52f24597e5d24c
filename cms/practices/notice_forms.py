"""What readers without an account fill in, and what editors answer."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from cms.models import CorrectionSuggestion, RiskReport

LONGEST_TEXT = 3000  # characters: one printed page


def long_text(label, *, rows=5, required=True, **options):
    """A text of several lines. Its length is checked here alone: a browser would cut a longer text without a word."""
    widget, limits = forms.Textarea(attrs={"rows": rows}), [MaxLengthValidator(LONGEST_TEXT)]
    return forms.CharField(label=label, required=required, widget=widget, validators=limits, **options)


class NoticeForm(forms.ModelForm):
    """What both notices share: an address apart, and a field that only machines fill in."""

    contact = forms.CharField(
        label=_("How can we reach you, if we have a question?"),
        required=False,
        max_length=200,
        help_text=_(
            "A mail address or a telephone number. Only the editors see it, and it is erased when this is dealt with."
        ),
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def is_from_a_machine(self):
        """Whether the field that people do not see was filled in."""
        return bool(self.data.get("website"))


class RiskForm(NoticeForm):
    """What the risk is."""

    text = long_text(
        _("What is the risk?"),
        help_text=_("Say which words or which picture, and what could happen. Do not name the person."),
    )

    class Meta:
        model = RiskReport
        fields = ["text", "is_danger"]
        labels = {"is_danger": _("Somebody may be in danger now")}
        help_texts = {"is_danger": _("If you tick this, the page is taken off the site at once, until it was checked.")}


class CorrectionForm(NoticeForm):
    """What is wrong."""

    text = long_text(
        _("What is wrong, and what would be right?"),
        help_text=_("Facts, dates and numbers that others can check. Do not write about individual cases."),
    )
    link = forms.URLField(
        label=_("Where can one check it?"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("A page or a document that everybody can open."),
    )

    class Meta:
        model = CorrectionSuggestion
        fields = ["text", "link", "organisation"]
        labels = {"organisation": _("Organisation for which you write")}
        help_texts = {"organisation": _("It may be named beside the correction. Leave it empty to stay unnamed.")}


class SettlementForm(forms.Form):
    """What was done about a reported risk."""

    settlement = long_text(_("What was done about it"), rows=3, help_text=_("Only editors and coordinators read it."))


class CorrectionDecisionForm(forms.Form):
    """What the editors make of a suggested correction."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=CorrectionSuggestion.Decision.choices, widget=forms.RadioSelect
    )
    answer = long_text(
        _("Answer"),
        rows=3,
        help_text=_("Where the correction is right, everybody reads these words with their date under the practice."),
    )
    is_named = forms.BooleanField(
        label=_("Name the organisation beside the correction"),
        required=False,
        help_text=_("Only once you have made sure that it wrote itself: anybody can type a name."),
    )
