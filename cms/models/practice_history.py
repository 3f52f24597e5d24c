"""What readers are told of a practice's life: checks, reviews, evaluations, corrections, withdrawals."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .practice_scales import ReviewStatus


class PracticeHistoryQuerySet(models.QuerySet):
    """Entries of histories, newest first."""

    def about(self, practice):
        """Those of a practice, whichever its language."""
        return self.filter(practice_key=practice.translation_key)

    def record(self, practice, kind, *, by, now, note="", status=""):
        """Write one entry; `note` is shown to everybody, `by` to nobody."""
        return self.create(practice_key=practice.translation_key, kind=kind, note=note, status=status, by=by, at=now)

    def note_status(self, practice, *, by, now):
        """Write that the review status has changed, where it differs from the one noted last; None where not."""
        last = self.about(practice).exclude(status="").values_list("status", flat=True).first()
        if last == practice.review_status:
            return None
        kind = PracticeHistoryEntry.Kind.STATUS
        return self.record(practice, kind, by=by, now=now, status=practice.review_status)

    def note_verification(self, practice, *, by):
        """Write on which day it was last verified, once a day; None where that stands there or nobody verified it."""
        day, kind = practice.last_verified, PracticeHistoryEntry.Kind.VERIFIED
        if day is None:
            return None
        noon = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
        if self.about(practice).filter(kind=kind, at=noon).exists():
            return None
        return self.record(practice, kind, by=by, now=noon)

    def has_passed_check(self, practice):
        """Whether the protection check was passed for the practice, in any of its languages."""
        return self.about(practice).filter(kind=PracticeHistoryEntry.Kind.CHECK_PASSED).exists()


class PracticeHistoryEntry(models.Model):
    """One dated line under a practice. Rows are only ever added; no person is named."""

    class Kind(models.TextChoices):
        """What happened."""

        CHECK_PASSED = "check-passed", _("protection check passed")
        STATUS = "status", _("review status set")
        VERIFIED = "verified", _("verified again")
        CORRECTED = "corrected", _("corrected")
        WITHDRAWN = "withdrawn", _("taken off the site to check a risk")
        RESTORED = "restored", _("shown again after a check")

    practice_key = models.UUIDField(_("practice, in all its languages"), db_index=True)
    kind = models.CharField(_("what happened"), max_length=15, choices=Kind.choices)
    status = models.CharField(_("review status"), max_length=20, blank=True)
    note = models.TextField(_("what readers are told"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("when"))

    objects = PracticeHistoryQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entry in the history of a practice")
        verbose_name_plural = _("entries in the history of practices")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="status") & ~Q(status="") | ~Q(kind="status") & Q(status=""),
                name="practice_history_status_with_its_kind",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.at:%Y-%m-%d})"

    @property
    def status_label(self):
        """The review status in words, or ""."""
        return dict(ReviewStatus.choices).get(self.status, "")
