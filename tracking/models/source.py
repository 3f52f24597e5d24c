"""Files from which recommendations were imported, and what became of every row."""

import datetime

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .membership import Membership
from .review import Review

LOST_AFTER = datetime.timedelta(minutes=20)  # longer than any task may run


def private_storage():
    """Files that are served only through a view that asks for permission."""
    return storages["private"]


class SourceFileQuerySet(models.QuerySet):
    """Imported files."""

    def waiting(self):
        """Files that somebody confirmed and no worker has finished."""
        return self.filter(status__in=[SourceFile.Status.CONFIRMED, SourceFile.Status.RUNNING])

    def undecided(self):
        """Files of which nothing is imported and which no worker has: they may be confirmed or discarded."""
        return self.filter(status__in=SourceFile.UNDECIDED)

    def confirm(self, pk, *, by, now):
        """Release an undecided file for import; False where somebody was faster."""
        fields = {"error": "", "started_at": None, "finished_at": None}
        status = SourceFile.Status.CONFIRMED
        taken = self.undecided().filter(pk=pk).update(status=status, confirmed_by=by, confirmed_at=now, **fields)
        return taken == 1

    def claim(self, pk, *, now):
        """Take a confirmed file for this worker, or one whose worker vanished; False where another has it."""
        lost = models.Q(status=SourceFile.Status.RUNNING, started_at__lt=now - LOST_AFTER)
        claimable = models.Q(status=SourceFile.Status.CONFIRMED) | lost
        return self.filter(claimable, pk=pk).update(status=SourceFile.Status.RUNNING, started_at=now) == 1

    def visible_to(self, user):
        """The files of the States that the person serves."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(review__state__in=Membership.objects.serving(user).values("state"))

    def for_listing(self):
        """With review and person at hand, and the number of rows of each outcome: `new_count` and so on."""
        counts = {
            f"{outcome}_count": models.Count("rows", filter=models.Q(rows__outcome=outcome))
            for outcome in SourceRow.Outcome.values
        }
        return self.select_related("review__state", "uploaded_by", "confirmed_by").annotate(**counts)


class SourceFile(models.Model):
    """One uploaded file of recommendations to one review; the bytes are kept as they came."""

    class Status(models.TextChoices):
        PREVIEWED = "previewed", _("waiting for your confirmation")
        CONFIRMED = "confirmed", _("waiting to be imported")
        RUNNING = "running", _("being imported")
        IMPORTED = "imported", _("imported")
        FAILED = "failed", _("not imported")

    UNDECIDED = (Status.PREVIEWED, Status.FAILED)

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="source_files")
    file = models.FileField(_("file"), upload_to="sources/%Y/", storage=private_storage, max_length=255)
    name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(_("checksum"), max_length=64)
    layout = models.CharField(_("format"), max_length=40, blank=True)
    language = models.CharField(_("language of the texts"), max_length=10, default="en")
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.PREVIEWED)
    error = models.TextField(_("what went wrong"), blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="source_files")
    uploaded_at = models.DateTimeField(_("uploaded at"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = SourceFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "sha256"], name="source_file_once_per_review"),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="source_file_confirmed_by_and_at",
            ),
            models.CheckConstraint(
                condition=models.Q(status="previewed", confirmed_at__isnull=True)
                | (~models.Q(status="previewed") & models.Q(confirmed_at__isnull=False)),
                name="source_file_runs_only_confirmed",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The preview before, the outcome after the import."""
        return reverse("tracking:import-detail", args=[self.pk])

    @property
    def is_undecided(self):
        """Nothing of it is imported: somebody may still confirm or discard it."""
        return self.status in self.UNDECIDED

    @property
    def is_waiting(self):
        """Confirmed, and not finished."""
        return self.status in (self.Status.CONFIRMED, self.Status.RUNNING)


class SourceRowQuerySet(models.QuerySet):
    """Rows of imported files."""

    def most_urgent_first(self):
        """What a person has to look at comes first: rejected, changed, new, same; then as in the file."""
        whens = [models.When(outcome=outcome, then=rank) for rank, outcome in enumerate(SourceRow.BY_URGENCY)]
        return self.annotate(rank=models.Case(*whens, output_field=models.IntegerField())).order_by("rank", "number")


class SourceRow(models.Model):
    """What the import makes, or made, of one row of a file."""

    class Outcome(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        SAME = "same", _("same")
        REJECTED = "rejected", _("rejected")

    BY_URGENCY = (Outcome.REJECTED, Outcome.CHANGED, Outcome.NEW, Outcome.SAME)

    source_file = models.ForeignKey(SourceFile, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("position among the rows"))
    place = models.CharField(_("place in the file"), max_length=120)
    paragraph = models.CharField(_("paragraph"), max_length=30, blank=True)
    text = models.TextField(_("text"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    problems = models.JSONField(_("why it was rejected"), default=list, blank=True)
    notices = models.JSONField(_("what to look at"), default=list, blank=True)
    changes = models.JSONField(_("old and new values"), default=list, blank=True)

    objects = SourceRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an imported file")
        verbose_name_plural = _("rows of imported files")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["source_file", "number"], name="source_row_number_unique_in_file")
        ]

    def __str__(self):
        return f"{self.place}: {self.outcome}"

    @property
    def has_other_text(self):
        """The text itself is among the changes."""
        return any(change["name"] == "text" for change in self.changes)
