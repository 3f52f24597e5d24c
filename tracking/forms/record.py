"""What the forms of a government's records share."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from .publishing import PublishingForm, VersionedForm
from .step_section import behalf_field

VISIBLE_IN = (_("Who sees it"), ["visibility"])


def without_password(link):
    """Refuse a link that carries a name and a password: it may be shown to everybody."""
    if "@" in urlsplit(link).netloc:
        raise ValidationError(_("Take the name and the password out of the link."))


def link_field(label=None, **options):
    """An address on the web that may stay empty."""
    label = label or _("Link")
    validators = [URLValidator(schemes=["http", "https"]), without_password]
    return forms.URLField(
        label=label, required=False, max_length=500, assume_scheme="https", validators=validators, **options
    )


def number_field(label, *, least=0, **options):
    """A whole number that may stay empty."""
    return forms.IntegerField(label=label, required=False, min_value=least, max_value=1_000_000, **options)


class RecordForm(PublishingForm, VersionedForm, forms.ModelForm):
    """A record with its words that may become public; `sections` lists (heading, names of fields)."""

    sections = ()
    unversioned = ("confirmed", "on_behalf_of")

    on_behalf_of = behalf_field()

    def groups(self):
        """[(heading, [bound field])] as the page shows them."""
        shown = [(heading, [self[name] for name in names]) for heading, names in self.sections]
        shown[-1][1].append(self["on_behalf_of"])
        if self.asks_to_confirm:
            shown[-1][1].append(self["confirmed"])
        return shown

    def _get_validation_exclusions(self):
        # The form does not ask for the government and the review, yet the unique constraints speak of them.
        return super()._get_validation_exclusions() - {"local_government", "review"}
