"""A government's workbook: what a spreadsheet held when it was downloaded, and what came back in it."""

import datetime
import secrets
from functools import partial

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .event import Event
from .place import LocalGovernment
from .review import Review
from .source import private_storage

KEPT = datetime.timedelta(days=400)  # how long a workbook may come back; then it is forgotten with its files
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that are taken for one another


def new_reference():
    """A code that can be read out on the telephone, such as W-7K2M-9PQX."""
    signs = "".join(secrets.choice(_SIGNS) for _number in range(8))
    return f"W-{signs[:4]}-{signs[4:]}"


class WorkbookQuerySet(models.QuerySet):
    """Workbooks."""

    def visible_to(self, user):
        """Those of the governments for which the person works."""
        return self.filter(local_government__in=LocalGovernment.objects.of_user(user).values("pk"))

    def expired(self, now):
        """Those that may not come back any more."""
        return self.filter(made_at__lt=now - KEPT)


class Workbook(models.Model):
    """One download: the state of every cell as it was written.

    `snapshot` is {sheet: {row key: {column: value}}} with the empty values left out, and moves on with what is applied.
    `made_rows` is {sheet: {row key: primary key}} of the rows that came out of it.
    """

    local_government = models.ForeignKey(LocalGovernment, on_delete=models.CASCADE, related_name="workbooks")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reference = models.CharField(_("reference code"), max_length=20, unique=True, default=new_reference)
    language = models.CharField(_("language"), max_length=10)
    snapshot = models.JSONField(default=dict)
    made_rows = models.JSONField(default=dict, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("downloaded at"))

    objects = WorkbookQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("workbook")
        verbose_name_plural = _("workbooks")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.reference

    @property
    def expires_at(self):
        """The moment after which it is not taken back."""
        return self.made_at + KEPT

    def forget(self):
        """Delete it with the files that came back."""
        with transaction.atomic():
            for upload in self.uploads.all():
                upload.delete_with_file()
            self.delete()


class WorkbookUploadQuerySet(models.QuerySet):
    """Workbooks that came back."""

    def visible_to(self, user):
        """Those of the governments for which the person works."""
        return self.filter(workbook__local_government__in=LocalGovernment.objects.of_user(user).values("pk"))

    def for_listing(self):
        """With workbook, government and people."""
        return self.select_related("workbook__local_government__state", "workbook__review", "uploaded_by", "applied_by")


class WorkbookUpload(models.Model):
    """One file that came back: kept as it came, with the rows in which somebody wrote."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting for your confirmation")
        APPLIED = "applied", _("applied")

    workbook = models.ForeignKey(Workbook, on_delete=models.CASCADE, related_name="uploads")
    file = models.FileField(_("file"), upload_to="workbooks/%Y/", storage=private_storage, max_length=255)
    name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(_("checksum"), max_length=64)
    notices = models.JSONField(_("what to look at"), default=list, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.WAITING)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded at"))
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)

    objects = WorkbookUploadQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("uploaded workbook")
        verbose_name_plural = _("uploaded workbooks")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["workbook", "sha256"], name="workbook_upload_once_per_file"),
            models.CheckConstraint(
                condition=Q(status="waiting", applied_by__isnull=True, applied_at__isnull=True)
                | Q(status="applied", applied_by__isnull=False, applied_at__isnull=False),
                name="workbook_upload_applied_by_and_at",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The differences."""
        return reverse("tracking:workbook-detail", args=[self.pk])

    @property
    def is_waiting(self):
        """Nothing of it is applied."""
        return self.status == self.Status.WAITING

    def mark_applied(self, count, *, by, now):
        """Say that `count` of its rows came true now; call it in the transaction that changes them."""
        self.status, self.applied_by, self.applied_at = self.Status.APPLIED, by, now
        self.save(update_fields=["status", "applied_by", "applied_at"])
        self._tell(Event.Verb.IMPORTED, by=by, now=now, after={"rows": count})

    @transaction.atomic
    def discard(self, *, by, now):
        """Delete a file of which nothing is applied; False where it is too late for that."""
        locked = type(self).objects.select_for_update().filter(pk=self.pk).first()
        if locked is None or not locked.is_waiting:
            return False
        self._tell(Event.Verb.REMOVED, by=by, now=now, before={"sha256": self.sha256})
        self.delete_with_file()
        return True

    def delete_with_file(self):
        """Delete it, and its file once that is certain."""
        transaction.on_commit(partial(self.file.storage.delete, self.file.name))
        self.delete()

    def _tell(self, verb, *, by, now, **values):
        government = self.workbook.local_government
        Event.objects.record(verb, self, by=by, now=now, local_government=government, **values)


class WorkbookRow(models.Model):
    """A row of an uploaded workbook in which somebody wrote.

    `cells` is {column: {"base", "value", "problem", "notice"}}: what stood there at the download, what stands there
    now, and sentences about it. `problems` come from reading the file, `refusals` from the last attempt to apply it.
    """

    upload = models.ForeignKey(WorkbookUpload, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(_("sheet"), max_length=30)
    key = models.CharField(max_length=30, blank=True)
    number = models.PositiveIntegerField(_("row in the file"))
    cells = models.JSONField(default=dict)
    problems = models.JSONField(_("what is wrong in the file"), default=list, blank=True)
    refusals = models.JSONField(_("why it was refused"), default=list, blank=True)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("row of an uploaded workbook")
        verbose_name_plural = _("rows of uploaded workbooks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "sheet", "number"], name="workbook_row_once_per_place"),
        ]

    def __str__(self):
        return f"{self.sheet} {self.number}"
