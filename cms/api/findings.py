"""What the engagement register is made for: lessons that others can use, and needs that somebody could meet."""

import django_filters
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from cms.models import LessonEntry, LessonTag, NeedEntry
from cms.models.register_scales import LessonResult, NeedKind, NeedStatus
from tracking.opendata.asking import CodeFilter
from tracking.opendata.fields import ID, Address, Codes, Numbers, Told
from tracking.opendata.subject import Subject

from .register import THEMES, WRITTEN_IN, code_of


class FindingRow(Told):
    """What lessons and needs have in common."""

    language = serializers.CharField(help_text=WRITTEN_IN)
    area = code_of("area.code", _("Area of work, by code"))
    themes = Numbers("pk", help_text=THEMES)
    profile = serializers.IntegerField(
        source="shown_profile.pk",
        allow_null=True,
        default=None,
        help_text=_("The public profile it comes from, by its id"),
    )
    url = Address(source="get_absolute_url", help_text=_("Its public page"))


class LessonRow(FindingRow):
    """A lesson."""

    tags = Codes("code", help_text=_("What it is about, by code"))

    class Meta:
        model = LessonEntry
        fields = ("id", "title", "language", "text", "result", "tags", "area", "themes", "profile", "author_body")
        fields += ("noted_on", "url")
        meanings = {"id": ID}


class LessonFilter(django_filters.FilterSet):
    """What narrows the list of lessons."""

    result = django_filters.ChoiceFilter(label=_("How it went"), choices=LessonResult.choices)
    tag = CodeFilter(
        label=_("What it is about, by code"), queryset=LessonTag.objects.all(), to_field_name="code", field_name="tags"
    )


class Lessons(Subject):
    """Public lessons."""

    code, title, serializer_class, filterset_class = "lessons", _("Lessons learned"), LessonRow, LessonFilter
    about = _("What presences learned from working with cities and regions, also where it did not work.")
    orders, ordering = {"noted_on": ("noted_on",)}, ("-noted_on", "-pk")

    @classmethod
    def rows(cls):
        """The public ones with their tags."""
        return LessonEntry.objects.shown().for_listing()


class NeedRow(FindingRow):
    """A need."""

    class Meta:
        model = NeedEntry
        fields = ("id", "title", "language", "kind", "kind_other", "text", "status", "area", "themes", "profile")
        fields += ("author_body", "noted_on", "url")
        meanings = {"id": ID}


class NeedFilter(django_filters.FilterSet):
    """What narrows the list of needs."""

    kind = django_filters.ChoiceFilter(label=_("What is missing"), choices=NeedKind.choices)
    status = django_filters.ChoiceFilter(label=_("Status"), choices=NeedStatus.choices)


class Needs(Subject):
    """Public needs."""

    code, title, serializer_class, filterset_class = "needs", _("Needs"), NeedRow, NeedFilter
    about = _("What presences and local governments lack for their work on human rights.")
    orders, ordering = {"noted_on": ("noted_on",)}, ("-noted_on", "-pk")

    @classmethod
    def rows(cls):
        """The public ones."""
        return NeedEntry.objects.shown().for_listing()
