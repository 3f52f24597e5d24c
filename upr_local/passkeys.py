"""The forms of passkeys, for answers of any shape: what no browser would send is told like a wrong code."""

import struct
from contextlib import contextmanager

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms

# What reading an answer raises where parts are missing, of another type, or cut off.
MALFORMED = (AttributeError, IndexError, KeyError, TypeError, ValueError, struct.error)


@contextmanager
def refused_where_malformed():
    """Raise ValidationError in place of what a malformed answer raises."""
    try:
        yield
    except MALFORMED as error:
        raise get_adapter().validation_error("incorrect_code") from error


class AddPasskeyForm(forms.AddWebAuthnForm):
    """A new passkey."""

    def clean(self):
        """Read the browser's answer."""
        with refused_where_malformed():
            return super().clean()


class AuthenticatePasskeyForm(forms.AuthenticateWebAuthnForm):
    """The passkey as second factor."""

    def clean_credential(self):
        """The passkey that the browser's answer proves."""
        with refused_where_malformed():
            return super().clean_credential()


class LoginPasskeyForm(AuthenticatePasskeyForm, forms.LoginWebAuthnForm):
    """The passkey in place of the password."""


class ReauthenticatePasskeyForm(AuthenticatePasskeyForm, forms.ReauthenticateWebAuthnForm):
    """The passkey before something that matters."""
