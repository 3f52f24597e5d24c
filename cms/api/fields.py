"""What the rows of all published pages have in common."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from cms.opendata import full_address, language_of
from tracking.opendata.fields import Moment, Told

UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


class PageRow(Told):
    """A published page: one id in all languages, one address and text in each."""

    id = serializers.CharField(source="translation_key", help_text=_("Name that stays, the same in every language"))
    title = serializers.CharField(help_text=_("Title"))
    language = serializers.CharField(source="written_in", help_text=_("Language of the text"))
    published = Moment(source="first_published_at", allow_null=True, help_text=_("Published at"))
    updated = Moment(source="last_published_at", allow_null=True, help_text=_("Last update"))
    url = serializers.CharField(source="address", help_text=_("Its public page"))

    def prepare(self, row):
        """In which language it is written, and where it stands."""
        row.written_in, row.address = language_of(row), full_address(row)
