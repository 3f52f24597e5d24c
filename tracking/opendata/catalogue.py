"""All subjects of open data, whichever app they come from."""

import functools

from django.conf import settings
from django.utils.module_loading import import_string


@functools.cache
def subjects():
    """The subjects in the order in which people read of them."""
    return tuple(subject for place in settings.OPEN_DATA_SUBJECTS for subject in import_string(place))


def find(code):
    """The subject with this code, or None."""
    return next((subject for subject in subjects() if subject.code == code), None)
