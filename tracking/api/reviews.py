"""Reviews of States by a mechanism, with their dates."""

import django_filters
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from ..models import (
    Recommendation,
    Review,
    State,
)
from ..opendata.asking import CodeFilter, WholeNumberFilter
from ..opendata.fields import ID, Address, Told
from ..opendata.subject import Subject


class ReviewRow(Told):
    """A review of a State."""

    state = serializers.CharField(source="state.iso3", help_text=_("State under review, by ISO code"))
    midterm_date = serializers.DateField(
        allow_null=True, help_text=_("Mid-term date: the one announced, else counted from the review")
    )
    is_midterm_date_announced = serializers.BooleanField(
        help_text=_("The State has announced the mid-term date"), source="has_announced_midterm"
    )
    url = Address(source="get_absolute_url", help_text=_("Its recommendations on this site"))

    class Meta:
        model = Review
        fields = ("id", "state", "mechanism", "cycle", "session", "symbol", "review_date", "is_date_confirmed")
        fields += ("adoption_date", "is_adoption_confirmed", "midterm_date", "is_midterm_date_announced", "url")
        meanings = {"id": ID}

    def prepare(self, row):
        """Whether the mid-term date is the State's own."""
        row.has_announced_midterm = row.midterm_date_override is not None


class ReviewFilter(django_filters.FilterSet):
    """What narrows the list of reviews."""

    state = CodeFilter(label=_("State under review, by ISO code"), queryset=State.objects.all(), to_field_name="iso3")
    mechanism = django_filters.ChoiceFilter(label=_("Mechanism"), choices=Review.Mechanism.choices)
    cycle = WholeNumberFilter(label=_("Cycle"), min_value=0, max_value=1000)


class Reviews(Subject):
    """Reviews that have recommendations."""

    code, title, part_of = "reviews", _("Reviews"), "review"
    about = _("Reviews of States by a mechanism, with their cycle, session and dates. Those without recommendations "
              "are left out.")  # fmt: skip
    serializer_class, filterset_class = ReviewRow, ReviewFilter
    orders, ordering = {"review_date": ("review_date",), "cycle": ("cycle",)}, ("state__iso3", "-cycle", "pk")

    @classmethod
    def rows(cls):
        """Reviews with recommendations, as the public list offers them."""
        return Recommendation.objects.reviews()
