"""What a contribution says about one recommendation, within limits of words."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .contribution import Contribution
from .followup import Status as FollowUpStatus
from .recommendation import Recommendation

WORD_LIMITS = {"headline": 50, "detail": 300, "challenge": 100, "next_step": 50}


def count_words(text):
    """Words as a person counts them: runs of characters between blanks."""
    return len(text.split())


class ContributionAnswerQuerySet(models.QuerySet):
    """Answers."""

    def for_snapshot(self):
        """In paragraph order, with what a snapshot holds."""
        return self.select_related("recommendation").order_by("recommendation__order", "recommendation_id")


class ContributionAnswer(models.Model):
    """What a contribution says about one recommendation."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="answers")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="answers")
    status = models.CharField(_("status"), max_length=20, choices=FollowUpStatus.choices)
    headline = models.TextField(_("headline"), blank=True)
    detail = models.TextField(_("detail"), blank=True)
    challenge = models.TextField(_("challenge"), blank=True)
    next_step = models.TextField(_("next step"), blank=True)

    objects = ContributionAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["recommendation__order"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "recommendation"], name="answer_once_per_recommendation")
        ]

    def __str__(self):
        return f"{self.contribution}: {self.recommendation}"

    def clean(self):
        """Raise ValidationError where a text is longer than its limit of words."""
        errors = {}
        for field, limit in WORD_LIMITS.items():
            words = count_words(getattr(self, field))
            if words > limit:
                errors[field] = _("%(words)s words; the limit is %(limit)s.") % {
                    "words": words,
                    "limit": limit,
                }
        if errors:
            raise ValidationError(errors)

    def save(self, *args, **kwargs):
        """Refuse to change what was submitted."""
        if self.contribution.is_frozen:
            raise ValidationError(_("This version was submitted and cannot change. Start a new version."))
        super().save(*args, **kwargs)

    def as_data(self):
        """The answer as plain data for the frozen snapshot."""
        return {
            "paragraph": self.recommendation.paragraph,
            "recommendation": self.recommendation_id,
            "status": self.status,
            **{field: getattr(self, field) for field in WORD_LIMITS},
        }
