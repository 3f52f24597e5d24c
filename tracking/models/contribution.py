"""A government's input to a call: versions that are handed in, approved, frozen, accepted or returned."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .call import Call
from .contribution_query import ContributionQuerySet
from .contribution_stages import ContributionStages
from .place import LocalGovernment


class Contribution(ContributionStages, models.Model):
    """One version of a government's input to a call; once submitted it never changes."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        WAITING = "waiting", _("waiting for approval")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned")
        ACCEPTED = "accepted", _("accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

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
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    # Who answered by phone or on paper, as a role, where the State's people typed it in; they see such a draft.
    on_behalf_of = models.CharField(_("on behalf of"), max_length=200, blank=True)
    words = models.TextField(_("comment of the approver or the coordinator"), blank=True)
    snapshot = models.JSONField(_("what was submitted"), null=True, blank=True)
    frozen_replies = models.JSONField(_("what was answered to the questions"), null=True, blank=True)
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
                | Q(status__in=["submitted", "returned", "accepted", "withdrawn"], submitted_at__isnull=False),
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
                | Q(status__in=["returned", "accepted"], decided_by__isnull=False, decided_at__isnull=False)
                | Q(status="withdrawn", decided_by__isnull=True, decided_at__isnull=True)
                | Q(status="withdrawn", decided_by__isnull=False, decided_at__isnull=False),
                name="contribution_decided_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(status="withdrawn", withdrawn_by__isnull=False, withdrawn_at__isnull=False)
                | (~Q(status="withdrawn") & Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)),
                name="contribution_withdrawn_by_and_at",
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

    @property
    def is_on_behalf(self):
        """The State's people typed it in for the government, which answered by phone or on paper."""
        return bool(self.on_behalf_of)
