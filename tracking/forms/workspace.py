"""The filter of a government's board, and of what it still has to sort."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import board
from ..models import Cluster, FollowUp, Goal, Group, Recommendation, Status
from .choices import RowField

ANY = ("", _("Any"))


def _choices(label, choices):
    return forms.ChoiceField(label=label, required=False, choices=[ANY, *choices])


def _rows(label, rows):
    return RowField(label=label, required=False, queryset=rows, empty_label=_("Any"))


class BoardFilterForm(forms.Form):
    """Which recommendations a person wants to see, and how the board groups them."""

    text = forms.CharField(label=_("Words"), required=False, max_length=200)
    relevance = _choices(_("Ours?"), [(board.UNTRIAGED, _("Not sorted yet")), *FollowUp.Relevance.choices])
    status = _choices(_("Status"), Status.choices)
    attention = _choices(
        _("Wants a look"),
        [
            (board.OVERDUE, _("Overdue")),
            (board.NO_STEP, _("No step yet")),
            (board.QUIET, _("Steps without news for six months")),
            (board.STALE, _("Ongoing, no news for twelve months")),
            (board.SETBACK, _("Setback")),
        ],
    )
    cluster = _rows(_("Cluster"), Cluster.objects.all())
    goal = _rows(_("SDG goal"), Goal.objects.all())
    group_of_persons = _rows(_("Group of persons"), Group.objects.filter(is_hidden_as_filter=False))
    department = _choices(_("Department that leads"), [])
    position = _choices(_("Position of the State"), Recommendation.Position.choices)
    group = _choices(
        _("Grouped by"),
        [
            (board.CLUSTER, _("Cluster")),
            (board.GOAL, _("SDG goal")),
            (board.DEPARTMENT, _("Department that leads")),
        ],
    )

    def __init__(self, *args, departments=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", _("Not grouped")), *self.fields["group"].choices[1:]]
        if departments:
            self.fields["department"].choices = [ANY, *((name, name) for name in departments)]
        else:
            del self.fields["department"]

    @property
    def asked(self):
        """(the filters as board.narrowed takes them, how to group); what no choice knows asks for nothing."""
        self.is_valid()
        asked = dict(self.cleaned_data)
        by = asked.pop("group", "")
        asked["group"] = asked.pop("group_of_persons", None)
        return asked, by


class TriageFilterForm(forms.Form):
    """Which of the unsorted recommendations a person wants to sort together."""

    text = forms.CharField(label=_("Words"), required=False, max_length=200)
    cluster = _rows(_("Cluster"), Cluster.objects.all())
    position = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    review = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    @property
    def asked(self):
        """The words and the cluster that were asked for."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in ("text", "cluster")}
