"""The filter of the list of recommendations of a synthesis."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Recommendation
from .texts import OneLineForm

ANY = ("", _("Any"))
STATES = {
    "open": lambda row: row.undecided > 0,
    "unwritten": lambda row: not row.is_written,
    "untraced": lambda row: row.untraced > 0,
    "flagged": lambda row: row.flags > 0,
    "silent": lambda row: row.answers == 0,
}


class OverviewFilterForm(OneLineForm):
    """Which recommendations a coordinator wants to see: by cluster, position, or what is still to be done."""

    cluster = forms.ChoiceField(label=_("Cluster"), required=False)
    position = forms.ChoiceField(
        label=_("Position of the State"), required=False, choices=[ANY, *Recommendation.Position.choices]
    )
    todo = forms.ChoiceField(
        label=_("Still to do"),
        required=False,
        choices=[
            ANY,
            ("open", _("Answers not decided")),
            ("unwritten", _("No national paragraph")),
            ("untraced", _("Sentences without source")),
            ("flagged", _("Open contradictions")),
            ("silent", _("No answer accepted")),
        ],
    )
    q = forms.CharField(
        label=_("Words"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, data, *, groups):
        super().__init__(data)
        self.fields["cluster"].choices = [ANY, *((group.code, group.label) for group in groups)]
        self.asked = {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}

    @property
    def is_narrow(self):
        """Something was chosen."""
        return bool(self.asked)

    def keeps_cluster(self, code):
        """Whether the cluster is shown."""
        return self.asked.get("cluster", code) == code

    def keeps(self, row):
        """Whether a row of the overview is shown."""
        recommendation, words = row.recommendation, self.asked.get("q", "").casefold().split()
        text = f"{recommendation.paragraph} {recommendation.shown_text}".casefold()
        return (
            self.asked.get("position", recommendation.position) == recommendation.position
            and ("todo" not in self.asked or STATES[self.asked["todo"]](row))
            and all(word in text for word in words)
        )
