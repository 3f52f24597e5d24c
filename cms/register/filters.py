"""The public filters of profiles, lessons and needs. All of them combine, and all stand in the address."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.models import (
    AreaOfWork,
    EngagementNature,
    EngagementProfile,
    FutureEngagement,
    LessonEntry,
    LessonTag,
    MappingExercise,
    NeedEntry,
    PresenceType,
    ProfileAnswer,
)
from cms.models.register_scales import Category, LessonResult, NeedKind, NeedStatus
from tracking.models import Group, State, Theme

ALL = _("All")
MOST_WORDS = 8
LONGEST_WORDS = 200  # characters


def used_by(through, owners, column):
    """The values of a many-to-many field that these entries hold, as a subquery."""
    entry = next(field for field in through._meta.fields if field.related_model is owners.model)
    return through.objects.filter(**{f"{entry.name}__in": owners.values("pk")}).values(column)


class RegisterFilter(django_filters.FilterSet):
    """What the filters share: words in some texts, and a chip for each filter in use."""

    TEXTS = ()
    q = django_filters.CharFilter(label=_("Words"), method="with_words", max_length=LONGEST_WORDS)

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
        is_choice = isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField)
        return dict(field.choices).get(value, value) if is_choice else value

    def with_words(self, queryset, name, value):
        """Entries that hold every word in one of their texts."""
        for word in value.split()[:MOST_WORDS]:
            found = Q()
            for field in self.TEXTS:
                found |= Q(**{f"{field}__icontains": word})
            queryset = queryset.filter(found)
        return queryset


def choice(label, queryset, **options):
    """A filter by one row of a vocabulary."""
    return django_filters.ModelChoiceFilter(label=label, queryset=queryset, empty_label=ALL, **options)


def shown_profiles():
    """The profiles that anybody may see."""
    return EngagementProfile.objects.shown()


class ProfileFilter(RegisterFilter):
    """Mapping, part, type of presence, country, nature, theme, group, words."""

    TEXTS = ("title", "engagement", "nature", "lessons_learned", "future", "note", "author_body")

    mapping = choice(
        _("Mapping"),
        lambda request: MappingExercise.objects.shown(),
        field_name="exercise",
        to_field_name="slug",
    )
    category = django_filters.ChoiceFilter(label=_("Part of the mapping"), choices=Category.choices, empty_label=ALL)
    presence = choice(
        _("Type of presence"),
        lambda request: PresenceType.objects.filter(profiles__in=shown_profiles()).distinct(),
        field_name="presence_type",
        to_field_name="code",
    )
    country = choice(
        _("Country"),
        lambda request: State.objects.filter(
            pk__in=used_by(EngagementProfile.countries.through, shown_profiles(), "state")
        ),
        field_name="countries",
        to_field_name="iso3",
    )
    nature = choice(
        _("Nature of the engagement"), lambda request: natures_in_use(), method="with_nature", to_field_name="code"
    )
    theme = choice(_("Theme"), lambda request: themes_in_use(), method="with_theme")
    group = choice(
        _("Group of persons"),
        lambda request: Group.objects.filter(
            pk__in=used_by(ProfileAnswer.groups.through, ProfileAnswer.objects.shown(), "group")
        ),
        method="with_group",
        to_field_name="code",
    )

    class Meta:
        model = EngagementProfile
        fields = []

    def with_nature(self, queryset, name, nature):
        """Profiles of that nature, or with a public answer of that nature."""
        answers = ProfileAnswer.objects.shown().filter(natures=nature)
        profiles = EngagementProfile.objects.filter(natures=nature)
        return queryset.filter(Q(pk__in=profiles.values("pk")) | Q(pk__in=answers.values("profile")))

    def with_theme(self, queryset, name, theme):
        """Profiles with a public answer on the theme, or with plans for it."""
        answers = ProfileAnswer.objects.shown().filter(themes=theme)
        plans = FutureEngagement.objects.filter(themes=theme)
        return queryset.filter(Q(pk__in=answers.values("profile")) | Q(pk__in=plans.values("profile")))

    def with_group(self, queryset, name, group):
        """Profiles with a public answer on the group."""
        return queryset.filter(pk__in=ProfileAnswer.objects.shown().filter(groups=group).values("profile"))


def natures_in_use():
    """Natures that a public profile or answer names."""
    profiles = used_by(EngagementProfile.natures.through, shown_profiles(), "engagementnature")
    answers = used_by(ProfileAnswer.natures.through, ProfileAnswer.objects.shown(), "engagementnature")
    return EngagementNature.objects.filter(Q(pk__in=profiles) | Q(pk__in=answers))


def themes_in_use():
    """Themes that a public answer, or a plan of a public profile, names."""
    answers = used_by(ProfileAnswer.themes.through, ProfileAnswer.objects.shown(), "theme")
    plans = FutureEngagement.objects.filter(profile__in=shown_profiles())
    return Theme.objects.filter(Q(pk__in=answers) | Q(pk__in=used_by(FutureEngagement.themes.through, plans, "theme")))


class LessonFilter(RegisterFilter):
    """Tag, how it went, area of work, words."""

    TEXTS = ("title", "text", "author_body")

    tag = choice(
        _("Tag"),
        lambda request: LessonTag.objects.filter(
            pk__in=used_by(LessonEntry.tags.through, LessonEntry.objects.shown(), "lessontag")
        ),
        field_name="tags",
        to_field_name="code",
    )
    result = django_filters.ChoiceFilter(label=_("How it went"), choices=LessonResult.choices, empty_label=ALL)
    area = choice(
        _("Area of work"),
        lambda request: AreaOfWork.objects.filter(pk__in=LessonEntry.objects.shown().values("area")),
        to_field_name="code",
    )

    class Meta:
        model = LessonEntry
        fields = []


class NeedFilter(RegisterFilter):
    """Kind, status, area of work, words."""

    TEXTS = ("title", "text", "kind_other", "author_body")

    kind = django_filters.ChoiceFilter(label=_("What is missing"), choices=NeedKind.choices, empty_label=ALL)
    status = django_filters.ChoiceFilter(label=_("Status"), choices=NeedStatus.choices, empty_label=ALL)
    area = choice(
        _("Area of work"),
        lambda request: AreaOfWork.objects.filter(pk__in=NeedEntry.objects.shown().values("area")),
        to_field_name="code",
    )

    class Meta:
        model = NeedEntry
        fields = []
