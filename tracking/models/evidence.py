"""What shows that a step happened, or what it brought: links and files."""

import hashlib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .event import Event
from .followup import Status
from .publishing import Publishable
from .source import private_storage
from .step import ImplementationStep
from .visibility import Visibility, visible_to


class EvidenceQuerySet(models.QuerySet):
    """Evidence."""

    def visible_to(self, user):
        """Those the person may see: the evidence and the step it stands on both allow it."""
        return self.filter(
            visible_to(user, government="step__local_government"),
            visible_to(user, government="step__local_government", visibility="step__visibility"),
        )


class Evidence(Publishable, models.Model):
    """A link or a file that shows that a step happened or what it brought."""

    class Kind(models.TextChoices):
        BYLAW = "bylaw", _("by-law or decision")
        MINUTES = "minutes", _("minutes")
        BUDGET_LINE = "budget-line", _("budget line")
        EVALUATION = "evaluation", _("evaluation")
        STATISTICS = "statistics", _("statistics")
        JUDGMENT = "judgment", _("judgment")
        MEDIA = "media", _("media report")
        WITHHELD = "withheld", _("testimony, withheld")
        OTHER = "other", _("other")

    step = models.ForeignKey(ImplementationStep, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    title = models.CharField(_("title"), max_length=200)
    link = models.URLField(_("link"), max_length=500, blank=True)
    file = models.FileField(_("file"), upload_to="evidence/%Y/", storage=private_storage, blank=True, max_length=255)
    file_name = models.CharField(_("file name"), max_length=255, blank=True)
    visibility = models.CharField(
        _("who may see it"), max_length=10, choices=Visibility.choices, default=Visibility.INTERNAL
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"))

    objects = EvidenceQuerySet.as_manager()

    PUBLISHER = "step__local_government"
    PUBLIC_TEXTS = ("title", "link", "file_name")
    PUBLIC_JOINS = ("step__local_government",)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="withheld", link="", file="")
                | (~Q(kind="withheld") & ((Q(link="") & ~Q(file="")) | (~Q(link="") & Q(file="")))),
                name="evidence_link_or_file",
                violation_error_message=_("Give a link or a file, one of the two; for a withheld testimony neither."),
            )
        ]

    def __str__(self):
        return self.title

    @property
    def publisher(self):
        """The government whose step it stands on."""
        return self.step.local_government

    @property
    def told_on(self):
        """Its step."""
        return self.step

    @property
    def is_on_sensitive_topic(self):
        """As its step is."""
        return self.step.is_on_sensitive_topic

    @property
    def fingerprint(self):
        """Its words and which file it is: each stored file has a name of its own."""
        return hashlib.sha256(f"{super().fingerprint} {self.file.name}".encode()).hexdigest()

    @transaction.atomic
    def add(self, *, by, now):
        """Save the new evidence, and say on its step that it came."""
        self.added_by, self.added_at = by, now
        self.save()
        self._record(Event.Verb.ADDED, by=by, now=now, after={"evidence": self.kind})

    @transaction.atomic
    def remove(self, *, by, now):
        """Delete the evidence and its file.

        Raises ValidationError while a follow-up claims a status that only this evidence shows.
        """
        others = Evidence.objects.exclude(pk=self.pk)
        claimed = self.step.follow_ups.filter(status__in=[Status.PARTLY, Status.IMPLEMENTED])
        # Taken, so that of two removals at once the second sees what the first left.
        for follow_up in claimed.select_for_update(of=("self",)).select_related("recommendation").order_by("pk"):
            if not others.filter(step__follow_ups=follow_up).exists():
                raise ValidationError(
                    _("This is the only evidence behind the status “%(status)s” of %(paragraph)s. Change it first."),
                    params={"status": follow_up.get_status_display(), "paragraph": follow_up.recommendation.paragraph},
                )
        self._record(Event.Verb.REMOVED, by=by, now=now, before={"evidence": self.kind})
        file = self.file
        self.delete()
        if file:
            transaction.on_commit(lambda: file.storage.delete(file.name))

    def _record(self, verb, *, by, now, **values):
        government = self.step.local_government
        Event.objects.record(verb, self.step, by=by, now=now, local_government=government, **values)
