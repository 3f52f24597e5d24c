"""Published editions of mid-term reports, with the documents that everybody may read."""

import django_filters
from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from ..models import Report, ReportDocument, Review, State
from ..opendata.asking import CodeFilter, IdFilter
from ..opendata.fields import ID, Address, Moment, Told
from ..opendata.subject import Subject
from ..views import edition_files


class DocumentRow(Told):
    """A document of an edition."""

    kind = serializers.CharField(help_text=_("Kind, as a code"))
    label = serializers.CharField(help_text=_("What it is, in the language asked for"))
    sha256 = serializers.CharField(help_text=_("Checksum of the file (SHA-256)"))
    url = serializers.CharField(source="public_url", help_text=_("Address of the file"))

    class Meta:
        model = ReportDocument
        fields = ("id", "kind", "label", "size", "sha256", "url")
        meanings = {"id": ID, "size": _("Size of the file")}
        units = {"size": _("bytes")}


class ReportRow(Told):
    """A published edition."""

    review = serializers.IntegerField(source="call.review_id", help_text=_("The review, by its id"))
    state = serializers.CharField(source="call.review.state.iso3", help_text=_("State, by ISO code"))
    cycle = serializers.IntegerField(source="call.review.cycle", help_text=_("Cycle"))
    title = serializers.CharField(source="public_title", help_text=_("Title, in the language asked for"))
    language = serializers.CharField(help_text=_("Language of the report"))
    published = Moment(source="published_at", help_text=_("Published at"))
    updated = Moment(source="published_at", help_text=_("Last update"))
    checksum = serializers.CharField(help_text=_("Checksum of the frozen content (SHA-256)"))
    url = Address(source="public_address", help_text=_("Its public page; the address never changes"))
    documents = DocumentRow(many=True, source="public_documents", help_text=_("Documents that everybody may read"))

    class Meta:
        model = Report
        fields = ("id", "review", "state", "cycle", "title", "edition", "language", "published", "updated")
        fields += ("checksum", "url", "documents")
        meanings = {"id": ID}

    def prepare(self, row):
        """The documents that are in the store, each with its label and address."""
        row.public_documents = row.documents.all().on_disk()
        for document in row.public_documents:
            review, label = row.call.review, edition_files.label(document)
            place = [review.state.iso3, review.cycle, row.call_id, row.edition, document.pk]
            document.label = str(label)
            document.public_url = settings.SITE_URL + reverse("tracking:public-report-download", args=place)


class ReportFilter(django_filters.FilterSet):
    """What narrows the list of reports."""

    review = IdFilter(label=_("Review, by its id"), queryset=Review.objects.all(), field_name="call__review")
    state = CodeFilter(
        label=_("State, by ISO code"),
        queryset=State.objects.all(),
        to_field_name="iso3",
        field_name="call__review__state",
    )


class Reports(Subject):
    """Published editions."""

    code, title, part_of = "reports", _("Published reports"), "report"
    about = _("Editions of mid-term reports that States publish, with checksums and the documents for everybody.")
    serializer_class, filterset_class = ReportRow, ReportFilter
    orders, ordering = {"published": ("published_at",)}, ("-published_at", "pk")

    @classmethod
    def rows(cls):
        """Published editions with their public documents."""
        documents = ReportDocument.objects.public().select_related("source")
        return Report.objects.published().for_listing().prefetch_related(Prefetch("documents", documents))
