"""The engagement register as data: rounds of asking, profiles, answers; what readers see, and no more."""

import django_filters
from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from cms.models import (
    AnswerPlace,
    AreaOfWork,
    EngagementProfile,
    FutureEngagement,
    MappingExercise,
    ProfileAnswer,
    ProfilePlace,
    Question,
)
from cms.models.register_scales import Category
from tracking.models import State
from tracking.opendata.asking import CodeFilter, IdFilter
from tracking.opendata.fields import ID, Address, Codes, Numbers, Told
from tracking.opendata.subject import Subject

AREA = _("Area of work, by code; empty for the whole presence")
THEMES = _("Themes, by their ids")
NATURES = _("Natures of the engagement, by code")
PROFILE = _("The profile, by its id")
MAPPING = _("The mapping, by its id")
WRITTEN_IN = _("Language of the text")


def code_of(source, meaning):
    """The field of a word that a row may have, told by its code."""
    return serializers.CharField(source=source, allow_null=True, default=None, help_text=meaning)


class MappingRow(Told):
    """One round of asking."""

    answered = serializers.IntegerField(help_text=_("How many profiles hold an answer, public or not"))
    url = Address(source="get_absolute_url", help_text=_("Its public page"))

    class Meta:
        model = MappingExercise
        fields = ("id", "title", "purpose", "focal_point", "opens_on", "closes_on", "invited", "answered", "url")
        meanings = {"id": ID}


class Mappings(Subject):
    """Public rounds of asking."""

    code, title, serializer_class = "mappings", _("Mappings"), MappingRow
    about = _("Rounds in which presences were asked how they work with cities and regions, with the response rate.")
    ordering = ("-opens_on", "pk")

    @classmethod
    def rows(cls):
        """The public ones with their response rate."""
        return MappingExercise.objects.shown().with_answered()


class PlaceRow(Told):
    """A place that may be named."""

    country = code_of("country.iso3", _("Country, by ISO code"))
    government = serializers.IntegerField(
        source="government_id", allow_null=True, help_text=_("The local government here, by its id")
    )

    class Meta:
        model = ProfilePlace
        fields = ("name", "level", "country", "government")


class FutureRow(Told):
    """What a presence means to do."""

    area = code_of("area.code", AREA)
    themes = Numbers("pk", help_text=THEMES)

    class Meta:
        model = FutureEngagement
        fields = ("topic", "status", "horizon", "resources", "area", "themes")


class ProfileRow(Told):
    """A profile under the fixed headings."""

    mapping = serializers.IntegerField(source="exercise_id", help_text=MAPPING)
    language = serializers.CharField(help_text=WRITTEN_IN)
    presence_type = serializers.CharField(source="presence_type.code", help_text=_("Type of presence, by code"))
    presence = serializers.CharField(help_text=_("Type of presence, in words"))
    countries = Codes("iso3", help_text=_("Countries, by ISO code"))
    natures = Codes("code", help_text=NATURES)
    url = Address(source="get_absolute_url", help_text=_("Its public page"))
    places = PlaceRow(many=True, source="shown_places", help_text=_("Places that it and its answers name, each once"))
    future_engagements = FutureRow(many=True, help_text=_("What it means to do"))

    class Meta:
        model = EngagementProfile
        fields = ("id", "mapping", "title", "language", "category", "presence_type", "presence", "countries")
        fields += ("places_kind", "places_text", "engagement_kind", "engagement", "nature_kind", "natures", "nature")
        fields += ("lessons_kind", "lessons_learned", "future_kind", "future", "note_kind", "note", "author_body")
        fields += ("prepared_on", "url", "places", "future_engagements")
        meanings = {"id": ID}

    def prepare(self, row):
        """Its places and those of its answers; never camps."""
        row.shown_places = [place for place in row.all_places(row.public_answers) if place.is_shown]


class ProfileFilter(django_filters.FilterSet):
    """What narrows the list of profiles."""

    mapping = IdFilter(label=MAPPING, queryset=MappingExercise.objects.shown(), field_name="exercise")
    category = django_filters.ChoiceFilter(label=_("Part of the mapping"), choices=Category.choices)
    country = CodeFilter(
        label=_("Country, by ISO code"), queryset=State.objects.all(), to_field_name="iso3", field_name="countries"
    )


