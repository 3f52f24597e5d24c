"""The form of a regional dialogue."""

from django.utils.translation import gettext_lazy as _

from ..models import LocalGovernment, RegionalDialogue, Visibility
from .publishing import NO_CASES, date_field, long_text, visibility_field
from .record import VISIBLE_IN, RecordForm, number_field

VISIBILITY_CHOICES = [
    (Visibility.INTERNAL, _("Internal: those who serve the State, and the region’s governments")),
    (Visibility.PUBLIC, _("Public: everybody on the internet")),
    (Visibility.RESTRICTED, _("Restricted: only the national coordinator")),
]


class RegionalDialogueForm(RecordForm):
    """Where and when it was, who came by sector, what about, and what follows."""

    public_texts = ("place", "themes", "follow_up")
    sections = [
        (_("Where and when"), ["local_government", "held_on", "place"]),
        (_("How many came, by sector"), [*RegionalDialogue.SECTORS]),
        (_("What about, and what follows"), ["themes", "follow_up"]),
        VISIBLE_IN,
    ]

    held_on = date_field(_("Date"))
    themes = long_text(_("Themes, also contested ones"), help_text=NO_CASES)
    follow_up = long_text(_("What follows"))
    visibility = visibility_field()

    class Meta:
        model = RegionalDialogue
        fields = [
            "local_government",
            "held_on",
            "place",
            *RegionalDialogue.SECTORS,
            "themes",
            "follow_up",
            "visibility",
        ]
        labels = {"local_government": _("Region or place"), "place": _("Place")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["visibility"].choices = VISIBILITY_CHOICES
        self.fields["held_on"].required = True
        for name, label in RegionalDialogue.SECTORS.items():
            self.fields[name] = number_field(label)
        state = self.instance.review.state_id
        self.fields["local_government"].queryset = LocalGovernment.objects.filter(state=state).order_by("name")
