"""Published indicators and their values; what is too small to show is hidden as on their pages."""

import django_filters
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from .. import indicators
from ..models import (
    CategoryValue,
    FollowUp,
    ImplementationStep,
    Indicator,
    IndicatorValue,
    LocalGovernment,
    Recommendation,
    Right,
)
from ..opendata.asking import CodeFilter, IdFilter, SinceFilter
from ..opendata.fields import ID, Address, Moment, Number, Numbers, Told
from ..opendata.subject import Subject
from .records import RecordFilter
from .voices import LAST_UPDATE

AS_MEASURED = _("the indicator’s unit")
HIDDEN = _("The number is too small to show, or would give away another that is")


class IndicatorRow(Told):
    """An indicator with its metadata sheet."""

    government = serializers.IntegerField(source="local_government_id", help_text=_("The government, by its id"))
    government_name = serializers.CharField(source="local_government.name", help_text=_("Name of the government"))
    state = serializers.CharField(source="local_government.state.iso3", help_text=_("State, by ISO code"))
    right = serializers.CharField(source="right.code", help_text=_("The right it measures, by code"))
    attribute = serializers.CharField(
        source="attribute.code", allow_null=True, default=None, help_text=_("Attribute of the right, by code")
    )
    baseline = Number(allow_null=True, source="public_baseline", help_text=_("Baseline; empty where it is hidden"))
    is_baseline_hidden = serializers.BooleanField(help_text=HIDDEN)
    target = Number(allow_null=True, source="target_number", help_text=_("Target"))
    recommendations = Numbers(help_text=_("Recommendations that it measures in public, by their ids"))
    steps = Numbers("pk", help_text=_("Published steps whose result it shows, by their ids"))
    updated = Moment(source="updated_at", help_text=LAST_UPDATE)
    url = Address(source="get_absolute_url", help_text=_("Its public page"))

    class Meta:
        model = Indicator
        fields = ("id", "government", "government_name", "state", "code", "name", "kind", "right", "attribute")
        fields += ("definition", "unit", "unit_word", "formula", "source", "institution", "owner_institution")
        fields += ("collection_method", "periodicity", "direction", "baseline", "is_baseline_hidden", "baseline_text")
        fields += ("baseline_year", "target", "target_text", "target_year", "limits", "confidentiality", "horizon")
        fields += ("sdg_indicator", "validator", "validated_on", "closed_on", "recommendations", "steps", "updated")
        fields += ("url",)
        meanings = {
            "id": ID,
            "baseline_text": _("Baseline in words"),
            "target_text": _("Target in words"),
            "confidentiality": _("How the data is protected"),
        }
        units = {"baseline": AS_MEASURED, "target": AS_MEASURED}

    def prepare(self, row):
        """The baseline as far as everybody may see it, and what it measures in public."""
        _words, row.public_baseline = indicators.baseline(row, is_full=False)
        row.is_baseline_hidden = row.public_baseline is None and row.baseline_number is not None
        row.recommendations = [follow_up.recommendation_id for follow_up in row.follow_ups.all()]


class IndicatorFilter(RecordFilter):
    """What narrows the list of indicators."""

    recommendation = IdFilter(
        label=_("Recommendation, by its id"), queryset=Recommendation.objects.all(), method="with_recommendation"
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Indicator.Kind.choices)
    right = CodeFilter(label=_("Right, by code"), queryset=Right.objects.all(), to_field_name="code")

    def with_recommendation(self, rows, name, value):
        """Those that measure it in public."""
        return rows.filter(pk__in=FollowUp.objects.published().filter(recommendation=value).values("indicators"))


class Indicators(Subject):
    """Published indicators."""

    code, title, part_of = "indicators", _("Indicators that governments publish"), "indicator"
    about = _("What local governments measure, right by right, with the whole metadata sheet. Their values are a "
              "subject of their own.")  # fmt: skip
    serializer_class, filterset_class = IndicatorRow, IndicatorFilter
    orders = {"updated": ("updated_at",), "code": ("code",)}
    ordering = ("local_government_id", "code", "pk")

    @classmethod
    def rows(cls):
        """Published indicators, with what they measure in public."""
        ties = FollowUp.objects.published().order_by("recommendation__order", "pk")
        steps = ImplementationStep.objects.published().only("pk").order_by("pk")
        rows = Indicator.objects.published().select_related("local_government__state", "right", "attribute")
        return rows.prefetch_related(Prefetch("follow_ups", ties), Prefetch("steps", steps))


class CategoryRow(Told):
    """The part of a value that falls to one category."""

    label = serializers.CharField(help_text=_("Category in words"))
    number = Number(allow_null=True, source="shown", help_text=_("Value; empty where it is hidden"))
    is_hidden = serializers.BooleanField(help_text=HIDDEN)

    class Meta:
        model = CategoryValue
        fields = ("dimension", "category", "label", "number", "is_hidden")
        units = {"number": AS_MEASURED}


class ValueRow(Told):
    """The value of one period, or why there is none."""

    indicator = serializers.IntegerField(source="indicator_id", help_text=_("The indicator, by its id"))
    indicator_code = serializers.CharField(source="indicator.code", help_text=_("Code of the indicator"))
    government = serializers.IntegerField(
        source="indicator.local_government_id", help_text=_("The government, by its id")
    )
    number = Number(allow_null=True, source="shown", help_text=_("Value; empty where it is hidden or missing"))
    is_hidden = serializers.BooleanField(help_text=HIDDEN)
    updated = Moment(source="recorded_at", help_text=_("Recorded at"))
    categories = CategoryRow(many=True, help_text=_("The value by category"))

    class Meta:
        model = IndicatorValue
        fields = ("id", "indicator", "indicator_code", "government", "starts_on", "ends_on", "number", "is_hidden")
        fields += ("text", "reason", "planned_for", "plan", "source", "note", "updated", "categories")
        meanings = {"id": ID}
        units = {"number": AS_MEASURED}

    def prepare(self, row):
        """Leave out what is too small to show, and what would give it away."""
        categories = list(row.categories.all())
        hidden = indicators.hidden_of(row.indicator, row, categories)
        row.is_hidden = hidden.total
        row.shown = None if hidden.total else row.number
        for part in categories:
            part.is_hidden = (part.dimension, part.category) in hidden.parts
            part.shown = None if part.is_hidden else part.number


class ValueFilter(django_filters.FilterSet):
    """What narrows the list of values."""

    indicator = IdFilter(label=_("Indicator, by its id"), queryset=Indicator.objects.published())
    government = IdFilter(
        label=_("Government, by its id"),
        queryset=LocalGovernment.objects.all(),
        field_name="indicator__local_government",
    )
    updated_since = SinceFilter("recorded_at")


class IndicatorValues(Subject):
    """Values of published indicators."""

    code, title, part_of = "indicator-values", _("Values of indicators"), "value"
    about = _("One row for each period of a published indicator, with its categories. What is too small to show is "
              "marked as hidden, together with what would give it away.")  # fmt: skip
    serializer_class, filterset_class = ValueRow, ValueFilter
    orders = {"updated": ("recorded_at",), "ends_on": ("ends_on",)}
    ordering = ("indicator_id", "-ends_on", "pk")

    @classmethod
    def rows(cls):
        """The values that count, of published indicators."""
        rows = IndicatorValue.objects.current().filter(indicator__in=Indicator.objects.published())
        return rows.select_related("indicator").prefetch_related("categories")
