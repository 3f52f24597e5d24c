"""Needs for technical assistance and capacity-building, which a mid-term report may name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .recommendation import Recommendation
from .state_record import StateRecord, StateRecordQuerySet, not_empty


class AssistanceNeedQuerySet(StateRecordQuerySet):
    """Needs for assistance."""

    def of_review(self, review):
        """Those of one review, with their recommendations."""
        return super().of_review(review).prefetch_related("recommendations")


class AssistanceNeed(StateRecord):
    """One need, with the recommendations for which help is asked."""

    class Kind(models.TextChoices):
        TECHNICAL = "technical", _("technical assistance")
        CAPACITY = "capacity", _("capacity-building")
        DATA = "data", _("data and statistics")
        FINANCIAL = "financial", _("funds")

    EVENT_FIELDS = ("kind", "is_in_report")
    LEAD, BRIEF = "text", ("kind", "asked_of")

    title = models.CharField(_("what is needed"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    text = models.TextField(_("for what, and for whom"), blank=True)
    asked_of = models.CharField(_("of whom"), max_length=200, blank=True)
    recommendations = models.ManyToManyField(
        Recommendation, blank=True, related_name="assistance_needs", verbose_name=_("recommendations")
    )

    objects = AssistanceNeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("need for assistance")
        verbose_name_plural = _("needs for assistance")
        ordering = ["kind", "title", "pk"]
        constraints = [
            not_empty("title", "assistance_need_has_a_title"),
            models.UniqueConstraint(
                fields=["review", "title"],
                name="assistance_need_once",
                violation_error_message=_("It is recorded already."),
            ),
        ]

    def __str__(self):
        return self.title

    def brief_facts(self):
        """What is brief, and the numbers of the recommendations for which help is asked."""
        numbers = [row.paragraph for row in sorted(self.recommendations.all(), key=lambda row: (row.order, row.pk))]
        told = [(self._meta.get_field("recommendations").verbose_name, ", ".join(numbers))] if numbers else []
        return super().brief_facts() + told
