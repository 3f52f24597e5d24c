"""What a government does: implementation steps that answer many recommendations."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .followup import FollowUp
from .place import LocalGovernment
from .plan import ActionPlan
from .publishing import Publishable
from .right import Right
from .step_hints import StepHints
from .step_query import ImplementationStepQuerySet
from .step_work import StepWork
from .visibility import Visibility
from .vocabulary import Group, Target


class ImplementationStep(StepWork, StepHints, Publishable, models.Model):
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

    OPEN = (Status.PLANNED, Status.UNDER_WAY)

    class Approach(models.TextChoices):
        POLICY = "policy", _("policy: rules, plans, decisions")
        TECHNICAL = "technical", _("technical: services, training, daily practice")

    class Resources(models.TextChoices):
        YES = "yes", _("yes")
        PARTLY = "partly", _("partly")
        NO = "no", _("no")

    class Strength(models.TextChoices):
        LED_TO = "led-to", _("led to it")
        CONTRIBUTED = "contributed", _("contributed to it")
        FACILITATED = "facilitated", _("facilitated it")

    class Effect(models.TextChoices):
        WORKED = "worked", _("it worked")
        MIXED = "mixed", _("mixed results")
        FAILED = "failed", _("it did not work")

    class Change(models.TextChoices):
        LEGAL = "legal", _("legal")
        INSTITUTIONAL = "institutional", _("institutional")
        PRACTICE = "practice", _("in daily practice")
        ATTITUDE = "attitude", _("in attitudes")

    local_government = models.ForeignKey(LocalGovernment, on_delete=models.CASCADE, related_name="steps")
    follow_ups = models.ManyToManyField(FollowUp, related_name="steps", verbose_name=_("recommendations it answers"))
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    responsible = models.CharField(_("responsible department or role"), max_length=200)
    description = models.TextField(_("what is done, for whom"), blank=True)
    approach = models.CharField(_("level"), max_length=10, choices=Approach.choices, blank=True)
    provider = models.CharField(_("who carries it out, where that is another body"), max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_steps",
        verbose_name=_("who keeps it up to date"),
    )
    plan = models.ForeignKey(
        ActionPlan,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name=_("action plan"),
    )
    strategy = models.CharField(_("local plan or law it rests on"), max_length=200, blank=True)
    territory = models.CharField(_("where: districts or places"), max_length=200, blank=True)
    targets = models.ManyToManyField(Target, blank=True, related_name="steps", verbose_name=_("SDG targets"))
    rights = models.ManyToManyField(Right, blank=True, related_name="steps", verbose_name=_("rights"))
    groups = models.ManyToManyField(
        Group, blank=True, related_name="steps", verbose_name=_("groups of persons it is for")
    )
    is_embedded = models.BooleanField(_("part of other work, without a project or budget of its own"), default=False)
    has_gender_focus = models.BooleanField(_("works for gender equality"), default=False)
    participation = models.TextField(_("how rights-holders took part"), blank=True)
    resources = models.CharField(_("are the resources secured"), max_length=10, choices=Resources.choices, blank=True)
    start_date = models.DateField(_("start"), null=True, blank=True)
    due_date = models.DateField(_("due"), null=True, blank=True)
    end_date = models.DateField(_("ended on"), null=True, blank=True)
    is_date_uncertain = models.BooleanField(_("the dates are not certain yet"), default=False)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.PLANNED)
    outcome = models.TextField(_("result so far"), blank=True)
    strength = models.CharField(
        _("what the step did for the result"), max_length=20, choices=Strength.choices, blank=True
    )
    effect = models.CharField(_("did it work"), max_length=10, choices=Effect.choices, blank=True)
    change = models.CharField(_("kind of change"), max_length=20, choices=Change.choices, blank=True)
    lesson = models.TextField(_("what others can learn from it"), blank=True)
    next_step = models.TextField(_("what comes next"), blank=True)
    credit_title = models.CharField(_("modelled on"), max_length=250, blank=True)
    credit_address = models.CharField(_("where the model stands"), max_length=500, blank=True)
    # Which model it is, as StepModel names it: finds all steps that were modelled on one step or practice.
    credit_key = models.CharField(max_length=60, blank=True, db_index=True)
    visibility = models.CharField(
        _("who may see it"), max_length=10, choices=Visibility.choices, default=Visibility.INTERNAL
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(_("last update"))
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ImplementationStepQuerySet.as_manager()

    PUBLIC_TEXTS = ("title", "responsible", "description", "provider", "strategy", "territory", "participation")
    PUBLIC_TEXTS += ("outcome", "lesson", "next_step", "credit_title")
    PUBLIC_PARTS = {"partners": ("name", "part"), "challenges": ("explanation", "overcome")}
    PUBLIC_PARTS |= {"outputs": ("label", "unit"), "people_reached": ("category",)}
    PUBLIC_PARTS |= {"budget_lines": ("reallocated_from", "note"), "progress_notes": ("text",)}

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
            models.CheckConstraint(
                condition=Q(credit_key="", credit_title="", credit_address="")
                | (~Q(credit_key="") & ~Q(credit_title="") & ~Q(credit_address="")),
                name="step_credit_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["local_government", "status", "due_date"], name="step_due")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Where the government works on it."""
        return reverse("tracking:step-detail", args=[self.pk])

    @property
    def is_on_sensitive_topic(self):
        """It answers a sensitive recommendation."""
        return bool(self.pk) and self.follow_ups.filter(recommendation__is_sensitive=True).exists()

    def has_begun(self, today):
        """Under way, done, or its start has come."""
        return self.status in (self.Status.UNDER_WAY, self.Status.DONE) or bool(
            self.status == self.Status.PLANNED and self.start_date and self.start_date <= today
        )

    @property
    def is_open(self):
        """Planned or under way."""
        return self.status in self.OPEN

    def is_overdue(self, today):
        """Open, and due before today."""
        return bool(self.is_open and self.due_date and self.due_date < today)
