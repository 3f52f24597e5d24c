"""Voluntary Local Reviews: what a government reports of its own on the Sustainable Development Goals."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .place import LocalGovernment
from .record import Record, RecordQuerySet
from .vocabulary import Goal, Target


class LocalReviewQuerySet(RecordQuerySet):
    """Voluntary Local Reviews."""

    def for_listing(self):
        """With the goals and targets they cover, newest first."""
        return self.prefetch_related("goals", "targets__goal").order_by("-year", "pk")


class LocalReview(Record):
    """A Voluntary Local Review of one year, and what of the goals it covers."""

    EVENT_FIELDS = ("year", "visibility")
    PUBLIC_TEXTS = ("title", "link", "note")

    local_government = models.ForeignKey(LocalGovernment, on_delete=models.CASCADE, related_name="local_reviews")
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=200)
    link = models.URLField(_("link"), max_length=500, blank=True)
    goals = models.ManyToManyField(Goal, blank=True, related_name="local_reviews", verbose_name=_("SDG goals"))
    targets = models.ManyToManyField(Target, blank=True, related_name="local_reviews", verbose_name=_("SDG targets"))
    note = models.TextField(_("what is useful for the next report"), blank=True)

    objects = LocalReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("voluntary local review")
        verbose_name_plural = _("voluntary local reviews")
        ordering = ["-year", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="local_review_title_not_empty"),
            models.CheckConstraint(
                condition=models.Q(year__gte=2015, year__lte=2100),
                name="local_review_year_since_the_goals",
                violation_error_message=_("The goals exist since 2015: give a year from then on."),
            ),
            models.UniqueConstraint(
                fields=["local_government", "year", "title"],
                name="local_review_once",
                violation_error_message=_("This review is recorded already."),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.year})"
