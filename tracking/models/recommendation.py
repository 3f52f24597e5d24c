"""Recommendations: the official record, its texts by language, and the tags people and sources set on it."""

import re

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .place import LocalGovernment, State
from .review import Review
from .vocabulary import Goal, Group, Target, Theme


def paragraph_order(paragraph):
    """A number that sorts paragraph numbers as people read them: 140.9 before 140.17 before 141.1."""
    numbers = [int(number) for number in re.findall(r"\d+", paragraph)[:2]]
    main, item = (numbers + [0, 0])[:2]
    return min(main, 20_000) * 100_000 + min(item, 99_999)


class RecommendationQuerySet(models.QuerySet):
    """Recommendations."""

    def in_order(self):
        """By paragraph number as people read it."""
        return self.order_by("order", "pk")

    def with_text(self):
        """With `shown_text`: the text in the page's language where there is one, else the official one."""
        texts = RecommendationText.objects.filter(recommendation=models.OuterRef("pk"))
        here = texts.filter(language=get_language() or "en").values("text")[:1]
        official = texts.filter(is_official=True).values("text")[:1]
        return self.annotate(shown_text=Coalesce(models.Subquery(here), models.Subquery(official)))

    def for_listing(self):
        """What a row of a list shows: text, themes and recommending States, in a fixed number of queries."""
        return (
            self.with_text()
            .select_related("review")
            .prefetch_related(
                models.Prefetch("theme_links", ThemeLink.objects.select_related("theme").order_by("position")),
                "recommending_states",
            )
        )


class Recommendation(models.Model):
    """One recommendation to a State, known by its paragraph number within a review."""

    class Position(models.TextChoices):
        SUPPORTED = "supported", _("supported")
        NOTED = "noted", _("noted")
        PARTLY = "partly", _("supported in part")
        PENDING = "pending", _("pending")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="recommendations")
    paragraph = models.CharField(_("paragraph"), max_length=30)
    order = models.PositiveBigIntegerField(editable=False, default=0)
    position = models.CharField(_("position of the State"), max_length=20, choices=Position.choices)
    source_of_position = models.CharField(_("source of the position"), max_length=300, blank=True)
    is_sensitive = models.BooleanField(
        _("sensitive topic"),
        default=False,
        help_text=_("Mails about it carry no text; publishing asks a second reader."),
    )
    recommending_states = models.ManyToManyField(State, blank=True, related_name="made_recommendations")
    themes = models.ManyToManyField(Theme, through="ThemeLink", related_name="recommendations")
    groups = models.ManyToManyField(Group, blank=True, related_name="recommendations")
    goals = models.ManyToManyField(Goal, blank=True, related_name="recommendations")

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["review", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "paragraph"], name="recommendation_paragraph_unique_in_review"),
            models.CheckConstraint(condition=~models.Q(paragraph=""), name="recommendation_paragraph_not_empty"),
        ]
        indexes = [
            models.Index(fields=["review", "order"], name="recommendation_in_order"),
            models.Index(fields=["review", "position", "order"], name="recommendation_by_position"),
        ]

    def __str__(self):
        return self.paragraph

    def save(self, *args, **kwargs):
        """Keep the sort key in step with the paragraph."""
        self.order = paragraph_order(self.paragraph)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        """The recommendation's public page."""
        return reverse(
            "tracking:recommendation-detail",
            args=[self.review.state.iso3, self.review.cycle, self.paragraph],
        )

    @property
    def official_text(self):
        """The authoritative text (RecommendationText), or None while nothing is stored."""
        return next((text for text in self.texts.all() if text.is_official), None)


class RecommendationText(models.Model):
    """The text in one language; one of them is the official one."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("text"))
    is_official = models.BooleanField(_("official"), default=False)

    class Meta:
        verbose_name = _("text of a recommendation")
        verbose_name_plural = _("texts of recommendations")
        ordering = ["-is_official", "language"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "language"], name="recommendation_text_one_per_language"),
            models.UniqueConstraint(
                fields=["recommendation"],
                condition=models.Q(is_official=True),
                name="recommendation_text_one_official",
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="recommendation_text_not_empty"),
        ]

    def __str__(self):
        return f"{self.recommendation} ({self.language})"


class ThemeLink(models.Model):
    """A theme that the source sets on a recommendation; position 0 is the heading it stands under."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="theme_links")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="links")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("theme of a recommendation")
        verbose_name_plural = _("themes of recommendations")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "theme"], name="theme_link_once_per_recommendation")
        ]

    def __str__(self):
        return f"{self.recommendation}: {self.theme}"


class TargetTagQuerySet(models.QuerySet):
    """SDG target tags."""

    def by_government(self, local_government):
        """Tags that the government set itself."""
        return self.filter(local_government=local_government)


class TargetTag(models.Model):
    """An SDG target that a person set on a recommendation, for a government or (without one) for the State."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="target_tags")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="tags")
    local_government = models.ForeignKey(
        LocalGovernment, on_delete=models.CASCADE, null=True, blank=True, related_name="target_tags"
    )
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="target_tags")
    set_at = models.DateTimeField(_("set at"))
    is_suggested = models.BooleanField(_("proposed by the site, accepted by a person"), default=False)

    objects = TargetTagQuerySet.as_manager()

    class Meta:
        verbose_name = _("SDG target of a recommendation")
        verbose_name_plural = _("SDG targets of recommendations")
        ordering = ["target__goal__number", "target__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "target", "local_government"],
                condition=models.Q(local_government__isnull=False),
                name="target_tag_once_per_government",
            ),
            models.UniqueConstraint(
                fields=["recommendation", "target"],
                condition=models.Q(local_government__isnull=True),
                name="target_tag_once_for_the_state",
            ),
        ]

    def __str__(self):
        return f"{self.recommendation}: {self.target.code}"
