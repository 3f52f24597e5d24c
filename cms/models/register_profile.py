"""The profile of one presence in a mapping: who is there, where, and how it works with local governments."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from .register_entry import (
    NO_CASES,
    RegisterEntry,
    RegisterPlace,
    has_text,
    kind_field,
    text_problems,
    texts_only_if_answered,
)
from .register_mapping import MappingExercise
from .register_query import ProfileQuerySet
from .register_scales import AnswerKind, Category, FutureStatus, Horizon, Resources
from .survey_texts import Said

OTHER_PRESENCE = "other"
# The fixed headings: what says whether it was answered, its text, and whether an answer needs the text.
ANSWERABLE = (
    ("places_kind", "places_text", False),
    ("engagement_kind", "engagement", True),
    ("nature_kind", "nature", False),
    ("lessons_kind", "lessons_learned", True),
    ("future_kind", "future", False),
    ("note_kind", "note", True),
)


class EngagementProfile(RegisterEntry):
    """One presence in one mapping, under the fixed headings. What is not known stands as "no response"."""

    TRANSLATED = (
        *("title", "presence_other", "places_text", "engagement", "nature", "lessons_learned", "future", "note"),
    )

    exercise = models.ForeignKey(
        MappingExercise, on_delete=models.PROTECT, related_name="profiles", verbose_name=_("mapping")
    )
    title = models.CharField(_("name of the presence"), max_length=200, help_text=_("A country, a unit, a mandate."))
    slug = models.SlugField(_("short name in addresses"), max_length=80)
    category = models.CharField(_("part of the mapping"), max_length=15, choices=Category.choices)
    presence_type = models.ForeignKey(
        "cms.PresenceType", on_delete=models.PROTECT, related_name="profiles", verbose_name=_("type of presence")
    )
    presence_other = models.CharField(
        _("type of presence, in words"), max_length=150, blank=True, help_text=_('If the type is "other".')
    )
    countries = ParentalManyToManyField(
        "tracking.State", blank=True, related_name="+", verbose_name=_("country or countries")
    )

    places_kind = kind_field(_("Cities/regions: answered?"))
    places_text = models.CharField(
        _("cities/regions, in words"), max_length=250, blank=True, help_text=_('Such as "several" or "not specified".')
    )
    engagement_kind = kind_field(_("Engagement with local governments: answered?"))
    engagement = models.TextField(_("engagement with local governments"), blank=True, help_text=NO_CASES)
    nature_kind = kind_field(_("Nature of the engagement: answered?"))
    natures = ParentalManyToManyField(
        "cms.EngagementNature", blank=True, related_name="profiles", verbose_name=_("nature of the engagement")
    )
    nature = models.TextField(_("nature of the engagement, in words"), blank=True)
    lessons_kind = kind_field(_("Lessons learned: answered?"))
    lessons_learned = models.TextField(_("lessons learned"), blank=True)
    future_kind = kind_field(_("Future engagements: answered?"))
    future = models.TextField(_("future engagements, in words"), blank=True)
    note_kind = kind_field(_("Additional note: answered?"))
    note = models.TextField(_("additional note"), blank=True)

    author_body = models.CharField(_("prepared by (a body)"), max_length=200)
    prepared_on = models.DateField(_("prepared on"))

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        ordering = ["exercise", "category", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "slug"],
                name="profile_slug_unique_in_mapping",
                violation_error_message=_("Another profile of the mapping has this short name."),
            ),
            has_text("author_body", "profile_has_an_author"),
            *(
                texts_only_if_answered(
                    kind, text, name=f"profile_{kind.removesuffix('_kind')}_if_answered", needs_text=needs
                )
                for kind, text, needs in ANSWERABLE
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Its public page."""
        return reverse("cms:profile-detail", args=[self.exercise.slug, self.slug])

    @property
    def presence(self):
        """The type of presence in words, as Said."""
        return self.told("presence_other") or Said(str(self.presence_type))

    @property
    def has_answered(self):
        """Whether anything at all was answered in the profile itself."""
        kinds = (self.places_kind, self.engagement_kind, self.nature_kind, self.lessons_kind, self.future_kind)
        return AnswerKind.ANSWERED in kinds

    def words_of_lists(self):
        """Those of its plans and of its answers, too: what it says in short is about them."""
        plans = [word for plan in self.future_engagements.all() for word in plan.words_of_lists()]
        answers = self.answers.prefetch_related("themes", "groups", "situations", "places") if self.pk else ()
        return [*super().words_of_lists(), *plans, *(word for row in answers for word in row.words_of_lists())]

    def all_places(self, answers):
        """Every place once: those added by hand, then those that the `answers` name."""
        found = {}
        for place in [*self.places.all(), *(place for answer in answers for place in answer.places.all())]:
            found.setdefault(place.key, place)
        return list(found.values())

    def places_only_in_answers(self):
        """Places that published answers name and the profile's own list leaves out; none without such a list."""
        own = {place.key for place in self.places.all()}
        answers = self.answers.published().prefetch_related("places") if own else []
        return [place for place in self.all_places(answers) if place.key not in own]

    def clean(self):
        """Raise ValidationError where "other" has no words, or tags contradict what is said about a field."""
        super().clean()
        problems = {}
        for kind, text, needs_text in ANSWERABLE:
            problems |= text_problems(self, kind, text, needs_text=needs_text)
        if self.presence_type_id and (self.presence_type.code == OTHER_PRESENCE) != bool(self.presence_other):
            problems["presence_other"] = _('Write the type in words if, and only if, it is "other".')
        if self.nature_kind != AnswerKind.ANSWERED and self.natures.all():
            problems["nature_kind"] = _('Natures are chosen below: choose "answered", or take them out.')
        if self.nature_kind == AnswerKind.ANSWERED and not (self.nature or self.natures.all()):
            problems["nature"] = _("Choose natures of the engagement, or write a text.")
        if problems:
            raise ValidationError(problems)


class ProfilePlace(RegisterPlace):
    """A place added to a profile by hand, beside those that its answers name."""

    profile = ParentalKey(EngagementProfile, on_delete=models.CASCADE, related_name="places")

    class Meta(RegisterPlace.Meta):
        verbose_name = _("city or region")
        verbose_name_plural = _("cities and regions")


class FutureEngagement(Orderable, ClusterableModel):
    """Something the presence means to do with local governments."""

    profile = ParentalKey(EngagementProfile, on_delete=models.CASCADE, related_name="future_engagements")
    topic = models.CharField(_("topic"), max_length=250)
    status = models.CharField(_("status"), max_length=12, choices=FutureStatus.choices)
    horizon = models.CharField(_("when"), max_length=10, choices=Horizon.choices, default=Horizon.UNKNOWN)
    resources = models.CharField(_("resources"), max_length=10, choices=Resources.choices, default=Resources.UNKNOWN)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    area = models.ForeignKey(
        "cms.AreaOfWork",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("area of work"),
    )
    themes = ParentalManyToManyField("tracking.Theme", blank=True, related_name="+", verbose_name=_("themes"))

    class Meta(Orderable.Meta):
        verbose_name = _("future engagement")
        verbose_name_plural = _("future engagements")
        constraints = [has_text("topic", "future_engagement_has_a_topic")]

    def __str__(self):
        return self.topic

    def words_of_lists(self):
        """Its themes and its area of work."""
        return [*self.themes.all(), *([self.area] if self.area_id else [])]
