"""Recommendations: the official record."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from .place import State
from .recommendation_query import RecommendationQuerySet
from .review import Review
from .vocabulary import Goal, Group, Theme


def paragraph_order(paragraph):
    """A number that sorts paragraph numbers as people read them: 140.9 before 140.17 before 141.1."""
    numbers = [int(number) for number in re.findall(r"\d+", paragraph)[:2]]
    main, item = (numbers + [0, 0])[:2]
    return min(main, 20_000) * 100_000 + min(item, 99_999)


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
        return self.review.recommendation_address(self.paragraph)

    @property
    def official_text(self):
        """The authoritative text (RecommendationText), or None while nothing is stored."""
        return next((text for text in self.texts.all() if text.is_official), None)
