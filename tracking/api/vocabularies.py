"""The controlled words of the field, by which all other subjects are tagged."""

import django_filters
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from ..models import Attribute, Cluster, Goal, Group, Right, ServiceArea, Target, Theme
from ..opendata.asking import CodeFilter
from ..opendata.fields import ID, Codes, Numbers
from ..opendata.subject import Subject
from ..opendata.words import WordRow, Words


class ClusterRow(WordRow):
    """A cluster of themes."""

    class Meta:
        model = Cluster
        fields = ("code", "label")


class Clusters(Words):
    """Clusters."""

    code, title, model, serializer_class = "clusters", _("Clusters"), Cluster, ClusterRow
    about = _("The issue clusters under which themes are gathered.")


class GroupRow(WordRow):
    """A group of persons."""

    class Meta:
        model = Group
        fields = ("code", "label")


class Groups(Words):
    """Groups of persons."""

    code, title, model, serializer_class = "groups", _("Groups of persons"), Group, GroupRow
    about = _("Groups of persons that recommendations name.")
    ordering = ("code",)


class GoalRow(WordRow):
    """An SDG goal."""

    class Meta:
        model = Goal
        fields = ("number", "label")


class Goals(Words):
    """SDG goals."""

    code, title, model, serializer_class = "goals", _("SDG goals"), Goal, GoalRow
    about = _("The 17 Sustainable Development Goals.")
    lookup_field, lookup_value_regex, key, ordering = "number", "[0-9]{1,2}", "number", ("number",)


class TargetRow(WordRow):
    """An SDG target."""

    goal = serializers.IntegerField(source="goal.number", help_text=_("The goal, by its number"))

    class Meta:
        model = Target
        fields = ("code", "goal", "label")


class TargetFilter(django_filters.FilterSet):
    """What narrows the list of targets."""

    goal = CodeFilter(label=_("SDG goal, by number"), queryset=Goal.objects.all(), to_field_name="number")


class Targets(Words):
    """SDG targets."""

    code, title, model, serializer_class = "targets", _("SDG targets"), Target, TargetRow
    about = _("The targets of the Sustainable Development Goals, with short names in this site’s words.")
    filterset_class, ordering = TargetFilter, ("goal__number", "order", "pk")

    @classmethod
    def rows(cls):
        """All of them with their goals."""
        return Target.objects.select_related("goal")


class ServiceAreaRow(WordRow):
    """A field of local competence."""

    hint = serializers.CharField(allow_blank=True, help_text=_("Typical measures, in the language asked for"))
    themes = Numbers("pk", help_text=_("Themes that it usually answers, by their ids"))
    targets = Codes("code", help_text=_("SDG targets that it serves, by code"))

    class Meta:
        model = ServiceArea
        fields = ("code", "label", "hint", "is_mostly_national", "themes", "targets")


class ServiceAreas(Words):
    """Service areas."""

    code, title, model, serializer_class = "service-areas", _("Service areas"), ServiceArea, ServiceAreaRow
    about = _("Fields of local competence, with the themes and targets that each usually answers.")

    @classmethod
    def rows(cls):
        """All of them with their themes and targets."""
        return ServiceArea.objects.prefetch_related("themes", "targets")


class AttributeRow(WordRow):
    """A part of a right."""

    class Meta:
        model = Attribute
        fields = ("code", "label")


class RightRow(WordRow):
    """A human right."""

    attributes = AttributeRow(many=True, help_text=_("The parts into which it is taken to be measured"))

    class Meta:
        model = Right
        fields = ("code", "label", "attributes")


class Rights(Words):
    """Human rights."""

    code, title, model, serializer_class, part_of = "rights", _("Human rights"), Right, RightRow, "right"
    about = _("Human rights as indicators and steps name them, with their attributes.")

    @classmethod
    def rows(cls):
        """All of them with their attributes."""
        return Right.objects.prefetch_related("attributes")


class ThemeRow(WordRow):
    """A theme of one cycle."""

    cluster = serializers.CharField(
        source="cluster.code", allow_null=True, default=None, help_text=_("Cluster, by code")
    )
    current = serializers.IntegerField(
        source="current_id", allow_null=True, help_text=_("The theme that it is called today, by its id")
    )

    class Meta:
        model = Theme
        fields = ("id", "vocabulary", "code", "name", "label", "cluster", "current")
        meanings = {"id": ID}


class ThemeFilter(django_filters.FilterSet):
    """What narrows the list of themes."""

    vocabulary = django_filters.CharFilter(label=_("Vocabulary (cycle)"))
    cluster = CodeFilter(label=_("Cluster, by code"), queryset=Cluster.objects.all(), to_field_name="code")


class Themes(Subject):
    """Themes."""

    code, title, serializer_class, filterset_class = "themes", _("Themes"), ThemeRow, ThemeFilter
    about = _("Human rights themes as the documents of each cycle name them, with today’s name of each.")
    orders, ordering = {"name": ("name",)}, ("vocabulary", "name", "pk")

    @classmethod
    def rows(cls):
        """All of them with their clusters."""
        return Theme.objects.select_related("cluster")
