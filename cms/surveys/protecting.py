"""Finds what may point to a person in what people wrote; the settings name who looks."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # signs that turn the direction of what follows
MAIL = "mail"  # the detector's kind for addresses, also those written with "(at)"


def findings(lines):
    """The findings in the texts of Lines, as the detector gives them: each with an excerpt and a kind."""
    return _find(*(line.text for line in lines if line.lines))


def check_body(name):
    """Raise ValidationError where a body's name has no letter, or holds a mail address: names outlive addresses."""
    if not any(sign.isalpha() for sign in name) or TURNING & set(name):
        raise ValidationError(_("Write the name of the body in letters, without invisible signs."))
    if holds_address(name):
        raise ValidationError(_("Write the name of the body here, not a mail address."))


def holds_address(text):
    """Whether a text holds a mail address, however it is written."""
    return "@" in text or any(finding.kind == MAIL for finding in _find(text))


def _find(*texts):
    return import_string(settings.PERSONAL_DATA_FINDER)(*texts)
