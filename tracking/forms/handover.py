"""Leaving a post, and what a new administration decides on each open step."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import User
from .choices import RowField
from .publishing import NO_CASES, long_text

VACANT, INVITE = "vacant", "invite"


class LeaveForm(forms.Form):
    """Who leaves, who comes next, and what they should know."""

    person = RowField(label=_("Who leaves"), queryset=User.objects.none(), empty_label=None)
    successor = forms.ChoiceField(label=_("Who takes over"), widget=forms.RadioSelect)
    email = forms.EmailField(label=_("Mail address to invite"), required=False)
    note = long_text(
        _("Hand-over note"),
        rows=8,
        help_text=_("What is urgent, who helps, where the papers are.") + " " + NO_CASES,
    )

    def __init__(self, *args, people, successors, may_invite, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        choices = [(str(person.pk), str(person)) for person in successors]
        if may_invite:
            choices.append((INVITE, _("Somebody new, whom I invite by mail")))
        else:
            del self.fields["email"]
        choices.append((VACANT, _("Nobody yet: the post becomes vacant")))
        self.fields["successor"].choices = choices
        self.successors = {str(person.pk): person for person in successors}

    def clean(self):
        """A new person needs an address; nobody follows themselves."""
        data = super().clean()
        if data.get("successor") == INVITE and not data.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write the address of the person whom you invite."))
        successor = self.successors.get(data.get("successor"))
        if successor and successor == data.get("person"):
            self.add_error("successor", _("Choose somebody else as the successor."))
        return data

    @property
    def chosen(self):
        """What leaving asks for: the successor or None, and the address to invite or ""."""
        choice = self.cleaned_data["successor"]
        email = self.cleaned_data.get("email", "") if choice == INVITE else ""
        return {"successor": self.successors.get(choice), "email": email}


class DecisionForm(forms.Form):
    """What becomes of one open step."""

    CONFIRM, PASS_ON, STOP = "confirm", "pass-on", "stop"
    decision = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[
            (CONFIRM, _("It goes on as it stands")),
            (PASS_ON, _("Somebody else keeps it up to date")),
            (STOP, _("It stops")),
        ],
        widget=forms.RadioSelect,
    )
    owner = RowField(
        label=_("Who keeps it up to date"), required=False, queryset=User.objects.none(), empty_label=_("Choose")
    )
    reason = long_text(_("Why it stops"), rows=2, help_text=NO_CASES)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        # Many of these forms stand on one page: the people are read once, not once for each.
        self.fields["owner"].queryset = people
        self.fields["owner"].choices = [("", _("Choose")), *((person.pk, str(person)) for person in people)]

    def clean(self):
        """Passing on needs a person, stopping a reason."""
        data = super().clean()
        if data.get("decision") == self.PASS_ON and not data.get("owner") and "owner" not in self.errors:
            self.add_error("owner", _("Choose who keeps it up to date from now on."))
        if data.get("decision") == self.STOP and not data.get("reason", "").strip():
            self.add_error("reason", _("Say in a sentence why it stops."))
        return data
