"""A reader says that a practice puts somebody at risk: it comes off the site fast, and back after a check."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from .practice import PracticePage
from .practice_history import PracticeHistoryEntry


class RiskReportQuerySet(models.QuerySet):
    """Reports of a risk, newest first."""

    def open(self):
        """Those that nobody has settled."""
        return self.filter(settled_at=None)

    @transaction.atomic
    def note_published(self, practice, *, by, now):
        """Write that a practice is shown again, where editors mended and published all that a report took down."""
        key = practice.translation_key
        down = list(self.filter(page__translation_key=key, restored_at=None).exclude(unpublished_at=None))
        taken = [pk for report in down for pk, _revision in report.taken_down]
        if not down or PracticePage.objects.filter(pk__in=taken, live=False).exists():
            return
        self.filter(pk__in=[report.pk for report in down]).update(restored_at=now, restored_by=by)
        PracticeHistoryEntry.objects.record(practice, PracticeHistoryEntry.Kind.RESTORED, by=by, now=now)


class RiskReport(models.Model):
    """One report. Who sent it is not known; an address, where one was left, stands apart and ends with the report."""

    page = models.ForeignKey(PracticePage, on_delete=models.CASCADE, related_name="risk_reports")
    text = models.TextField(_("what the risk is"))
    is_danger = models.BooleanField(_("somebody may be in danger"), default=False)
    at = models.DateTimeField(_("reported at"))
    # What was taken off the site because of it: [[page, version that was live or None]], one for each language.
    taken_down = models.JSONField(default=list, blank=True, editable=False)
    unpublished_at = models.DateTimeField(null=True, blank=True)
    unpublished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    restored_at = models.DateTimeField(null=True, blank=True)
    restored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settlement = models.TextField(_("what was done about it"), blank=True)

    objects = RiskReportQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("report of a risk")
        verbose_name_plural = _("reports of a risk")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="risk_report_says_something"),
            models.CheckConstraint(
                condition=Q(unpublished_by__isnull=True) | Q(unpublished_at__isnull=False),
                name="risk_report_unpublished_with_its_time",
            ),
            models.CheckConstraint(
                condition=Q(restored_at__isnull=True, restored_by__isnull=True)
                | Q(restored_at__isnull=False, restored_by__isnull=False, unpublished_at__isnull=False),
                name="risk_report_restored_after_it_was_unpublished",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, settlement="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(settlement="")),
                name="risk_report_settlement_is_whole",
            ),
        ]

    def __str__(self):
        return f"{self.page.title}, {self.at:%Y-%m-%d}"

    def get_absolute_url(self):
        """Where it is dealt with."""
        return reverse("cms:risk-detail", args=[self.pk])

    @property
    def is_down(self):
        """Whether the practice is off the site because of this report."""
        return self.unpublished_at is not None and self.restored_at is None

    @transaction.atomic
    def send(self, *, now, contact=""):
        """Save the report; where somebody may be in danger, the practice comes off the site at once."""
        self.at = now
        self.save()
        if contact.strip():
            NoticeContact.objects.create(risk=self, contact=contact.strip())
        if self.is_danger:
            self.unpublish(by=None, now=now)

    @transaction.atomic
    def unpublish(self, *, by, now):
        """Take the practice off the site in all its languages; `by` is None where the report did so by itself."""
        shown = PracticePage.objects.filter(translation_key=self.page.translation_key, live=True, alias_of=None)
        pages = list(shown)
        if not pages:
            return
        shown_again = {page.pk for page in pages}
        still_down = [entry for entry in self.taken_down if self.is_down and entry[0] not in shown_again]
        self.taken_down = [[page.pk, page.live_revision_id] for page in pages] + still_down
        for page in pages:
            page.unpublish()  # without a user: Wagtail would ask for its own permission, which coordinators lack
        self.unpublished_at, self.unpublished_by, self.restored_at, self.restored_by = now, by, None, None
        self.save()
        PracticeHistoryEntry.objects.record(self.page, PracticeHistoryEntry.Kind.WITHDRAWN, by=by, now=now)

    @transaction.atomic
    def restore(self, *, by, now):
        """Show again what was taken down, as it was then; raises ValidationError where nothing is down."""
        if not self.is_down:
            raise ValidationError(_("It was not taken off the site because of this report, or is shown again."))
        for page_pk, revision_pk in self.taken_down:
            page = PracticePage.objects.filter(pk=page_pk, live=False).first()
            if page:
                version = Revision.objects.filter(pk=revision_pk).first() or page.save_revision(user=by)
                version.publish()
        self.restored_at, self.restored_by = now, by
        self.save()
        PracticeHistoryEntry.objects.record(self.page, PracticeHistoryEntry.Kind.RESTORED, by=by, now=now)

    @transaction.atomic
    def settle(self, words, *, by, now):
        """Close the report, saying what was done; the address of its sender is erased."""
        if not words.strip():
            raise ValidationError({"settlement": _("Say what was done about it.")})
        self.settled_at, self.settled_by, self.settlement = now, by, words.strip()
        self.save(update_fields=["settled_at", "settled_by", "settlement"])
        NoticeContact.objects.filter(risk=self).delete()


class NoticeContact(models.Model):
    """Where to reach somebody who reported a risk or a mistake: apart, never public, erased when it is dealt with."""

    risk = models.OneToOneField(
        RiskReport, on_delete=models.CASCADE, null=True, blank=True, related_name="contact_apart"
    )
    correction = models.OneToOneField(
        "cms.CorrectionSuggestion", on_delete=models.CASCADE, null=True, blank=True, related_name="contact_apart"
    )
    contact = models.CharField(_("how to reach you"), max_length=200)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("contact of a notice")
        verbose_name_plural = _("contacts of notices")
        constraints = [
            models.CheckConstraint(
                condition=Q(risk__isnull=True, correction__isnull=False)
                | Q(risk__isnull=False, correction__isnull=True),
                name="notice_contact_of_one_notice",
            ),
            models.CheckConstraint(condition=~Q(contact=""), name="notice_contact_not_empty"),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
