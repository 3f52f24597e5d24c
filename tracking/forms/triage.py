"""Forms of sorting: one row, and several at once."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import FollowUp
from ..triage import Choice
from .texts import OneLineForm

Relevance = FollowUp.Relevance
TICKED, ALL = "ticked", "all"


def _relevance_field(label):
    return forms.ChoiceField(label=label, choices=Relevance.choices, widget=forms.RadioSelect, required=False)


def _who_can_field():
    return forms.CharField(
        label=_("Who can act on it"),
        max_length=200,
        required=False,
        help_text=_("Needed for “Not ours”: which authority can act?"),
    )


class TriageForm(OneLineForm):
    """How far one recommendation is the government's matter; a row without a choice is left for later."""

    relevance = _relevance_field(_("Is it ours?"))
    who_can = _who_can_field()

    def __init__(self, *args, recommendation, proposal=None, is_ticked=False, **kwargs):
        initial = {"who_can": proposal.who_can if proposal else ""}
        super().__init__(*args, prefix=f"r{recommendation.pk}", initial=initial, **kwargs)
        self.recommendation, self.proposal, self.is_ticked = recommendation, proposal, is_ticked

    def clean(self):
        """Not ours asks who can; who can without a choice asks for the choice, so that nothing typed is lost."""
        data = super().clean()
        who_can, relevance = data.get("who_can", "").strip(), data.get("relevance")
        if relevance == Relevance.NOT_OURS and not who_can:
            self.add_error("who_can", _("Say who can act on it."))
        if not relevance and not self.is_ticked and "who_can" in self.changed_data:
            self.add_error("relevance", _("You named who can act: choose also how far it is yours."))
        return data

    @property
    def choice(self):
        """What was chosen for the row, or None."""
        if not self.cleaned_data.get("relevance"):
            return None
        return Choice(self.recommendation, self.cleaned_data["relevance"], self.cleaned_data["who_can"])

    @property
    def proposed(self):
        """The proposal as a choice, or None."""
        proposal = self.proposal
        return proposal and Choice(self.recommendation, proposal.relevance, proposal.who_can)


class BulkTriageForm(OneLineForm):
    """One choice for several recommendations."""

    relevance = _relevance_field(_("How far are they ours?"))
    who_can = _who_can_field()
    scope = forms.ChoiceField(
        label=_("For which ones"),
        choices=[(TICKED, _("Those ticked above")), (ALL, _("All that the filters show, on every page"))],
        widget=forms.RadioSelect,
        initial=TICKED,
    )

    def __init__(self, *args, ticked=(), **kwargs):
        super().__init__(*args, prefix="bulk", **kwargs)
        self.ticked = ticked

    def clean_relevance(self):
        """One must be chosen."""
        if not self.cleaned_data["relevance"]:
            raise ValidationError(_("Choose how far they are yours."))
        return self.cleaned_data["relevance"]

    def clean(self):
        """Not ours asks who can; those ticked asks for a tick."""
        data = super().clean()
        if data.get("relevance") == Relevance.NOT_OURS and not data.get("who_can", "").strip():
            self.add_error("who_can", _("Say who can act on it."))
        if data.get("scope") == TICKED and not self.ticked:
            self.add_error("scope", _("Tick the recommendations above first."))
        return data

    def choices_for(self, recommendations):
        """The same Choice for each of them."""
        data = self.cleaned_data
        return [Choice(row, data["relevance"], data["who_can"]) for row in recommendations]
