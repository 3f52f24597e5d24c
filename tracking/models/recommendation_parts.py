"""What belongs to a recommendation: its texts by language, and the tags that people and sources set on it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .place import LocalGovernment
from .vocabulary import Target, Theme


class RecommendationText(models.Model):
    """The text in one language; one of them is the official one."""

    recommendation = models.ForeignKey("Recommendation", on_delete=models.CASCADE, related_name="texts")
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

    recommendation = models.ForeignKey("Recommendation", on_delete=models.CASCADE, related_name="theme_links")
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

    recommendation = models.ForeignKey("Recommendation", on_delete=models.CASCADE, related_name="target_tags")
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
