"""A government's input to a call: versions that are handed in, approved, frozen, accepted or returned."""

import hashlib
import json

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .call import Call
from .contribution_query import ContributionQuerySet
from .event import Event
from .place import LocalGovernment


def said(words):
    """The words without blanks around them; raises ValidationError where nothing was said."""
    if not words.strip():
        raise ValidationError({"words": _("Say what should be changed.")})
    return words.strip()


class Contribution(models.Model):
    """One version of a government's input to a call; once submitted it never changes."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        WAITING = "waiting", _("waiting for approval")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned")
        ACCEPTED = "accepted", _("accepted")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="contributions")
    local_government = models.ForeignKey(LocalGovernment, on_delete=models.PROTECT, related_name="contributions")
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    prepared_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    words = models.TextField(_("comment of the approver or the coordinator"), blank=True)
    snapshot = models.JSONField(_("what was submitted"), null=True, blank=True)
    checksum = models.CharField(_("checksum"), max_length=64, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["local_government__name", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["call", "local_government", "version"], name="contribution_version_once"),
            models.UniqueConstraint(
                fields=["call", "local_government"],
                condition=Q(status__in=["draft", "waiting"]),
                name="contribution_one_in_the_making",
            ),
            models.CheckConstraint(
                condition=Q(prepared_by__isnull=True, prepared_at__isnull=True)
                | Q(prepared_by__isnull=False, prepared_at__isnull=False),
                name="contribution_prepared_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", prepared_by__isnull=True)
                | (~Q(status="draft") & Q(prepared_by__isnull=False)),
                name="contribution_waits_only_prepared",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, submitted_at__isnull=True, snapshot__isnull=True, checksum="")
                | (Q(approved_by__isnull=False, submitted_at__isnull=False, snapshot__isnull=False) & ~Q(checksum="")),
                name="contribution_submitted_whole",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "waiting"], submitted_at__isnull=True)
                | Q(status__in=["submitted", "returned", "accepted"], submitted_at__isnull=False),
                name="contribution_status_fits_submission",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("prepared_by")),
                name="contribution_preparer_is_not_approver",
                violation_error_message=_("A second person of the government must approve."),
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["draft", "waiting", "submitted"],
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                )
                | Q(status__in=["returned", "accepted"], decided_by__isnull=False, decided_at__isnull=False),
                name="contribution_decided_by_and_at",
            ),
            models.CheckConstraint(
                condition=~Q(status="returned") | ~Q(words=""),
                name="contribution_returned_with_words",
                violation_error_message=_("Say what should be changed."),
            ),
        ]

    def __str__(self):
        return _("%(government)s, version %(version)s") % {
            "government": self.local_government,
            "version": self.version,
        }

    def get_absolute_url(self):
        """The contribution's page."""
        return reverse("tracking:contribution-detail", args=[self.pk])

    @property
    def is_frozen(self):
        """Submitted: it never changes again."""
        return self.submitted_at is not None

    @property
    def is_draft(self):
        """Still being written."""
        return self.status == self.Status.DRAFT

    @transaction.atomic
    def hand_in(self, *, by, now):
        """Draft -> waiting for a second person's approval; needs at least one answer with a headline."""
        self._expect(self.Status.DRAFT)
        self.call.expect_open()
        if not self.answers.exclude(headline="").exists():
            raise ValidationError(_("Write at least one headline before you hand it in."))
        self.status, self.prepared_by, self.prepared_at, self.words = self.Status.WAITING, by, now, ""
        self._save_with_event(Event.Verb.HANDED_IN, by=by, now=now)

    @transaction.atomic
    def send_back(self, words, *, by, now):
        """Waiting -> draft again, with the approver's words to the preparer."""
        self._expect(self.Status.WAITING)
        self.words = said(words)
        self.status, self.prepared_by, self.prepared_at = self.Status.DRAFT, None, None
        self._save_with_event(Event.Verb.SENT_BACK, by=by, now=now)

    @transaction.atomic
    def approve(self, *, by, now):
        """Waiting -> submitted: the version is frozen with a snapshot and its checksum.

        Raises ValidationError where the approver is the preparer, or the call was closed.
        """
        self._expect(self.Status.WAITING)
        self.call.expect_open()
        if by == self.prepared_by:
            raise ValidationError(_("A second person of the government must approve."))
        self.snapshot = [answer.as_data() for answer in self.answers.for_snapshot()]
        canonical = json.dumps(self.snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        self.checksum = hashlib.sha256(canonical.encode()).hexdigest()
        self.status, self.approved_by, self.submitted_at = self.Status.SUBMITTED, by, now
        self._save_with_event(Event.Verb.SUBMITTED, by=by, now=now)

    @transaction.atomic
    def accept(self, *, by, now):
        """Submitted -> accepted: its headlines go into the report."""
        self._expect(self.Status.SUBMITTED)
        self.status, self.decided_by, self.decided_at = self.Status.ACCEPTED, by, now
        self._save_with_event(Event.Verb.ACCEPTED, by=by, now=now)

    @transaction.atomic
    def return_(self, words, *, by, now):
        """Submitted -> returned with words; the government answers with a next version."""
        self._expect(self.Status.SUBMITTED)
        self.words = said(words)
        self.status, self.decided_by, self.decided_at = self.Status.RETURNED, by, now
        self._save_with_event(Event.Verb.RETURNED, by=by, now=now)

    @transaction.atomic
    def next_version(self, *, by, now):
        """A new draft with the answers of this returned or accepted version, the newest one of an open call."""
        self._take()
        self.call.expect_open()
        if self.status not in (self.Status.RETURNED, self.Status.ACCEPTED):
            raise ValidationError(_("A new version starts from a returned or accepted one."))
        versions = Contribution.objects.filter(call=self.call, local_government=self.local_government)
        if versions.filter(version__gt=self.version).exists():
            raise ValidationError(_("There is a newer version already."))
        draft = Contribution.objects.create(
            call=self.call, local_government=self.local_government, version=self.version + 1
        )
        for answer in self.answers.all():
            answer.pk, answer.contribution = None, draft
            answer.save(force_insert=True)
        Event.objects.record(Event.Verb.ADDED, draft, by=by, now=now, local_government=self.local_government)
        return draft

    def _take(self):
        """Hold the row for this transaction, as it is now."""
        self.refresh_from_db(from_queryset=Contribution.objects.select_for_update())

    def _expect(self, status):
        """Hold the row; raise where somebody else was faster."""
        self._take()
        if self.status != status:
            raise ValidationError(
                _("Nothing was changed: somebody was faster, and this contribution is now “%(status)s”."),
                params={"status": self.get_status_display()},
            )

    def _save_with_event(self, verb, *, by, now):
        self.save()
        Event.objects.record(
            verb,
            self,
            by=by,
            now=now,
            local_government=self.local_government,
            after={"status": self.status, "version": self.version},
        )
