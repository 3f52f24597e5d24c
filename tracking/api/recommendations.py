"""Recommendations with their texts and tags, and how many governments publish which status on each."""

from collections import Counter

import django_filters
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from .. import search
from ..models import (
    Cluster,
    FollowUp,
    Goal,
    Group,
    PositionChange,
    Recommendation,
    RecommendationText,
    Review,
    State,
    Status,
    Target,
    TargetTag,
    Theme,
    ThemeLink,
)
from ..opendata.asking import CodeFilter, IdFilter, WholeNumberFilter
from ..opendata.fields import ID, Address, Codes, Numbers, Told
from ..opendata.subject import Subject
from ..published import NO_INFORMATION, STATUS_LABELS
from ..recommendation_csv import code_order


class TextRow(Told):
    """The text in one language."""

    is_original = serializers.BooleanField(source="is_official", help_text=_("The authoritative text"))

    class Meta:
        model = RecommendationText
        fields = ("language", "text", "is_original")


class ThemeLinkRow(Told):
    """A theme that the source sets."""

    theme = serializers.IntegerField(source="theme_id", help_text=_("The theme, by its id"))
    label = serializers.CharField(source="theme", help_text=_("Its name, in the language asked for"))
    is_heading = serializers.BooleanField(help_text=_("The recommendation stands under it in the document"))

    class Meta:
        model = ThemeLink
        fields = ("theme", "label", "is_heading")

    def prepare(self, row):
        """Whether it is the heading."""
        row.is_heading = row.position == 0


class PositionChangeRow(Told):
    """A change of the State's position after the adoption."""

    class Meta:
        model = PositionChange
        fields = ("old_position", "new_position", "decided_on", "source")


class StatusCountRow(Told):
    """How many governments publish one status."""

    status = serializers.ChoiceField(Status.choices, help_text=_("Status that local governments give"))
    status_label = serializers.CharField(help_text=_("The status, in the language asked for"))
    governments = serializers.IntegerField(help_text=_("How many local governments publish it"))

    class Meta:
        fields = ("status", "status_label", "governments")
        units = {"governments": _("governments")}


class RecommendationRow(Told):
    """A recommendation."""

    review = serializers.IntegerField(source="review_id", help_text=_("The review, by its id"))
    state = serializers.CharField(source="review.state.iso3", help_text=_("State under review, by ISO code"))
    cycle = serializers.IntegerField(source="review.cycle", help_text=_("Cycle"))
    text = serializers.CharField(
        source="shown_text", allow_null=True, help_text=_("Text, in the language asked for where there is one")
    )
    text_language = serializers.CharField(
        source="shown_language", allow_null=True, help_text=_("Language of that text")
    )
    recommending_states = Codes("iso3", help_text=_("States that made it, by ISO code"))
    theme_labels = Codes(help_text=_("Themes, in the language asked for; the heading first"))
    clusters = Codes(help_text=_("Clusters of its themes, by code"))
    groups = Codes("code", help_text=_("Groups of persons that the source names, by code"))
    goals = Numbers("number", help_text=_("SDG goals that the source names"))
    targets = Codes(help_text=_("SDG targets that people set, by code"))
    governments_publishing = serializers.IntegerField(help_text=_("Local governments that publish a status on it"))
    url = Address(source="get_absolute_url", help_text=_("Its public page"))
    texts = TextRow(many=True, help_text=_("Every text, the authoritative one first"))
    themes = ThemeLinkRow(many=True, source="theme_links", help_text=_("Themes that the source sets"))
    statuses = StatusCountRow(many=True, source="counted", help_text=_("Statuses that local governments publish"))
    position_changes = PositionChangeRow(
        many=True, source="public_changes", help_text=_("Changes of the position since the adoption")
    )

    class Meta:
        model = Recommendation
        fields = ("id", "review", "state", "cycle", "paragraph", "position", "source_of_position", "text")
        fields += ("text_language", "recommending_states", "theme_labels", "clusters", "groups", "goals", "targets")
        fields += ("governments_publishing", "url", "texts", "themes", "statuses", "position_changes")
        meanings = {"id": ID}
        units = {"governments_publishing": _("governments")}

    def prepare(self, row):
        """What is gathered from the rows that hang on it."""
        themes = [link.theme for link in row.theme_links.all()]
        row.theme_labels = [theme.label for theme in themes]
        row.clusters = list(dict.fromkeys(theme.cluster.code for theme in themes if theme.cluster))
        row.targets = sorted({tag.target.code for tag in row.target_tags.all()}, key=code_order)
        counts = Counter(follow_up.status for follow_up in row.public_follow_ups)
        row.governments_publishing = sum(counts.values())
        row.counted = [
            {"status": status, "status_label": STATUS_LABELS[status], "governments": counts[status]}
            for status in Status.values
            if counts[status]
        ]


