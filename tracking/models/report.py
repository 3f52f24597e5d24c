"""The compiled mid-term report, frozen edition by edition."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .call import Call
from .contribution import Contribution
from .membership import Membership
from .source import LOST_AFTER, private_storage


class ReportQuerySet(models.QuerySet):
    """Reports."""

    def waiting(self):
        """Reports that no worker has finished."""
        return self.filter(status=Report.Status.COMPILING)

    def claim(self, pk, *, now):
        """Take a waiting report for this worker, or one whose worker vanished; False where another has it."""
        free = Q(started_at__isnull=True) | Q(started_at__lt=now - LOST_AFTER)
        return self.waiting().filter(free, pk=pk).update(started_at=now) == 1

    def visible_to(self, user):
        """Reports of the States that the person serves."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(call__review__state__in=Membership.objects.serving(user).values("state"))


class Report(models.Model):
    """One frozen edition of the mid-term report: its content as data, its checksum, and the documents made of it."""

    class Status(models.TextChoices):
        COMPILING = "compiling", _("being compiled")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

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
    docx = models.FileField(upload_to="reports/%Y/", storage=private_storage, blank=True, max_length=255)
    xlsx = models.FileField(upload_to="reports/%Y/", storage=private_storage, blank=True, max_length=255)
    error = models.TextField(_("what went wrong"), blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-edition"]
        constraints = [
            models.UniqueConstraint(fields=["call", "edition"], name="report_edition_once"),
            models.CheckConstraint(
                condition=~Q(status="ready")
                | (~Q(content="") & ~Q(checksum="") & ~Q(docx="") & ~Q(xlsx="") & Q(finished_at__isnull=False)),
                name="report_ready_is_whole",
            ),
        ]

    def __str__(self):
        return _("%(call)s, edition %(edition)s") % {"call": self.call, "edition": self.edition}

    def get_absolute_url(self):
        """The edition's page."""
        return reverse("tracking:report-detail", args=[self.pk])
