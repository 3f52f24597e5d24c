"""The public filters of the list of practices. All of them combine, and all of them stand in the address."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracking.models import Goal, Group, LocalGovernment, Target, Theme

from .models.practice import PracticePage
from .models.practice_scales import Maturity, ReviewStatus

TEXT_FIELDS = ("title", "summary", "problem", "what_was_done", "results", "challenges", "lessons", "place_name")
SIZES = {
    "small": (None, 50_000),
    "medium": (50_000, 250_000),
    "large": (250_000, 1_000_000),
    "very-large": (1_000_000, None),
}
SIZE_LABELS = [
    ("small", _("under 50,000 people")),
    ("medium", _("50,000 to 250,000")),
    ("large", _("250,000 to 1 million")),
    ("very-large", _("over 1 million")),
]
MOST_WORDS = 8


def in_use(model, through, column):
    """The rows of a vocabulary that a practice names, so that no choice leads to an empty list."""
    return model.objects.filter(pk__in=through.objects.values(column))


class PracticeFilter(django_filters.FilterSet):
    """Theme, group, SDG, place, size, maturity, review status and words."""

    q = django_filters.CharFilter(label=_("Words"), method="with_words")
    theme = django_filters.ModelChoiceFilter(
        label=_("Theme"),
        field_name="themes",
        empty_label=_("All"),
        queryset=lambda request: in_use(Theme, PracticePage.themes.through, "theme"),
    )
    group = django_filters.ModelChoiceFilter(
        label=_("Group of persons"),
        field_name="groups",
        empty_label=_("All"),
        queryset=lambda request: in_use(Group, PracticePage.groups.through, "group"),
    )
    goal = django_filters.ModelChoiceFilter(
        label=_("SDG goal"),
        method="with_goal",
        to_field_name="number",
        empty_label=_("All"),
        queryset=lambda request: Goal.objects.filter(
            targets__in=PracticePage.targets.through.objects.values("target")
        ).distinct(),
    )
    target = django_filters.ModelChoiceFilter(
        label=_("SDG target"),
        field_name="targets",
        to_field_name="code",
        empty_label=_("All"),
        queryset=lambda request: in_use(Target, PracticePage.targets.through, "target"),
    )
    city = django_filters.ModelChoiceFilter(
        label=_("City or region"),
        empty_label=_("All"),
        queryset=lambda request: LocalGovernment.objects.filter(pk__in=PracticePage.objects.live().values("city")),
    )
    size = django_filters.ChoiceFilter(label=_("Size"), choices=SIZE_LABELS, method="with_size", empty_label=_("All"))
    maturity = django_filters.ChoiceFilter(label=_("How far it is"), choices=Maturity.choices, empty_label=_("All"))
    review_status = django_filters.ChoiceFilter(
        label=_("Review status"), choices=ReviewStatus.choices, empty_label=_("All")
    )

    class Meta:
        model = PracticePage
        fields = []

    def with_words(self, queryset, name, value):
        """Practices that hold every word in one of their texts, or in the name of the place."""
        for word in value.split()[:MOST_WORDS]:
            found = Q(city__name__icontains=word)
            for field in TEXT_FIELDS:
                found |= Q(**{f"{field}__icontains": word})
            queryset = queryset.filter(found)
        return queryset

    def with_goal(self, queryset, name, goal):
        """Practices that serve a target of the goal, each once."""
        links = PracticePage.targets.through.objects.filter(target__goal=goal)
        return queryset.filter(pk__in=links.values("practicepage"))

    def with_size(self, queryset, name, size):
        """Practices of governments whose population lies in the class; the lower bound belongs to it."""
        least, less_than = SIZES[size]
        if least:
            queryset = queryset.filter(city__population__gte=least)
        if less_than:
            queryset = queryset.filter(city__population__lt=less_than)
        return queryset

    def chips(self):
        """The filters in use, as {label, value, url}; `url` is the list without that filter."""
        self.form.full_clean()
        return [
            {
                "label": self.form.fields[name].label,
                "value": self.words_for(name, value),
                "url": self.address_without(name),
            }
            for name, value in self.form.cleaned_data.items()
            if value not in (None, "")
        ]

    def address_without(self, name):
        """The query string that leaves one filter out and begins at the first page."""
        rest = self.data.copy()
        for key in (name, "page"):
            rest.pop(key, None)
        return f"?{rest.urlencode()}"

    def words_for(self, name, value):
        """What a chip calls the value: the choice's words where the filter has choices."""
        field = self.form.fields[name]
        return dict(field.choices).get(value, value) if type(field) is forms.ChoiceField else value
