"""The form for one thing that a government did in a phase of a review."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Participation
from .publishing import NO_CASES, date_field, long_text, visibility_field
from .record import VISIBLE_IN, RecordForm, link_field, number_field


class ParticipationForm(RecordForm):
    """What was done, when, where, and how many went in which roles."""

    public_texts = ("title", "text", "place", "roles", "link")
    sections = [
        (_("What you did"), ["phase", "title", "text", "link"]),
        (_("When, where and who"), ["held_on", "place", "people_count", "roles"]),
        VISIBLE_IN,
    ]

    phase = forms.ChoiceField(label=_("Phase"), choices=Participation.Phase.choices, widget=forms.RadioSelect)
    text = long_text(_("More about it"), help_text=NO_CASES)
    held_on = date_field(_("Date"))
    people_count = number_field(_("People of your government who took part"), least=1)
    link = link_field(help_text=_("The document, the minutes or the page that tells of it."))
    visibility = visibility_field()

    class Meta:
        model = Participation
        fields = ["phase", "title", "text", "held_on", "place", "people_count", "roles", "link", "visibility"]
        labels = {"title": _("In one line"), "roles": _("Their roles"), "place": _("Place")}
        help_texts = {
            "title": _("Such as “Sent figures on housing to the ministry”."),
            "roles": _("Departments or posts, no names."),
        }
