"""One line of a mail, or a line that a person skipped with a reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .membership import Membership
from .place import LocalGovernment, State
from .reminder import ReminderDelivery
from .reminder_rule import Kind, ReminderRule

ABOUT_CONTRIBUTION = (Kind.RETURNED, Kind.APPROVAL)
ABOUT_CALL = (Kind.CALL_OPENED, Kind.BY_HAND, Kind.DATE_MOVED, Kind.CALL_DEADLINE)
ABOUT_CALL += (Kind.EXCERPTS, Kind.PUBLISHED, Kind.WEEKLY_BOARD)


class ReminderItemQuerySet(models.QuerySet):
    """Lines."""

    def visible_to(self, user):
        """Own lines; for those who serve a State also those about it and its governments."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(recipient=user) | Q(state__in=Membership.objects.serving(user).values("state")))

    def about_call(self, call):
        """Those about a call, or about input to it."""
        of_input = Q(rule__kind__in=ABOUT_CONTRIBUTION, object_id__in=call.contributions.values("pk"))
        return self.filter(Q(rule__kind__in=ABOUT_CALL, object_id=call.pk) | of_input)

    def skipped(self):
        """Those that a person skipped, the newest first."""
        return self.filter(delivery=None).order_by("-skipped_at", "-pk")


class ReminderItem(models.Model):
    """One line of a mail: one rule, one object, one due date, one recipient; never twice.

    A line without a mail was skipped by a person, with a reason; it keeps its place, so that nothing sends it.
    """

    class LeftOut(models.TextChoices):
        """Why a line did not go out with its mail."""

        DONE = "done", _("done meanwhile")
        MOVED = "moved", _("the date moved")
        PAUSED = "paused", _("the reader set it aside")
        NOT_THEIRS = "not-theirs", _("no longer the reader’s matter")

    delivery = models.ForeignKey(ReminderDelivery, on_delete=models.CASCADE, related_name="items", null=True)
    rule = models.ForeignKey(ReminderRule, on_delete=models.PROTECT, related_name="items")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.ForeignKey(State, on_delete=models.CASCADE, related_name="reminder_items")
    local_government = models.ForeignKey(
        LocalGovernment, on_delete=models.CASCADE, related_name="reminder_items", null=True, blank=True
    )
    object_id = models.BigIntegerField()  # what the rule's kind is about: a call, a step, an indicator ...
    due_date = models.DateField(_("due"))
    left_out = models.CharField(_("left out"), max_length=12, choices=LeftOut.choices, blank=True)
    skipped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    skipped_at = models.DateTimeField(_("skipped at"), null=True, blank=True)
    skip_reason = models.CharField(_("why it is skipped"), max_length=200, blank=True)

    objects = ReminderItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a reminder")
        verbose_name_plural = _("lines of reminders")
        ordering = ["due_date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "object_id", "local_government", "due_date", "recipient"],
                condition=Q(local_government__isnull=False),
                name="reminder_never_twice",
            ),
            models.UniqueConstraint(
                fields=["rule", "object_id", "state", "due_date", "recipient"],
                condition=Q(local_government__isnull=True),
                name="reminder_of_state_never_twice",
            ),
            models.CheckConstraint(
                condition=Q(delivery__isnull=False, skipped_by__isnull=True, skipped_at__isnull=True, skip_reason="")
                | (Q(delivery__isnull=True, skipped_by__isnull=False, skipped_at__isnull=False) & ~Q(skip_reason="")),
                name="reminder_in_a_mail_or_skipped_with_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.rule} ({self.object_id})"

    @property
    def key(self):
        """What makes it unique, as DueItem.key."""
        return self.rule_id, self.object_id, self.local_government_id, self.due_date, self.recipient_id

    @property
    def of_whom_and_what(self):
        """What makes it unique beside its rule."""
        return self.object_id, self.state_id, self.local_government_id, self.due_date, self.recipient_id
