"""The filter of the list of contradictions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import ContradictionNote

ANY = ("", _("Any"))
OPEN, SETTLED = "open", "settled"


class FlagFilterForm(forms.Form):
    """Which contradictions a person wants to see; at first those that stand."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *ContradictionNote.Kind.choices])
    cluster = forms.ChoiceField(label=_("Cluster"), required=False)
    settled = forms.ChoiceField(
        label=_("Settled"),
        required=False,
        choices=[("", _("Not settled")), (SETTLED, _("Settled")), ("all", _("All"))],
    )
    recommendation = forms.CharField(required=False, max_length=18, widget=forms.HiddenInput)

    def __init__(self, data, *, groups):
        super().__init__(data)
        self.fields["cluster"].choices = [ANY, *((group.code, group.label) for group in groups)]
        self.asked = {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}

    def keeps(self, row, kept, recommendations):
        """Whether one of the Kept flags is shown; `recommendations` are the rows of the overview by number."""
        wanted, is_open = self.asked.get("settled", OPEN), row.key not in kept.settled
        return (
            (wanted == "all" or is_open == (wanted == OPEN))
            and self.asked.get("kind", row.kind) == row.kind
            and self.asked.get("recommendation", str(row.recommendation)) == str(row.recommendation)
            and self.asked.get("cluster", recommendations[row.recommendation].cluster)
            == recommendations[row.recommendation].cluster
        )
