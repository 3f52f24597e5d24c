"""What a government adds once nothing can change any more: a correction, or its reply to the report."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .contribution import Contribution
from .event import Event
from .report import Report


class ContributionNoteQuerySet(models.QuerySet):
    """Notes to contributions."""

    def replies(self):
        """What governments reply to the report."""
        return self.filter(kind=ContributionNote.Kind.REPLY)

    def corrections(self):
        """What governments put right after the report was locked."""
        return self.filter(kind=ContributionNote.Kind.CORRECTION)

    def public(self):
        """Those that their government lets everybody read."""
        return self.filter(is_public=True)

    def for_listing(self):
        """With government and edition at hand."""
        return self.select_related("contribution__local_government", "report").defer(
            "contribution__snapshot", "report__content"
        )


class ContributionNote(models.Model):
    """One note to a locked contribution. Rows are only ever added."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("correction")
        REPLY = "reply", _("reply to the report")

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="notes")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    words = models.TextField(_("words"))
    is_public = models.BooleanField(_("everybody may read it beside the report"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("written at"))

    objects = ContributionNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note to a contribution")
        verbose_name_plural = _("notes to contributions")
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="contribution_note_says_something")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.contribution}"

    @transaction.atomic
    def add(self, *, by, now):
        """Add the note beside a locked edition; nobody changes or removes it afterwards.

        The same words for the same readers are one note, however often they are sent: it then becomes the one that
        stands. Returns whether it is new.
        """
        self.words = self.words.strip()
        if not self.words:
            raise ValidationError({"words": _("Write something.")})
        if not self.report.is_locked:
            raise ValidationError(_("The report is not locked yet: change or withdraw your input instead."))
        # Of two at once the second waits, and then finds the first.
        Contribution.objects.select_for_update(no_key=True).only("pk").get(pk=self.contribution_id)
        said = {"report": self.report, "kind": self.kind, "words": self.words, "is_public": self.is_public}
        twin = type(self).objects.filter(contribution=self.contribution_id, **said).first()
        if twin:
            self.pk, self.by, self.at = twin.pk, twin.by, twin.at
            return False
        self.by, self.at = by, now
        self.save(force_insert=True)
        Event.objects.record(
            Event.Verb.ADDED,
            self,
            by=by,
            now=now,
            local_government=self.contribution.local_government,
            after={"kind": self.kind, "is_public": self.is_public},
        )
        return True