class RecommendationFilter(django_filters.FilterSet):
    """What narrows the list of recommendations."""

    review = IdFilter(label=_("Review, by its id"), queryset=Review.objects.all())
    state = CodeFilter(
        label=_("State under review, by ISO code"),
        queryset=State.objects.all(),
        to_field_name="iso3",
        field_name="review__state",
    )
    cycle = WholeNumberFilter(label=_("Cycle"), field_name="review__cycle", min_value=0, max_value=1000)
    position = django_filters.ChoiceFilter(label=_("Position of the State"), choices=Recommendation.Position.choices)
    theme = IdFilter(label=_("Theme, by its id"), field_name="themes", queryset=Theme.objects.all())
    cluster = CodeFilter(
        label=_("Cluster, by code"), queryset=Cluster.objects.all(), to_field_name="code", method="with_cluster"
    )
    group = CodeFilter(
        label=_("Group of persons, by code"),
        field_name="groups",
        queryset=Group.objects.all(),
        to_field_name="code",
    )
    goal = CodeFilter(
        label=_("SDG goal, by number"), field_name="goals", queryset=Goal.objects.all(), to_field_name="number"
    )
    target = CodeFilter(
        label=_("SDG target, by code"), queryset=Target.objects.all(), to_field_name="code", method="with_target"
    )
    recommending_state = CodeFilter(
        label=_("State that made it, by ISO code"),
        field_name="recommending_states",
        queryset=State.objects.all(),
        to_field_name="iso3",
    )
    status = django_filters.ChoiceFilter(
        label=_("Status that a local government publishes"),
        choices=[*Status.choices, (NO_INFORMATION, NO_INFORMATION)],
        method="with_status",
    )
    q = django_filters.CharFilter(label=_("Words: all of them, or longer ones that begin so"), method="with_words")

    def with_cluster(self, rows, name, value):
        """Those with a theme of the cluster."""
        return rows.filter(pk__in=ThemeLink.objects.filter(theme__cluster=value).values("recommendation"))

    def with_target(self, rows, name, value):
        """Those on which somebody set the target."""
        return rows.filter(pk__in=TargetTag.objects.filter(target=value).values("recommendation"))

    def with_status(self, rows, name, value):
        """Those on which a government publishes the status, or nobody publishes anything."""
        told = FollowUp.objects.published().order_by()
        if value == NO_INFORMATION:
            return rows.exclude(pk__in=told.values("recommendation"))
        return rows.filter(pk__in=told.filter(status=value).values("recommendation"))

    def with_words(self, rows, name, value):
        """Those that hold every word; raises ValidationError where there is none."""
        if not search.words_of(value):
            raise ValidationError({"q": [_now("Give at least one letter or digit.")]})
        return rows.filter(pk__in=search.matching(value))


class Recommendations(Subject):
    """Recommendations with their texts, tags, and how many governments publish which status."""

    code, title, part_of = "recommendations", _("Recommendations"), "recommendation"
    about = _("What States recommended to a State under review: texts, position, themes, groups of persons and goals. "
              "The authoritative texts are documents of the United Nations.")  # fmt: skip
    serializer_class, filterset_class = RecommendationRow, RecommendationFilter
    orders = {"paragraph": ("review_id", "order"), "cycle": ("review__cycle", "review_id", "order")}
    ordering = ("review_id", "order", "pk")

    @classmethod
    def rows(cls):
        """Every recommendation."""
        changes = PositionChange.objects.public(timezone.localdate())
        links = ThemeLink.objects.select_related("theme__cluster").order_by("position")
        follow_ups = FollowUp.objects.published().only("recommendation", "status").order_by()
        return (
            Recommendation.objects.with_text()
            .select_related("review__state")
            .prefetch_related(
                *("recommending_states", "groups", "goals", "target_tags__target", "texts"),
                Prefetch("theme_links", links),
                Prefetch("follow_ups", follow_ups, to_attr="public_follow_ups"),
                Prefetch("position_changes", changes, to_attr="public_changes"),
            )
        )
