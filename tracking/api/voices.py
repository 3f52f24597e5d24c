"""The three voices on a recommendation, apart: a government's status, the State's assessment, comments of others."""

import django_filters
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from .. import published
from ..models import Comment, FollowUp, LocalGovernment, NationalAssessment, Recommendation, Review, State, Status
from ..opendata.asking import CodeFilter, IdFilter, SinceFilter, YesNoFilter
from ..opendata.fields import ID, Address, Moment, Numbers, Told
from ..opendata.subject import Subject

LAST_UPDATE = _("Last update")


class AssessmentRow(Told):
    """What the national coordinator says."""

    recommendation = serializers.IntegerField(source="recommendation_id", help_text=_("The recommendation, by its id"))
    state = serializers.CharField(source="recommendation.review.state.iso3", help_text=_("State, by ISO code"))
    cycle = serializers.IntegerField(source="recommendation.review.cycle", help_text=_("Cycle"))
    paragraph = serializers.CharField(source="recommendation.paragraph", help_text=_("Paragraph"))
    updated = Moment(source="updated_at", help_text=LAST_UPDATE)
    url = Address(source="recommendation.get_absolute_url", help_text=_("The recommendation’s public page"))

    class Meta:
        model = NationalAssessment
        fields = ("id", "recommendation", "state", "cycle", "paragraph", "status", "reason", "updated", "url")
        meanings = {"id": ID, "status": _("Status that the national coordinator gives")}


class AssessmentBesideRow(Told):
    """The same, beside a government's status."""

    updated = Moment(source="updated_at", help_text=LAST_UPDATE)

    class Meta:
        model = NationalAssessment
        fields = ("status", "reason", "updated")
        meanings = {"status": _("Status that the national coordinator gives"), "reason": _("The coordinator’s reason")}


class CommentRow(Told):
    """What an organisation says of a published status."""

    status_then = serializers.ChoiceField(Status.choices, help_text=_("Status when the comment was written"))
    written = Moment(source="at", help_text=_("Written at"))
    replied = Moment(source="replied_at", allow_null=True, help_text=_("Replied at"))

    class Meta:
        model = Comment
        fields = ("id", "organisation", "stance", "text", "link", "status_then", "written", "reply", "replied")
        meanings = {"id": ID}


class StatusRow(Told):
    """What a government publishes on a recommendation."""

    recommendation = serializers.IntegerField(source="recommendation_id", help_text=_("The recommendation, by its id"))
    state = serializers.CharField(source="recommendation.review.state.iso3", help_text=_("State, by ISO code"))
    cycle = serializers.IntegerField(source="recommendation.review.cycle", help_text=_("Cycle"))
    paragraph = serializers.CharField(source="recommendation.paragraph", help_text=_("Paragraph"))
    government = serializers.IntegerField(source="local_government_id", help_text=_("The government, by its id"))
    government_name = serializers.CharField(source="local_government.name", help_text=_("Name of the government"))
    status_label = serializers.CharField(
        source="published_status_label", help_text=_("The status, in the language asked for")
    )
    setback = serializers.CharField(allow_blank=True, help_text=_("What went backwards, and why"))
    updated = Moment(source="updated_at", help_text=LAST_UPDATE)
    steps = Numbers("pk", help_text=_("Published steps that answer it, by their ids"))
    indicators = Numbers("pk", help_text=_("Published indicators that measure it, by their ids"))
    national_assessment = AssessmentBesideRow(
        source="recommendation.public_assessment",
        allow_null=True,
        help_text=_("The national coordinator’s own view, where it is published"),
    )
    url = Address(source="recommendation.get_absolute_url", help_text=_("The recommendation’s public page"))
    comments = CommentRow(many=True, help_text=_("Comments of civil society and human rights institutions"))

    class Meta:
        model = FollowUp
        fields = ("id", "recommendation", "state", "cycle", "paragraph", "government", "government_name", "status")
        fields += ("has_setback", "setback", "plain_reading", "department", "who_can", "outcome", "outcome_absence")
        fields += ("gap", "ended_on", "steps", "indicators", "updated", "national_assessment", "url", "comments")
        meanings = {
            "id": ID,
            "status": _("Status that the local government gives"),
            "plain_reading": _("What it means for the government"),
        }

    def prepare(self, row):
        """A setback that no longer is one is not told, as on the recommendation's page."""
        row.setback = row.setback_explanation if row.has_setback else ""


class StatusFilter(django_filters.FilterSet):
    """What narrows the list of statuses."""

    recommendation = IdFilter(label=_("Recommendation, by its id"), queryset=Recommendation.objects.all())
    review = IdFilter(label=_("Review, by its id"), queryset=Review.objects.all(), field_name="recommendation__review")
    government = IdFilter(
        label=_("Government, by its id"), queryset=LocalGovernment.objects.all(), field_name="local_government"
    )
    state = CodeFilter(
        label=_("State, by ISO code"),
        queryset=State.objects.all(),
        to_field_name="iso3",
        field_name="recommendation__review__state",
    )
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Status.choices)
    has_setback = YesNoFilter(label=_("Something went backwards"))
    updated_since = SinceFilter()


class Statuses(Subject):
    """Published statuses of governments, with the two other voices beside each."""

    code, title, part_of = "statuses", _("Statuses that governments publish"), "status"
    about = _("What local governments say of themselves on recommendations. The State’s own assessment and the "
              "comments of organisations stand beside it; none is made of another.")  # fmt: skip
    serializer_class, filterset_class = StatusRow, StatusFilter
    orders = {"updated": ("updated_at",), "paragraph": ("recommendation__review_id", "recommendation__order")}
    ordering = ("recommendation__review_id", "recommendation__order", "local_government_id", "pk")

    @classmethod
    def rows(cls):
        """Published follow-ups with published steps, indicators and comments."""
        return published.follow_ups()


class AssessmentFilter(django_filters.FilterSet):
    """What narrows the list of assessments."""

    recommendation = IdFilter(label=_("Recommendation, by its id"), queryset=Recommendation.objects.all())
    review = IdFilter(label=_("Review, by its id"), queryset=Review.objects.all(), field_name="recommendation__review")
    state = CodeFilter(
        label=_("State, by ISO code"),
        queryset=State.objects.all(),
        to_field_name="iso3",
        field_name="recommendation__review__state",
    )
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Status.choices)
    updated_since = SinceFilter()


class Assessments(Subject):
    """Published assessments of national coordinators."""

    code, title = "assessments", _("National assessments")
    about = _("How national coordinators see recommendations to their State, where they publish it.")
    serializer_class, filterset_class = AssessmentRow, AssessmentFilter
    orders = {"updated": ("updated_at",), "paragraph": ("recommendation__review_id", "recommendation__order")}
    ordering = ("recommendation__review_id", "recommendation__order", "pk")

    @classmethod
    def rows(cls):
        """Published assessments."""
        return published.assessments().select_related("recommendation__review__state")
