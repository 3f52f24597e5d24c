"""Finds what may point to a person in what people wrote; the settings name who looks."""

from django.conf import settings
from django.utils.module_loading import import_string


def findings(lines):
    """The findings in the texts of Lines, as the detector gives them: each with an excerpt and a kind."""
    return import_string(settings.PERSONAL_DATA_FINDER)(*(line.text for line in lines if line.lines))
