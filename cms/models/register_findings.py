"""What a mapping is made for: lessons that others can use, and needs that somebody could meet."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from tracking.models import Visibility

from .register_answer import ProfileAnswer
from .register_entry import NO_CASES, RegisterEntry, has_text
from .register_profile import EngagementProfile
from .register_query import LessonQuerySet, NeedQuerySet
from .register_scales import LessonResult, NeedKind, NeedStatus
from .survey_texts import Said


class Finding(RegisterEntry):
    """A lesson or a need: where it comes from, who says so and when."""

    title = models.CharField(_("title"), max_length=200)
    profile = models.ForeignKey(
        EngagementProfile,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)s_set",
        verbose_name=_("profile"),
    )
    area = models.ForeignKey(
        "cms.AreaOfWork",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("area of work"),
    )
    themes = ParentalManyToManyField("tracking.Theme", blank=True, related_name="+", verbose_name=_("themes"))
    author_body = models.CharField(_("author (a body)"), max_length=200)
    noted_on = models.DateField(_("noted on"))

    class Meta:
        abstract = True

    def __str__(self):
        return self.title

    @property
    def shown_profile(self):
        """The profile it comes from, where readers may see that one, too; else None."""
        profile = self.profile
        is_shown = profile and profile.is_shown and profile.exercise.visibility == Visibility.PUBLIC
        return profile if is_shown else None


class LessonEntry(Finding):
    """A lesson of the library: what was learned, and whether that was from success or failure."""

    TRANSLATED = LISTED = ("title", "text")

    text = models.TextField(_("lesson"), help_text=NO_CASES)
    result = models.CharField(
        _("how it went"), max_length=15, choices=LessonResult.choices, default=LessonResult.TOO_EARLY
    )
    tags = ParentalManyToManyField("cms.LessonTag", blank=True, related_name="lessons", verbose_name=_("tags"))
    answer = models.ForeignKey(
        ProfileAnswer,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lessons",
        verbose_name=_("from the answer"),
    )

    objects = LessonQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["-noted_on", "-pk"]
        constraints = [
            has_text("text", "lesson_has_a_text"),
            has_text("author_body", "lesson_has_an_author"),
        ]

    def get_absolute_url(self):
        """Its place in the library."""
        return f"{reverse('cms:lesson-list')}#lesson-{self.pk}"


class NeedEntry(Finding):
    """Something a presence or its local counterparts lack."""

    TRANSLATED = LISTED = ("title", "kind_other", "text")

    kind = models.CharField(_("what is missing"), max_length=15, choices=NeedKind.choices)
    kind_other = models.CharField(_("what is missing, in words"), max_length=150, blank=True)
    text = models.TextField(_("need"), blank=True, help_text=NO_CASES)
    status = models.CharField(_("status"), max_length=10, choices=NeedStatus.choices, default=NeedStatus.OPEN)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["kind", "-noted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=NeedKind.OTHER) ^ models.Q(kind_other=""),
                name="need_other_in_words",
                violation_error_message=_('Write what is missing in words if, and only if, the kind is "other".'),
            ),
            has_text("author_body", "need_has_an_author"),
        ]

    @property
    def missing(self):
        """What is missing, in words, as Said."""
        return self.told("kind_other") or Said(self.get_kind_display())

    def get_absolute_url(self):
        """Its place in the register of needs."""
        return f"{reverse('cms:need-list')}#need-{self.pk}"
