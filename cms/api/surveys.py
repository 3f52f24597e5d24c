"""Surveys that everybody may answer now, and closed ones whose results are published. Answers are no open data."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from cms.models import Survey
from tracking.opendata.fields import ID, Address, Told
from tracking.opendata.subject import Subject


class SurveyRow(Told):
    """A survey."""

    title = serializers.CharField(source="shown_title.text", help_text=_("Title, in the language asked for"))
    introduction = serializers.CharField(
        source="shown_introduction.text", allow_blank=True, help_text=_("What it is for, in the language asked for")
    )
    mapping = serializers.IntegerField(
        source="public_exercise", allow_null=True, help_text=_("The public mapping it gathers for, by its id")
    )
    url = Address(source="get_absolute_url", help_text=_("Its public page"))
    results_url = serializers.CharField(
        source="results_address", allow_null=True, help_text=_("Response rate and counts, once they are published")
    )

    class Meta:
        model = Survey
        fields = ("id", "title", "introduction", "state", "opens_on", "closes_on", "mapping", "url", "results_url")
        meanings = {"id": ID}

    def prepare(self, row):
        """Its mapping where that is public too, and where results are read."""
        row.public_exercise = row.exercise_id if row.exercise and row.exercise.visibility == "public" else None
        path = reverse("cms:survey-results", args=[row.slug]) if row.shows_results else ""
        row.results_address = settings.SITE_URL + path if path else None


class Surveys(Subject):
    """Listed surveys."""

    code, title, serializer_class = "surveys", _("Surveys"), SurveyRow
    about = _("Surveys that are open to everybody, and closed ones whose results are published. Answers of bodies are "
              "read by editors and become entries of the register.")  # fmt: skip
    ordering = ("-closes_on", "-pk")

    @classmethod
    def rows(cls):
        """Those that the public list names today."""
        return Survey.objects.listed(timezone.localdate()).select_related("exercise")
