"""What a government does: implementation steps that answer many recommendations, and their evidence."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .event import Event
from .followup import FollowUp, Status
from .place import LocalGovernment
from .source import private_storage
from .visibility import Visibility, visible_to


class ImplementationStepQuerySet(models.QuerySet):
    """Implementation steps."""

    def visible_to(self, user):
        """Those the person may see."""
        return self.filter(visible_to(user))

    def open(self):
        """Planned or under way."""
        return self.filter(status__in=[ImplementationStep.Status.PLANNED, ImplementationStep.Status.UNDER_WAY])

    def overdue(self, today):
        """Open steps whose due date has passed."""
        return self.open().filter(due_date__lt=today)

    def for_listing(self):
        """With government and the recommendations they answer."""
        return self.select_related("local_government").prefetch_related("follow_ups__recommendation")


class ImplementationStep(models.Model):
    """A measure of a government: a by-law, a service, a training ... that answers one or more recommendations."""

    class Kind(models.TextChoices):
        LAW = "law", _("law, by-law or regulation")
        POLICY = "policy", _("policy, strategy or plan")
        PROGRAMME = "programme", _("programme or project")
        SERVICE = "service", _("public service")
        INSTITUTION = "institution", _("institution or body")
        BUDGET = "budget", _("budget allocation or reallocation")
        TRAINING = "training", _("training, capacity building")
        AWARENESS = "awareness", _("awareness raising, campaign")
        PARTICIPATION = "participation", _("participation, consultation, dialogue")
        DATA = "data", _("data, study, indicator")
        COMPLAINT = "complaint", _("complaint or remedy mechanism")
        PROTOCOL = "protocol", _("protocol or guideline")
        INFRASTRUCTURE = "infrastructure", _("infrastructure")
        PROCUREMENT = "procurement", _("procurement")
        PARTNERSHIP = "partnership", _("partnership, agreement")
        DECLARATION = "declaration", _("declaration, commitment")
        MONITORING = "monitoring", _("monitoring, evaluation")
        ADVOCACY = "advocacy", _("advocacy to another authority")
        OTHER = "other", _("other")

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        UNDER_WAY = "under-way", _("under way")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")

    local_government = models.ForeignKey(LocalGovernment, on_delete=models.CASCADE, related_name="steps")
    follow_ups = models.ManyToManyField(FollowUp, related_name="steps", verbose_name=_("recommendations it answers"))
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    responsible = models.CharField(_("responsible department or role"), max_length=200)
    description = models.TextField(_("what is done, for whom"), blank=True)
    start_date = models.DateField(_("start"), null=True, blank=True)
    due_date = models.DateField(_("due"), null=True, blank=True)
    end_date = models.DateField(_("ended on"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.PLANNED)
    outcome = models.TextField(_("result so far"), blank=True)
    visibility = models.CharField(
        _("who may see it"), max_length=10, choices=Visibility.choices, default=Visibility.INTERNAL
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(_("last update"))
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ImplementationStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("implementation step")
        verbose_name_plural = _("implementation steps")
        ordering = ["due_date", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="step_title_not_empty"),
            models.CheckConstraint(
                condition=Q(start_date__isnull=True)
                | Q(due_date__isnull=True)
                | Q(due_date__gte=models.F("start_date")),
                name="step_due_after_start",
                violation_error_message=_("The due date lies before the start."),
            ),
            models.CheckConstraint(
                condition=Q(start_date__isnull=True)
                | Q(end_date__isnull=True)
                | Q(end_date__gte=models.F("start_date")),
                name="step_ended_after_start",
                violation_error_message=_("The end date lies before the start."),
            ),
            models.CheckConstraint(
                condition=~Q(status="done") | Q(end_date__isnull=False),
                name="step_done_has_end_date",
                violation_error_message=_("A step that is done needs the date on which it ended."),
            ),
        ]
        indexes = [models.Index(fields=["local_government", "status", "due_date"], name="step_due")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Where the government works on it."""
        return reverse("tracking:step-detail", args=[self.pk])

    def has_begun(self, today):
        """Under way, done, or its start has come."""
        return self.status in (self.Status.UNDER_WAY, self.Status.DONE) or bool(
            self.status == self.Status.PLANNED and self.start_date and self.start_date <= today
        )

    @property
    def is_open(self):
        """Planned or under way."""
        return self.status in (self.Status.PLANNED, self.Status.UNDER_WAY)

    def is_overdue(self, today):
        """Open, and due before today."""
        return bool(self.is_open and self.due_date and self.due_date < today)

    # What an event may tell of a step: codes and dates, never free text.
    EVENT_FIELDS = ("kind", "status", "visibility", "start_date", "due_date", "end_date")

    def _facts(self):
        values = {name: getattr(self, name) for name in self.EVENT_FIELDS}
        return {name: str(value) for name, value in values.items() if value}

    def _follow_up_of(self, recommendation, *, by, now):
        """The government's follow-up; made where there is none."""
        return FollowUp.objects.get_or_create(
            local_government=self.local_government,
            recommendation=recommendation,
            defaults={"updated_at": now, "updated_by": by},
        )[0]

    @transaction.atomic
    def save_work(self, recommendations, *, by, now):
        """Save what a person wrote, as the answer to exactly these recommendations.

        A follow-up that does not exist yet is made, still to be triaged.
        """
        stored = type(self).objects.filter(pk=self.pk).first()
        before = stored._facts() if stored else {}
        if stored is None:
            self.added_by = by
        self.updated_at, self.updated_by = now, by
        self.save()
        self.follow_ups.set(self._follow_up_of(recommendation, by=by, now=now) for recommendation in recommendations)
        after = self._facts()
        changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
        Event.objects.record(
            Event.Verb.CHANGED if stored else Event.Verb.ADDED,
            self,
            by=by,
            now=now,
            local_government=self.local_government,
            before={name: before[name] for name in self.EVENT_FIELDS if name in changed and name in before},
            after={name: after[name] for name in self.EVENT_FIELDS if name in changed and name in after},
        )


class EvidenceQuerySet(models.QuerySet):
    """Evidence."""

    def visible_to(self, user):
        """Those the person may see: the evidence and the step it stands on both allow it."""
        return self.filter(
            visible_to(user, government="step__local_government"),
            visible_to(user, government="step__local_government", visibility="step__visibility"),
        )


class Evidence(models.Model):
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
        for follow_up in claimed.select_related("recommendation"):
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
