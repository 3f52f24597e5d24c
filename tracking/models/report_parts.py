"""What belongs to an edition of the report: its documents, and the bodies that approved it."""

import hashlib
import io

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .event import Event
from .place import State
from .report import Report
from .source import SourceFile, private_storage


class ReportDocumentQuerySet(models.QuerySet):
    """Documents of editions."""

    def keep(self, report, kind, name, content, source=None):
        """Store `content` (bytes, or a binary file) as the document `kind` of an edition, in a file called `name`."""
        file = File(io.BytesIO(content) if isinstance(content, bytes) else content, name)
        file.seek(0)
        facts = {"sha256": hashlib.file_digest(file, "sha256").hexdigest(), "size": file.size}
        return self.create(report=report, kind=kind, source=source, file=file, **facts)

    def renew(self, document, content):
        """Store `content` (a binary file) in the place of a document's file, which its caller deletes; the new file."""
        file = File(content, document.file.name.rpartition("/")[2])
        file.seek(0)
        document.sha256, document.size = hashlib.file_digest(file, "sha256").hexdigest(), file.size
        file.seek(0)
        document.file = file
        document.save(update_fields=["file", "sha256", "size"])
        return document.file

    def public(self):
        """Those that the coordinator chose for everybody; whether they are out is a question to their edition."""
        return self.filter(is_public=True)

    def on_disk(self):
        """[document] of those whose file lies in the storage."""
        return [row for row in self if row.file.storage.exists(row.file.name)]


