"""The filter of a government's board."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..board import STALE, UNTRIAGED
from ..models import Cluster, FollowUp, Recommendation, Status


class BoardFilterForm(forms.Form):
    """Which recommendations a person wants to see."""

    text = forms.CharField(label=_("Words"), required=False, max_length=200)
    relevance = forms.ChoiceField(
        label=_("Ours?"),
        required=False,
        choices=[("", _("Any")), (UNTRIAGED, _("Not sorted yet")), *FollowUp.Relevance.choices],
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("Any")), *Status.choices, (STALE, _("Ongoing, no news for twelve months"))],
    )
    cluster = forms.ModelChoiceField(
        label=_("Cluster"), required=False, queryset=Cluster.objects.all(), empty_label=_("Any")
    )
    position = forms.ChoiceField(
        label=_("Position of the State"), required=False, choices=[("", _("Any")), *Recommendation.Position.choices]
    )
