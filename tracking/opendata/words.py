"""Lists of words by which other subjects are tagged, told by their codes."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from .fields import Told
from .subject import Subject

LABEL = _("Name, in the language asked for")


class WordRow(Told):
    """A word by its code."""

    label = serializers.CharField(help_text=LABEL)


class Words(Subject):
    """A vocabulary whose words are known by a code."""

    model = None
    lookup_field = key = "code"
    lookup_value_regex = "[-_.a-z0-9]{1,80}"
    ordering = ("order", "pk")

    @classmethod
    def rows(cls):
        """All of them."""
        return cls.model.objects.all()