class Profiles(Subject):
    """Public profiles."""

    code, title, part_of = "profiles", _("Profiles of the engagement register"), "profile"
    about = _("Who works with which cities and regions on what, as each presence says. “No response”, “none” and “not "
              "applicable” are three different answers.")  # fmt: skip
    serializer_class, filterset_class = ProfileRow, ProfileFilter
    orders, ordering = {"title": ("title",)}, ("exercise_id", "title", "pk")

    @classmethod
    def rows(cls):
        """Public profiles with what their public answers name."""
        answers = ProfileAnswer.objects.shown().prefetch_related("places__country").order_by("pk")
        return EngagementProfile.objects.shown().in_full().prefetch_related(
            Prefetch("answers", answers, to_attr="public_answers")
        )  # fmt: skip


class AnswerPlaceRow(PlaceRow):
    """A place that an answer names."""

    class Meta(PlaceRow.Meta):
        model = AnswerPlace


class AnswerRow(Told):
    """One answer."""

    profile = serializers.IntegerField(source="profile_id", help_text=PROFILE)
    question = serializers.CharField(source="question.code", help_text=_("The question, by code"))
    area = code_of("area.code", AREA)
    language = serializers.CharField(help_text=WRITTEN_IN)
    counterparts = Codes("code", help_text=_("Types of counterparts, by code"))
    natures = Codes("code", help_text=NATURES)
    themes = Numbers("pk", help_text=THEMES)
    rights = Codes("code", help_text=_("Rights, by code"))
    groups = Codes("code", help_text=_("Groups of persons, by code"))
    situations = Codes("code", help_text=_("Situations, by code"))
    since = serializers.IntegerField(source="period_from.year", allow_null=True, default=None, help_text=_("Since"))
    until = serializers.IntegerField(source="period_to.year", allow_null=True, default=None, help_text=_("Until"))
    is_addition = serializers.BooleanField(help_text=_("Adds to an earlier answer"))
    url = serializers.CharField(source="address", help_text=_("Its public page"))
    places = AnswerPlaceRow(many=True, source="shown_places", help_text=_("Places that it names"))

    class Meta:
        model = ProfileAnswer
        fields = ("id", "profile", "question", "area", "language", "kind", "text", "outcome", "contribution")
        fields += ("contribution_note", "lesson", "counterparts", "entities", "natures", "themes", "rights", "groups")
        fields += ("situations", "since", "until", "is_ongoing", "source_type", "author_body", "answered_on")
        fields += ("is_addition", "url", "places")
        meanings = {"id": ID}
        units = dict.fromkeys(("since", "until"), _("year"))

    def prepare(self, row):
        """Its places without camps, and where it is read."""
        row.shown_places = [place for place in row.places.all() if place.is_shown]
        row.is_addition = row.enriches_id is not None
        row.address = f"{settings.SITE_URL}{row.profile.get_absolute_url()}#answer-{row.pk}"
        if not row.contribution:
            row.contribution_note = ""  # as on its page


class AnswerFilter(django_filters.FilterSet):
    """What narrows the list of answers."""

    mapping = IdFilter(label=MAPPING, queryset=MappingExercise.objects.shown(), field_name="profile__exercise")
    profile = IdFilter(label=PROFILE, queryset=EngagementProfile.objects.shown())
    question = CodeFilter(
        label=_("The question, by code"), queryset=Question.objects.filter(is_contact=False), to_field_name="code"
    )
    area = CodeFilter(label=_("Area of work, by code"), queryset=AreaOfWork.objects.all(), to_field_name="code")


class Answers(Subject):
    """Public answers."""

    code, title, part_of = "answers", _("Answers of the engagement register"), "answer"
    about = _("One row for each answer to a question, for a whole presence or one area of work, with its source type, "
              "author and date. Contact details are never part of it.")  # fmt: skip
    serializer_class, filterset_class = AnswerRow, AnswerFilter
    orders, ordering = {"answered_on": ("answered_on",)}, ("profile_id", "question__order", "area__order", "pk")

    @classmethod
    def rows(cls):
        """The public answers of public profiles."""
        return ProfileAnswer.objects.shown().in_full().select_related("question", "area", "profile__exercise")
