"""States, and the local and regional governments that work with this site."""

import django_filters
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from .. import published
from ..models import LocalGovernment, Recommendation, State
from ..opendata.asking import CodeFilter, IdFilter, YesNoFilter
from ..opendata.fields import Address, Told
from ..opendata.subject import Subject

ISO3 = "[A-Z]{3}"


class StateRow(Told):
    """A State."""

    name = serializers.CharField(source="__str__", help_text=_("Name, in the language asked for"))
    name_en = serializers.CharField(source="name", help_text=_("Name in English"))
    is_under_review = serializers.BooleanField(help_text=_("Recommendations to it are recorded here"))

    class Meta:
        model = State
        fields = ("iso3", "iso2", "name", "name_en", "is_observer", "is_under_review")


class StateFilter(django_filters.FilterSet):
    """What narrows the list of States."""

    is_under_review = YesNoFilter(label=_("Recommendations to it are recorded here"))


class States(Subject):
    """States, as those under review and as those that recommend."""

    code, title = "states", _("States")
    about = _("All States by their ISO codes: those under review, and those that recommend.")
    serializer_class, filterset_class = StateRow, StateFilter
    lookup_field, lookup_value_regex, key = "iso3", ISO3, "iso3"
    orders, ordering = {"name": ("name",)}, ("iso3",)

    @classmethod
    def rows(cls):
        """Every State."""
        own = Recommendation.objects.order_by().filter(review__state=OuterRef("pk"))
        return State.objects.annotate(is_under_review=Exists(own))


class GovernmentRow(Told):
    """A local or regional government."""

    state = serializers.CharField(source="state.iso3", help_text=_("The State it belongs to, by ISO code"))
    parent = serializers.IntegerField(
        source="parent_id", allow_null=True, help_text=_("The government above it, by its id")
    )
    url = Address(source="get_absolute_url", help_text=_("Its public page"))

    class Meta:
        model = LocalGovernment
        fields = ("id", "state", "name", "slug", "level", "parent", "population", "population_year", "url")
        meanings = {"id": _("Number that stays")}
        units = {"population": _("people")}


class GovernmentFilter(django_filters.FilterSet):
    """What narrows the list of governments."""

    state = CodeFilter(label=_("State, by ISO code"), queryset=State.objects.all(), to_field_name="iso3")
    level = django_filters.ChoiceFilter(label=_("Level"), choices=LocalGovernment.Level.choices)
    parent = IdFilter(label=_("The government above it, by its id"), queryset=LocalGovernment.objects.all())


class Governments(Subject):
    """Local and regional governments: what their public pages tell of them, without contacts."""

    code, title = "governments", _("Local and regional governments")
    about = _("Cities, provinces and regions that publish something here, and those above them. People and contacts "
              "are never told.")  # fmt: skip
    serializer_class, filterset_class = GovernmentRow, GovernmentFilter
    orders, ordering = {"name": ("name",), "population": ("population",)}, ("state__iso3", "name", "pk")

    @classmethod
    def rows(cls):
        """Those that publish something, and those above them."""
        return published.governments().select_related("state")
