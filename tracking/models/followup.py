"""One local government's answer to one recommendation: relevance, status, gap."""

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .event import Event
from .followup_query import FollowUpQuerySet
from .place import LocalGovernment
from .publishing import Publishable
from .recommendation import Recommendation
from .visibility import Visibility

STALE_AFTER_MONTHS = 12


class Status(models.TextChoices):
    """How far a government is with a recommendation; what each one asks for stands in FollowUp.missing_for."""

    NOT_STARTED = "not_started", _("Not started")
    PLANNED = "planned", _("Planned")
    IN_PROGRESS = "in_progress", _("In progress")
    PARTLY = "partly", _("Partly implemented")
    IMPLEMENTED = "implemented", _("Implemented")
    ONGOING = "ongoing", _("Ongoing")
    NOT_APPLICABLE = "not_applicable", _("Not in our competence")


class FollowUp(Publishable, models.Model):
    """What one government says about one recommendation."""

    class Relevance(models.TextChoices):
        NECESSARY = "necessary", _("Necessary: nothing moves without us")
        HELPFUL = "helpful", _("Helpful: we can add to it")
        SUPPORT_ONLY = "support-only", _("Support only: we can advocate or give data")
        NOT_OURS = "not-ours", _("Not ours")

    local_government = models.ForeignKey(LocalGovernment, on_delete=models.CASCADE, related_name="follow_ups")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="follow_ups")
    relevance = models.CharField(_("relevance"), max_length=20, choices=Relevance.choices, blank=True)
    who_can = models.CharField(_("who can act"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.NOT_STARTED)
    gap = models.TextField(_("what is still missing"), blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    outcome = models.TextField(_("result"), blank=True)
    outcome_absence = models.TextField(_("why no result can be shown"), blank=True)
    has_setback = models.BooleanField(_("setback"), default=False)
    setback_explanation = models.TextField(_("what went backwards, and why"), blank=True)
    plain_reading = models.TextField(_("what it means for us"), blank=True)
    department = models.CharField(_("department that leads"), max_length=200, blank=True)
    visibility = models.CharField(
        _("who may see it"), max_length=10, choices=Visibility.choices, default=Visibility.INTERNAL
    )
    updated_at = models.DateTimeField(_("last update"))
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("updated by")
    )

    objects = FollowUpQuerySet.as_manager()
    PUBLIC_TEXTS = ("who_can", "gap", "outcome", "outcome_absence", "setback_explanation", "plain_reading")
    PUBLIC_TEXTS += ("department",)

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["recommendation__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["local_government", "recommendation"], name="follow_up_once_per_government"
            ),
            models.CheckConstraint(
                condition=~Q(relevance="not-ours") | ~Q(who_can=""),
                name="follow_up_not_ours_says_who_can",
                violation_error_message=_("Say who can act on it."),
            ),
            models.CheckConstraint(
                condition=~Q(status="not_applicable") | ~Q(who_can=""),
                name="follow_up_not_applicable_says_who_can",
                violation_error_message=_("Say who can act on it."),
            ),
            models.CheckConstraint(
                condition=~Q(status="partly") | ~Q(gap=""),
                name="follow_up_partly_names_the_gap",
                violation_error_message=_("Say what is still missing."),
            ),
            models.CheckConstraint(
                condition=~Q(status="implemented")
                | (Q(ended_on__isnull=False) & (~Q(outcome="") | ~Q(outcome_absence=""))),
                name="follow_up_implemented_has_end_and_result",
                violation_error_message=_("Give the end date, and the result or why none can be shown."),
            ),
            models.CheckConstraint(
                condition=Q(has_setback=False) | ~Q(setback_explanation=""),
                name="follow_up_setback_is_explained",
                violation_error_message=_("Say what went backwards, and why."),
            ),
        ]
        indexes = [
            models.Index(fields=["recommendation", "visibility", "status"], name="follow_up_published"),
            # Finds what was published lately, for those who comment.
            models.Index(fields=["visibility", "updated_at"], name="follow_up_lately"),
        ]

    def __str__(self):
        return f"{self.local_government}: {self.recommendation}"

    def get_absolute_url(self):
        """Where the government works on it."""
        return reverse("tracking:followup-edit", args=[self.local_government_id, self.recommendation_id])

    @property
    def is_on_sensitive_topic(self):
        """As its recommendation is."""
        return self.recommendation.is_sensitive

    @property
    def published_status_label(self):
        """The status in words as others read it, for whom "our competence" would be their own."""
        return _("Not in their competence") if self.status == Status.NOT_APPLICABLE else self.get_status_display()

    @staticmethod
    def short_relevance(relevance):
        """The relevance in a word or two, in the reader's language; empty for none."""
        return str(dict(FollowUp.Relevance.choices).get(relevance, "")).split(":")[0].strip()

    def is_stale(self, today):
        """An ongoing follow-up without an update for twelve months."""
        oldest = today - relativedelta(months=STALE_AFTER_MONTHS)
        return self.status == Status.ONGOING and timezone.localdate(self.updated_at) < oldest

    def missing_for(self, status, today):
        """What the status still asks for, as a list of (field, sentence); empty when it may be set.

        Planned: a step with a date. In progress: a begun step. Partly: evidence and the gap. Implemented:
        evidence, end date, and a result or why none can be shown. Not in our competence: who can act.
        """
        rules = [*self._rules_of(status, today)]
        if self.has_setback:
            rules.append(("setback_explanation", self.setback_explanation, _("Say what went backwards, and why.")))
        return [(field, sentence) for field, holds, sentence in rules if not holds]

    def _rules_of(self, status, today):
        """(field, whether it holds, what to say where it does not) of one status."""
        steps = list(self.steps.all()) if self.pk else []
        if status == Status.PLANNED:
            yield "status", any(step.due_date for step in steps), _("Planned needs a step with a due date.")
        elif status == Status.IN_PROGRESS:
            has_begun = any(step.has_begun(today) for step in steps)
            yield "status", has_begun, _("In progress needs a step that has begun.")
        elif status == Status.PARTLY:
            yield "status", self.has_evidence, _("Partly implemented needs evidence on one of its steps.")
            yield "gap", self.gap, _("Say what is still missing.")
        elif status == Status.IMPLEMENTED:
            result = self.outcome or self.outcome_absence or self.measured_result
            yield "status", self.has_evidence, _("Implemented needs evidence on one of its steps.")
            yield "ended_on", self.ended_on, _("Give the date on which it ended.")
            yield "outcome", result, _("Give the result, or say why none can be shown.")
        elif status == Status.NOT_APPLICABLE:
            yield "who_can", self.who_can, _("Say who can act on it.")

    @property
    def has_evidence(self):
        """At least one piece of evidence stands on one of its steps."""
        return bool(self.pk) and self.steps.filter(evidence__isnull=False).exists()

    @property
    def measured_result(self):
        """The result as its outcome indicators tell it: which of them have a value; empty where none has.

        Public indicators only: the result is kept, and may be published long after.
        """
        if not self.pk:
            return ""
        shown = self.indicators.filter(kind="outcome", values__superseded_at__isnull=True, values__reason="")
        shown = shown.filter(visibility=Visibility.PUBLIC)
        names = dict.fromkeys(shown.values_list("name", flat=True))
        return _("See the indicator: %(names)s.") % {"names": "; ".join(names)} if names else ""

    @transaction.atomic
    def triage(self, relevance, *, by, now, who_can=None, on_behalf_of=""):
        """Say how far the recommendation is the government's matter; 'not ours' asks who can act."""
        before = {"relevance": self.relevance, "who_can": self.who_can, "status": self.status}
        self.relevance = relevance
        if who_can is not None:
            self.who_can = who_can.strip()
        if relevance == self.Relevance.NOT_OURS and not self.who_can:
            raise ValidationError({"who_can": _("Say who can act on it.")})
        if relevance == self.Relevance.NOT_OURS:
            self.status = Status.NOT_APPLICABLE
        elif self.status == Status.NOT_APPLICABLE:
            self.status = Status.NOT_STARTED
        self._save_with_event(Event.Verb.TRIAGED, before, by=by, now=now, on_behalf_of=on_behalf_of)

    @transaction.atomic
    def restore_triage(self, before, *, by, now):
        """Take a triage back: relevance, who can and status stand again as in `before`, the triage's own event."""
        changed = {name: getattr(self, name) for name in before}
        for name, value in before.items():
            setattr(self, name, value)
        self._save_with_event(Event.Verb.TRIAGED, changed, by=by, now=now)

    @transaction.atomic
    def set_status(self, status, *, by, now, on_behalf_of="", **fields):
        """Set the status, and with it any of gap, ended_on, outcome, setback and the like.

        Raises ValidationError, keyed by field, while something the status asks for is missing.
        """
        before = {"status": self.status, "has_setback": self.has_setback, "visibility": self.visibility}
        for name, value in fields.items():
            setattr(self, name, value)
        missing = self.missing_for(status, timezone.localdate(now))
        if missing:
            errors = {}
            for field, sentence in missing:
                errors.setdefault(field, []).append(sentence)
            raise ValidationError(errors)
        if status == Status.IMPLEMENTED and not (self.outcome or self.outcome_absence):
            self.outcome = self.measured_result
        self.status = status
        self._save_with_event(Event.Verb.STATUS_SET, before, by=by, now=now, on_behalf_of=on_behalf_of)

    @transaction.atomic
    def write_reading(self, text, *, by, now, department=None, on_behalf_of=""):
        """Say in own words what the recommendation means for the government, and which department leads."""
        self.plain_reading = text.strip()
        if department is not None:
            self.department = department.strip()
        self._save_with_event(Event.Verb.CHANGED, {}, by=by, now=now, on_behalf_of=on_behalf_of)

    def _save_with_event(self, verb, before, *, by, now, on_behalf_of=""):
        self.updated_at, self.updated_by = now, by
        self.save()
        Event.objects.record(
            verb,
            self,
            by=by,
            now=now,
            local_government=self.local_government,
            on_behalf_of=on_behalf_of,
            before=before,
            after={name: getattr(self, name) for name in before},
        )
