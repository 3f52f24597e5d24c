"""Guidance pages: their words, without the look of the page."""

from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from cms.models import GuidancePage
from tracking.opendata.subject import Subject

from .fields import UUID, PageRow


class GuidanceRow(PageRow):
    """A published guidance page."""

    text = serializers.CharField(allow_blank=True, help_text=_("The whole text, without formatting"))

    class Meta:
        model = GuidancePage
        fields = ("id", "title", "language", "introduction", "text", "last_verified", "published", "updated", "url")

    def prepare(self, row):
        """The words of its blocks."""
        super().prepare(row)
        lines = (line.strip() for block in row.body for line in strip_tags(words(block)).splitlines())
        row.text = "\n".join(line for line in lines if line)


def words(block):
    """A block as HTML in which every piece stands on a line of its own."""
    return block.render().replace("<", "\n<")


class Guidance(Subject):
    """Published guidance pages."""

    code, title, serializer_class = "guidance", _("Guidance"), GuidanceRow
    about = _("Guidance pages of this site in the language asked for, as plain text.")
    lookup_field, lookup_url_kwarg, lookup_value_regex = "translation_key", "id", UUID
    orders, ordering = {"published": ("first_published_at",), "updated": ("last_published_at",)}, ("path", "pk")

    @classmethod
    def rows(cls):
        """The published pages of the language."""
        rows = GuidancePage.objects.live().public().filter(locale__language_code=get_language())
        return rows.select_related("locale", "alias_of__locale")
