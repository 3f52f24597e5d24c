"""What a person does not want to hear of: until a day, or not at all."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .place import LocalGovernment
from .reminder_rule import BINDING, Kind


class ReminderPauseQuerySet(models.QuerySet):
    """Pauses."""

    def holding(self, day):
        """Those that hold on this day: muted for good, or until a day that has not come."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day))


class ReminderPause(models.Model):
    """One person sets one thing aside until a day (snooze), or mutes it (no day).

    What binds (reminder_rule.BINDING) cannot be set aside: somebody else waits for it.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminder_pauses")
    kind = models.CharField(_("date"), max_length=20, choices=Kind.choices)
    object_id = models.BigIntegerField()
    local_government = models.ForeignKey(
        LocalGovernment, on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("Empty: until you take it back."))
    made_at = models.DateTimeField(_("made at"))

    objects = ReminderPauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder that is set aside")
        verbose_name_plural = _("reminders that are set aside")
        ordering = ["until", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "kind", "object_id"], name="reminder_pause_once"),
            models.CheckConstraint(condition=~Q(kind__in=sorted(BINDING)), name="reminder_pause_never_of_what_binds"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.object_id})"
