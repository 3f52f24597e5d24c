"""The forms of a government's human rights bodies, and of what it has committed itself to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import HumanRightsCommitment, LocalHumanRightsBody
from .publishing import date_field, long_text, visibility_field
from .record import VISIBLE_IN, RecordForm, link_field, number_field
from .texts import founding_day


class LocalHumanRightsBodyForm(RecordForm):
    """What the body is, on what it rests, and who sits in it."""

    public_texts = ("name", "mandate", "legal_basis", "website")
    sections = [
        (_("The body"), ["name", "mandate", "legal_basis", "since", "website"]),
        (_("Seats, by sector"), [*LocalHumanRightsBody.SEATS]),
        VISIBLE_IN,
    ]

    mandate = long_text(_("Mandate"), help_text=_("What it may ask, see, decide. No names of members."))
    since = date_field(_("Since"), validators=founding_day())
    website = link_field(_("Website"))
    visibility = visibility_field()

    class Meta:
        model = LocalHumanRightsBody
        fields = ["name", "mandate", "legal_basis", "since", "website", *LocalHumanRightsBody.SEATS, "visibility"]
        labels = {"name": _("Name"), "legal_basis": _("Legal basis")}
        help_texts = {"legal_basis": _("The by-law or decision, with its number and year.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in LocalHumanRightsBody.SEATS.items():
            self.fields[name] = number_field(label)


class HumanRightsCommitmentForm(RecordForm):
    """What was declared or adopted, when and by which act."""

    public_texts = ("title", "act", "link")
    sections = [
        (_("The commitment"), ["kind", "title", "adopted_on", "act", "link"]),
        VISIBLE_IN,
    ]

    kind = forms.ChoiceField(label=_("Kind"), choices=HumanRightsCommitment.Kind.choices, widget=forms.RadioSelect)
    adopted_on = date_field(_("Adopted on"), validators=founding_day())
    link = link_field()
    visibility = visibility_field()

    class Meta:
        model = HumanRightsCommitment
        fields = ["kind", "title", "adopted_on", "act", "link", "visibility"]
        labels = {"title": _("Title"), "act": _("By which act")}
        help_texts = {"act": _("Such as a council decision with its number. Needed for a human rights city.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["adopted_on"].required = True
