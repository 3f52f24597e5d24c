"""The forms of the own account."""

import zoneinfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .. import own_address
from ..models import User
from .texts import OneLineForm

# Where people live; the other names are old aliases, and zones of ships and systems.
CONTINENTS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


class AccountForm(OneLineForm, forms.ModelForm):
    """Name, ways to be reached, language and time zone."""

    language = forms.ChoiceField(label=_("Language of mails"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), help_text=_("Mails come by its clock."))

    class Meta:
        model = User
        fields = [
            "first_name",
            "last_name",
            "phone",
            "preferred_channel",
            "language",
            "time_zone",
            "quiet_from",
            "quiet_until",
            "wants_digest",
        ]
        labels = {"first_name": _("First name"), "last_name": _("Last name"), "phone": _("Phone")}
        help_texts = {
            "phone": _("Only colleagues and the national coordinator see it."),
            "quiet_until": _("The same time twice: mails may come at any hour."),
        }
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "dir": "ltr"}),
            "preferred_channel": forms.RadioSelect,
            "quiet_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "quiet_until": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        zones = {zone for zone in zoneinfo.available_timezones() if zone.partition("/")[0] in CONTINENTS}
        zones |= {"UTC", self.instance.time_zone}
        self.fields["time_zone"].choices = [(zone, zone.replace("_", " ")) for zone in sorted(zones)]
        self.fields["first_name"].required = True


class AddressForm(OneLineForm):
    """Another mail address of one's own."""

    email = forms.EmailField(
        label=_("New mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"})
    )

    def clean_email(self):
        """In small letters, and nobody else's."""
        address = self.cleaned_data["email"].lower()
        own_address.expect_free(address)
        return address


class EraseForm(forms.Form):
    """The tick without which no account is erased."""

    confirmed = forms.BooleanField(label=_("I know that this cannot be undone"))
