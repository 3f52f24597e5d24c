"""The compiled mid-term report, frozen edition by edition."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .call import Call
from .contribution import Contribution
from .event import Event
from .membership import Membership
from .report_changes import ReportChanges
from .source import LOST_AFTER


class ReportQuerySet(models.QuerySet):
    """Reports."""

    def waiting(self):
        """Reports that no worker has finished."""
        return self.filter(status=Report.Status.COMPILING)

    def locked(self):
        """Editions that nobody changes any more."""
        return self.filter(locked_at__isnull=False)

    def published(self):
        """Editions that everybody may read."""
        return self.filter(published_at__isnull=False)

    def for_listing(self):
        """With call, review and State at hand, without the frozen content."""
        return self.select_related("call__review__state").defer("content")

    def claim(self, pk, *, now):
        """Take a waiting report for this worker, or one whose worker vanished; False where another has it."""
        free = Q(started_at__isnull=True) | Q(started_at__lt=now - LOST_AFTER)
        return self.waiting().filter(free, pk=pk).update(started_at=now) == 1

    def stamping(self):
        """Locked editions whose documents are still to name who adopted them."""
        return self.locked().filter(stage=Report.STAMPING)

    def claim_stamping(self, pk, *, now):
        """Take such an edition for this worker, or one whose worker vanished; False where another has it."""
        free = Q(started_at__isnull=True) | Q(started_at__lt=now - LOST_AFTER)
        return self.stamping().filter(free, pk=pk).update(started_at=now) == 1

    def visible_to(self, user):
        """Reports of the States that the person serves."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(call__review__state__in=Membership.objects.serving(user).values("state"))