class ReportDocument(models.Model):
    """One file made of an edition's content. `source` is the imported matrix that was filled, where it is one."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=20)  # a key of midterm.documents
    source = models.ForeignKey(SourceFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file = models.FileField(upload_to="reports/%Y/", storage=private_storage, max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("bytes"))
    is_public = models.BooleanField(_("everybody may read it once the edition is published"), default=False)

    objects = ReportDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of a report")
        verbose_name_plural = _("documents of reports")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "kind"], condition=Q(source__isnull=True), name="document_once"),
            models.UniqueConstraint(
                fields=["report", "kind", "source"], condition=Q(source__isnull=False), name="document_once_per_source"
            ),
        ]

    def __str__(self):
        return f"{self.report}: {self.kind}"

    @property
    def code(self):
        """What events call it: its kind, and the number of the file that was filled."""
        return f"{self.kind}-{self.source_id}" if self.source_id else self.kind


class ReportApprovalQuerySet(models.QuerySet):
    """Approvals of editions."""

    def in_order(self):
        """By date; on one day in the usual order: coordinator, ministries, national mechanism, government."""
        steps = [models.When(step=step, then=number) for number, step in enumerate(ReportApproval.Step.values)]
        return self.order_by("approved_on", models.Case(*steps), "pk")

    def lacking(self):
        """The usual stages, in words, at which nobody has approved; a State may do without one of them."""
        held = {row.step for row in self}
        return [label for step, label in ReportApproval.Step.choices if step not in held]

    def is_unusual(self):
        """Whether somebody approved, by date, before a stage that usually comes first."""
        order = ReportApproval.Step.values
        places = [order.index(row.step) for row in self.in_order()]
        return places != sorted(places)


class ReportApproval(models.Model):
    """A body that approved an edition, and when: no person is named."""

    class Step(models.TextChoices):
        COORDINATOR = "coordinator", _("national coordinator")
        MINISTRY = "ministry", _("ministries")
        MECHANISM = "mechanism", _("national mechanism for reporting and follow-up")
        GOVERNMENT = "government", _("government")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="approvals")
    step = models.CharField(_("stage"), max_length=20, choices=Step.choices)
    body = models.CharField(_("body"), max_length=200)
    approved_on = models.DateField(_("approved on"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ReportApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["approved_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="report_approval_names_the_body"),
            models.UniqueConstraint(
                fields=["report", "step", "body"],
                name="report_approved_once_per_body",
                violation_error_message=_("The approval of this body is recorded already."),
            ),
        ]

    def __str__(self):
        return f"{self.body}: {self.approved_on}"

    @transaction.atomic
    def record(self, *, by, now):
        """Write down that a body approved an edition that is not locked yet."""
        self._expect_unlocked()
        self.expect_day(timezone.localdate(now))
        self.recorded_by, self.recorded_at = by, now
        self.full_clean()
        self.save()
        Event.objects.record(Event.Verb.APPROVED, self.report, by=by, now=now, after=self._facts())

    def expect_day(self, today):
        """Raise ValidationError where nobody can have approved the edition on that day."""
        compiled = timezone.localdate(self.report.asked_at)
        if self.approved_on > today:
            raise ValidationError({"approved_on": _("This day has not come yet.")})
        if self.approved_on < compiled:
            sentence = _("This edition was compiled on %(day)s: nobody can have approved it before that day.")
            raise ValidationError({"approved_on": sentence % {"day": date_format(compiled)}})

    @transaction.atomic
    def remove(self, *, by, now):
        """Take out an approval that was recorded by mistake, as long as the edition is not locked."""
        self._expect_unlocked()
        Event.objects.record(Event.Verb.REMOVED, self.report, by=by, now=now, before=self._facts())
        self.delete()

    def _facts(self):
        return {"approval": self.step, "approved_on": self.approved_on.isoformat()}

    def _expect_unlocked(self):
        """Hold the edition; raise ValidationError where its approvals cannot change."""
        self.report.refresh_from_db(from_queryset=Report.objects.select_for_update())
        if not self.report.is_ready:
            raise ValidationError(_("Only an edition that is ready can be approved."))
        if self.report.is_locked:
            raise ValidationError(_("The edition is locked: its approvals stay as they are."))


class ReportTemplateQuerySet(models.QuerySet):
    """Templates of States."""

    def in_use(self, state):
        """The template that the next edition of the State uses, or None."""
        return self.filter(state=state, is_in_use=True).first()

    @transaction.atomic
    def take(self, state, name, content, *, by, now):
        """Store a checked Word file as the template that counts from now on; earlier ones are kept."""
        State.objects.select_for_update().get(pk=state.pk)  # one template in use, whoever is faster
        self.filter(state=state, is_in_use=True).update(is_in_use=False)
        facts = {"sha256": hashlib.sha256(content).hexdigest(), "uploaded_by": by, "uploaded_at": now}
        row = self.create(state=state, name=name[:200], file=ContentFile(content, "template.docx"), **facts)
        Event.objects.record(Event.Verb.ADDED, row, by=by, now=now, after={"sha256": row.sha256})
        return row

    @transaction.atomic
    def use_none(self, state, *, by, now):
        """From now on editions come without a template of the State's own."""
        State.objects.select_for_update().get(pk=state.pk)
        for row in self.filter(state=state, is_in_use=True):
            self.filter(pk=row.pk).update(is_in_use=False)
            Event.objects.record(Event.Verb.CHANGED, row, by=by, now=now, after={"is_in_use": False})


class ReportTemplate(models.Model):
    """A State's own Word file with our placeholders; the newest one counts."""

    state = models.ForeignKey(State, on_delete=models.CASCADE, related_name="report_templates")
    name = models.CharField(_("name of the file"), max_length=200)
    file = models.FileField(_("file"), upload_to="templates/%Y/", storage=private_storage, max_length=255)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded at"))
    is_in_use = models.BooleanField(_("in use"), default=True)

    objects = ReportTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template of the report")
        verbose_name_plural = _("templates of the report")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(is_in_use=True), name="report_template_one_in_use")
        ]

    def __str__(self):
        return self.name

    @transaction.atomic
    def use(self, *, by, now):
        """Let the next edition use this earlier template."""
        State.objects.select_for_update().get(pk=self.state_id)
        ReportTemplate.objects.filter(state=self.state_id, is_in_use=True).update(is_in_use=False)
        self.is_in_use = True
        self.save(update_fields=["is_in_use"])
        Event.objects.record(Event.Verb.CHANGED, self, by=by, now=now, after={"is_in_use": True})
