"""What a contribution says about one recommendation, within limits of words."""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .contribution import Contribution
from .followup import Status as FollowUpStatus
from .recommendation import Recommendation
from .visibility import Visibility

WORD_LIMITS = {"headline": 50, "detail": 300, "challenge": 100, "next_step": 50}
# Beside the four texts of the report: why a figure differs, and what the report will not say.
ALL_LIMITS = {**WORD_LIMITS, "change_note": 50, "beyond": 200}


def count_words(text):
    """Words as a person counts them: runs of characters between blanks."""
    return len(text.split())


def fingerprint_of(*said):
    """Texts as 64 hexadecimal digits, by which a form knows whether they changed while it was open."""
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def expect_short(row, limits=WORD_LIMITS):
    """Raise ValidationError, by field, where a text of the row has more words than its limit allows."""
    errors = {}
    for field, limit in limits.items():
        over = count_words(getattr(row, field)) - limit
        if over > 0:
            errors[field] = too_long(over, limit)
    if errors:
        raise ValidationError(errors)


def too_long(over, limit):
    """By how many words a text is too long, in a sentence."""
    return ngettext(
        "%(over)s word over the limit of %(limit)s. Shorten it, then save again.",
        "%(over)s words over the limit of %(limit)s. Shorten it, then save again.",
        over,
    ) % {"over": over, "limit": limit}


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
    change_note = models.TextField(_("why a figure differs from last time"), blank=True)
    beyond = models.TextField(_("what the national report will not say"), blank=True)
    beyond_visibility = models.CharField(
        _("who may see that"), max_length=10, choices=Visibility.choices, default=Visibility.INTERNAL
    )
    # What it rests on when it was submitted, as plain data (midterm/basis.py): frozen with the version.
    basis = models.JSONField(_("what it rests on"), null=True, blank=True)

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
        expect_short(self, ALL_LIMITS)

    def save(self, *args, **kwargs):
        """Refuse to change what was handed in or submitted."""
        self.contribution.expect_draft()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse to take out of what was handed in or submitted."""
        self.contribution.expect_draft()
        return super().delete(*args, **kwargs)

    @transaction.atomic
    def write(self, *, by, now):
        """Save it into its draft; raises ValidationError where the draft was handed in meanwhile."""
        self._hold_draft()
        self.save()
        self.contribution.tell_change(
            {"paragraph": self.recommendation.paragraph, "status": self.status}, by=by, now=now
        )

    @transaction.atomic
    def take_out(self, *, by, now):
        """Take it out of its draft; raises ValidationError where the draft was handed in meanwhile."""
        self._hold_draft()
        self.delete()
        self.contribution.tell_change({"paragraph": self.recommendation.paragraph, "status": None}, by=by, now=now)

    def _hold_draft(self):
        self.contribution = (
            Contribution.objects.select_for_update(of=("self",)).for_listing().get(pk=self.contribution_id)
        )
        self.contribution.call.expect_open()

    @property
    def is_written(self):
        """It has a headline: the least that an answer says."""
        return bool(self.headline.strip())

    @property
    def fingerprint(self):
        """What it says, as 64 hexadecimal digits: tells whether somebody saved it while a form was open."""
        return fingerprint_of(self.status, self.beyond_visibility, *(getattr(self, field) for field in ALL_LIMITS))

    @property
    def is_beyond_restricted(self):
        """What the report will not say is for the government and the coordinators alone."""
        return self.beyond_visibility == Visibility.RESTRICTED

    def as_data(self):
        """The answer as plain data for the frozen snapshot.

        `beyond_visibility` is empty where nothing stands beyond the report; restricted words stay out of the data,
        which the report is made of, and are read from the answer itself by those who may.
        """
        return {
            "paragraph": self.recommendation.paragraph,
            "recommendation": self.recommendation_id,
            "status": self.status,
            **{field: getattr(self, field) for field in WORD_LIMITS},
            "change_note": self.change_note,
            "beyond": "" if self.is_beyond_restricted else self.beyond,
            "beyond_visibility": self.beyond_visibility if self.beyond else "",
            "basis": self.basis,
        }