class Report(ReportChanges, models.Model):
    """One frozen edition of the mid-term report: its content as data, its checksum, and the documents made of it."""

    class Status(models.TextChoices):
        COMPILING = "compiling", _("being compiled")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    STAMPING = "stamping"  # the stage in which the documents of a locked edition get its approvals

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="reports")
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    language = models.CharField(_("language"), max_length=10, default="en")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.COMPILING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    asked_at = models.DateTimeField(_("asked for at"))
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    contributions = models.ManyToManyField(Contribution, blank=True, related_name="reports")
    content = models.TextField(_("frozen content"), blank=True)
    checksum = models.CharField(_("checksum"), max_length=64, blank=True)
    done = models.PositiveSmallIntegerField(_("done, in per cent"), default=0)
    stage = models.CharField(_("what is being done"), max_length=30, blank=True)
    error = models.TextField(_("what went wrong"), blank=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    locked_at = models.DateTimeField(_("locked at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-edition"]
        constraints = [
            models.UniqueConstraint(fields=["call", "edition"], name="report_edition_once"),
            models.CheckConstraint(
                condition=~Q(status="ready") | (~Q(content="") & ~Q(checksum="") & Q(finished_at__isnull=False)),
                name="report_ready_is_whole",
            ),
            models.CheckConstraint(condition=Q(done__lte=100), name="report_done_in_per_cent"),
            models.CheckConstraint(
                condition=Q(locked_by__isnull=True, locked_at__isnull=True)
                | Q(status="ready", locked_by__isnull=False, locked_at__isnull=False),
                name="report_locked_is_ready",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True, published_at__isnull=True)
                | Q(locked_at__isnull=False, published_by__isnull=False, published_at__isnull=False),
                name="report_published_is_locked",
                violation_error_message=_("Lock the edition before you publish it."),
            ),
            models.UniqueConstraint(
                fields=["call", "language"],
                condition=Q(locked_at__isnull=False),
                name="report_one_locked_edition_per_language",
            ),
        ]

    def __str__(self):
        return _("%(call)s, edition %(edition)s") % {"call": self.call, "edition": self.edition}

    def get_absolute_url(self):
        """The edition's page."""
        return reverse("tracking:report-detail", args=[self.pk])

    @property
    def is_ready(self):
        """Compiled, with its documents."""
        return self.status == self.Status.READY

    @property
    def is_locked(self):
        """The edition that counts in its language: nothing about it changes any more."""
        return self.locked_at is not None

    @property
    def is_being_stamped(self):
        """Locked, and its documents do not yet name who adopted it."""
        return self.is_locked and self.stage == self.STAMPING

    @property
    def is_published(self):
        """Everybody may read it."""
        return self.published_at is not None

    @property
    def public_title(self):
        """What everybody knows it by: the State and the occasion, such as "Lumeria: mid-term report"."""
        words = {"state": self.call.review.state, "occasion": self.call.occasion_name}
        words["occasion"] = words["occasion"] or self.call.get_occasion_display()
        return _("%(state)s: %(occasion)s") % words

    @property
    def public_address(self):
        """Where everybody reads it once it is published; the address never changes."""
        review = self.call.review
        return reverse("tracking:public-report", args=[review.state.iso3, review.cycle, self.call_id, self.edition])

    def edition_before(self):
        """The newest finished edition before this one, in this language where there is one; else None."""
        earlier = self.call.reports.filter(status=self.Status.READY, edition__lt=self.edition)
        same = models.Case(models.When(language=self.language, then=0), default=1)
        return earlier.order_by(same, "-edition").first()

    def obstacles_to_lock(self):
        """Why this edition cannot be locked now: [sentence]; empty where it can."""
        if self.is_locked:
            return [_("This edition is locked already.")]
        if not self.is_ready:
            return [_("Only an edition that is ready can be locked.")]
        obstacles = []
        if not self.approvals.filter(step="coordinator").exists():
            obstacles.append(_("Record at least the approval of the national coordinator."))
        if outdated := self.why_outdated:
            obstacles.append(outdated)
        withdrawn = self.contributions.filter(status=Contribution.Status.WITHDRAWN).defer("snapshot", "frozen_replies")
        if names := "; ".join(map(str, withdrawn.select_related("local_government"))):
            obstacles.append(f"{_('Withdrawn')}: {names}. {_('Compile a new edition')}.")
        other = self.call.reports.locked().filter(language=self.language).first()
        if other:
            words = {"edition": other.edition}
            obstacles.append(_("Edition %(edition)s is locked in this language already.") % words)
        return obstacles

    @transaction.atomic
    def lock(self, *, by, now):
        """Freeze the report for good; from now on no input of the call is withdrawn or comes as a new version."""
        # One lock at a time, and none while somebody withdraws: both hold the row of the call.
        Call.objects.select_for_update().get(pk=self.call_id)
        self._take()
        obstacles = self.obstacles_to_lock()
        if obstacles:
            raise ValidationError([str(obstacle) for obstacle in obstacles])
        self.locked_by, self.locked_at = by, now
        self.save(update_fields=["locked_by", "locked_at"])
        after = {"edition": self.edition, "checksum": self.checksum}
        Event.objects.record(Event.Verb.LOCKED, self, by=by, now=now, after=after)

    def begin_stamping(self):
        """From now on a worker is to write the approvals into the documents; until then nothing is published."""
        self.stage, self.started_at = self.STAMPING, None
        self.save(update_fields=["stage", "started_at"])

    def end_stamping(self):
        """The documents are those that count now."""
        Report.objects.filter(pk=self.pk, stage=self.STAMPING).update(stage="")

    @transaction.atomic
    def publish(self, documents, *, by, now):
        """Let everybody read these documents (primary keys) of a locked edition, and no other; again to choose anew."""
        self._take()
        if not self.is_locked:
            raise ValidationError(_("Lock the edition before you publish it."))
        if self.is_being_stamped:
            raise ValidationError(_("The documents are being written."))
        mine, before = self.documents.order_by("pk"), self.public_codes
        if not mine.filter(pk__in=documents).exists():
            raise ValidationError(_("Choose at least one document."))
        mine.exclude(pk__in=documents).update(is_public=False)
        mine.filter(pk__in=documents).update(is_public=True)
        after = {"documents": self.public_codes}
        if not self.is_published:
            self.published_by, self.published_at = by, now
            self.save(update_fields=["published_by", "published_at"])
            Event.objects.record(Event.Verb.PUBLISHED, self, by=by, now=now, after={"edition": self.edition, **after})
        elif before != after["documents"]:
            words = {"before": {"documents": before}, "after": after}
            Event.objects.record(Event.Verb.CHANGED, self, by=by, now=now, **words)

    @property
    def public_codes(self):
        """What events call the documents that are chosen for everybody."""
        return [row.code for row in self.documents.order_by("pk") if row.is_public]

    @transaction.atomic
    def unpublish(self, *, by, now):
        """Take a published edition back from the public; it stays locked."""
        self._take()
        if not self.is_published:
            return
        self.published_by, self.published_at = None, None
        self.save(update_fields=["published_by", "published_at"])
        Event.objects.record(Event.Verb.TAKEN_BACK, self, by=by, now=now, after={"edition": self.edition})

    def _take(self):
        """Hold the row for this transaction, as it is now."""
        self.refresh_from_db(from_queryset=Report.objects.select_for_update())
