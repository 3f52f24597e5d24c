"""A reader says that something in a practice is wrong: dated, answered, and shown where it was right."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .practice import PracticePage
from .practice_history import PracticeHistoryEntry
from .practice_risk import NoticeContact

ANSWER_WITHIN = datetime.timedelta(days=14)


class CorrectionQuerySet(models.QuerySet):
    """Suggested corrections, newest first."""

    def open(self):
        """Those that wait for an answer."""
        return self.filter(decision="")


class CorrectionSuggestion(models.Model):
    """One suggested correction, and what the editors made of it."""

    class Decision(models.TextChoices):
        """What the editors decided."""

        UPHELD = "upheld", _("right: the practice is corrected")
        DECLINED = "declined", _("not taken up")

    page = models.ForeignKey(PracticePage, on_delete=models.CASCADE, related_name="correction_suggestions")
    text = models.TextField(_("what is wrong, and what would be right"))
    link = models.URLField(_("source"), max_length=500, blank=True)
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    at = models.DateTimeField(_("suggested at"))
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("suggested correction")
        verbose_name_plural = _("suggested corrections")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="correction_says_something"),
            models.CheckConstraint(
                condition=Q(decision="", answer="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(decision="") & ~Q(answer="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="correction_decision_is_whole",
            ),
        ]

    def __str__(self):
        return f"{self.page.title}, {self.at:%Y-%m-%d}"

    def get_absolute_url(self):
        """Where it is decided on."""
        return reverse("cms:correction-detail", args=[self.pk])

    @property
    def answer_due(self):
        """The day by which the editors answer."""
        return timezone.localdate(self.at) + ANSWER_WITHIN

    @transaction.atomic
    def send(self, *, now, contact=""):
        """Save the suggestion, and where its sender can be reached apart from it."""
        self.at = now
        self.save()
        if contact.strip():
            NoticeContact.objects.create(correction=self, contact=contact.strip())

    @transaction.atomic
    def decide(self, decision, answer, *, by, now, is_named=False):
        """Take it up or not, once, with an answer; what was right is shown with its date under the practice.

        `is_named` shows the organisation, too: editors say so once they know that it wrote itself.
        Raises ValidationError where it was decided already, or without an answer.
        """
        answer = answer.strip()
        if not answer:
            raise ValidationError({"answer": _("Write an answer.")})
        fields = {"decision": decision, "answer": answer, "decided_by": by, "decided_at": now}
        if not CorrectionSuggestion.objects.filter(pk=self.pk, decision="").update(**fields):
            raise ValidationError(_("Somebody else has decided already."))
        self.refresh_from_db()
        NoticeContact.objects.filter(correction=self).delete()
        if decision == self.Decision.UPHELD:
            kind = PracticeHistoryEntry.Kind.CORRECTED
            note = f"{answer} ({self.organisation})" if is_named and self.organisation else answer
            PracticeHistoryEntry.objects.record(self.page, kind, by=by, now=now, note=note)
