"""The form of the State's own view of a recommendation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import NationalAssessment, Status, Visibility
from .publishing import NO_CASES, VersionedForm, long_text
from .warned import WarnedForm

STATUSES = [choice for choice in Status.choices if choice[0] != Status.NOT_APPLICABLE]


class AssessmentForm(WarnedForm, VersionedForm, forms.ModelForm):
    """Status and reason; no city's status is changed by it."""

    public_texts = ("reason",)
    status = forms.ChoiceField(label=_("Status"), choices=STATUSES, widget=forms.RadioSelect)
    reason = long_text(_("Why"), rows=5, help_text=NO_CASES)
    visibility = forms.ChoiceField(
        label=_("Who may see it"),
        choices=[
            (Visibility.INTERNAL, _("Internal: those who serve the State")),
            (Visibility.PUBLIC, _("Public: everybody on the internet")),
        ],
        widget=forms.RadioSelect,
        initial=Visibility.INTERNAL,
    )

    class Meta:
        model = NationalAssessment
        fields = ["status", "reason", "visibility"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        if not self.instance.pk:
            self.initial["status"] = ""

    @property
    def wanted(self):
        """The visibility that the person chose."""
        return self.cleaned_data.get("visibility")

    @property
    def becomes_public(self):
        """As the person chose."""
        return self.wanted == Visibility.PUBLIC
