"""Reminders as rows: which rule, for what, due when, to whom, and what became of the mail."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .membership import Membership
from .place import LocalGovernment


class ReminderRule(models.Model):
    """So many days before (positive) or after (negative) a date, people hear of what is missing."""

    class Kind(models.TextChoices):
        CALL_DEADLINE = "call-deadline", _("last day for input")
        STEP_DUE = "step-due", _("due date of a step")

    kind = models.CharField(_("date"), max_length=20, choices=Kind.choices)
    days_before = models.SmallIntegerField(_("days before"), help_text=_("Negative for days after."))
    tells_coordinator = models.BooleanField(_("also tells the coordinator"), default=False)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("reminder rule")
        verbose_name_plural = _("reminder rules")
        ordering = ["kind", "-days_before"]
        constraints = [models.UniqueConstraint(fields=["kind", "days_before"], name="reminder_rule_once")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.days_before}"


class ReminderDeliveryQuerySet(models.QuerySet):
    """Deliveries."""

    def pending(self):
        """Mails that nobody has claimed."""
        return self.filter(status=ReminderDelivery.Status.PENDING)

    def visible_to(self, user):
        """Own mails; for those who serve a State also the mails to its governments' people."""
        if not user.is_authenticated:
            return self.none()
        states = Membership.objects.serving(user).values("state")
        return self.filter(Q(recipient=user) | Q(items__local_government__state__in=states)).distinct()

    def for_listing(self):
        """With recipients and lines at hand."""
        return self.select_related("recipient").prefetch_related("items__local_government", "items__rule")

    def claim(self, pk, *, now):
        """Take a pending delivery for this worker; False where another worker has it."""
        taken = self.filter(pk=pk, status=ReminderDelivery.Status.PENDING).update(
            status=ReminderDelivery.Status.SENDING, claimed_at=now
        )
        return taken == 1


class ReminderDelivery(models.Model):
    """One mail to one person, gathering what is due for them; claimed before it goes out."""

    class Status(models.TextChoices):
        PENDING = "pending", _("waiting to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        SKIPPED = "skipped", _("not needed any more")
        FAILED = "failed", _("failed")
        UNKNOWN = "unknown", _("outcome unknown: look into it")

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    language = models.CharField(_("language"), max_length=10)
    local_date = models.DateField(_("date at the recipient"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PENDING)
    subject = models.CharField(_("subject"), max_length=255, blank=True)
    selected_at = models.DateTimeField(_("prepared at"))
    claimed_at = models.DateTimeField(_("sending began at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    error = models.TextField(_("what went wrong"), blank=True)

    objects = ReminderDeliveryQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reminder mail")
        verbose_name_plural = _("reminder mails")
        ordering = ["-selected_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient"],
                condition=Q(status="pending"),
                name="reminder_one_pending_mail_per_person",
            ),
            models.CheckConstraint(
                condition=Q(status="pending", claimed_at__isnull=True)
                | (~Q(status="pending") & Q(claimed_at__isnull=False)),
                name="reminder_claimed_when_not_pending",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "sending"], finished_at__isnull=True)
                | Q(status__in=["sent", "skipped", "failed", "unknown"], finished_at__isnull=False),
                name="reminder_finished_has_when",
            ),
        ]

    def __str__(self):
        return f"{self.recipient}, {self.local_date}: {self.get_status_display()}"

    @property
    def can_be_retried(self):
        """A person may decide to send it again, while it still has lines."""
        is_open = self.status in (self.Status.FAILED, self.Status.UNKNOWN)
        return is_open and bool(self.items.all())


class ReminderItem(models.Model):
    """One line of a mail: one rule, one object, one due date, one recipient; never twice."""

    delivery = models.ForeignKey(ReminderDelivery, on_delete=models.CASCADE, related_name="items")
    rule = models.ForeignKey(ReminderRule, on_delete=models.PROTECT, related_name="items")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    local_government = models.ForeignKey(LocalGovernment, on_delete=models.CASCADE, related_name="reminder_items")
    object_id = models.BigIntegerField()  # the call or the step, as the rule's kind says
    due_date = models.DateField(_("due"))

    class Meta:
        verbose_name = _("line of a reminder")
        verbose_name_plural = _("lines of reminders")
        ordering = ["due_date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "object_id", "local_government", "due_date", "recipient"],
                name="reminder_never_twice",
            )
        ]

    def __str__(self):
        return f"{self.rule} ({self.object_id})"
