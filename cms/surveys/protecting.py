"""Finds what may point to a person in what people wrote."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tracking import personal_data
from tracking.documents.text import without_turns


def findings(lines):
    """The findings in the texts of Lines, as the detector gives them: each with an excerpt and a kind."""
    return personal_data.find(*(line.text for line in lines if line.lines))


def check_body(name):
    """Raise ValidationError where a body's name has no letter, or holds a mail address: names outlive addresses."""
    if not any(sign.isalpha() for sign in name) or without_turns(name) != name:
        raise ValidationError(_("Write the name of the body in letters, without invisible signs."))
    if holds_address(name):
        raise ValidationError(_("Write the name of the body here, not a mail address."))


def holds_address(text):
    """Whether a text holds a mail address, however it is written."""
    return "@" in text or any(finding.kind == personal_data.Kind.MAIL for finding in personal_data.find(text))
