"""Addresses as the index keeps them: those of views in the first language; the search translates them."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override


def in_first_language(name, *args):
    """The address of a view in the first language of the site."""
    with override(settings.LANGUAGE_CODE):
        return reverse(name, args=args)
