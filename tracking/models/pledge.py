"""Voluntary pledges and commitments of the State, with what became of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .followup import Status
from .state_record import StateRecord, not_empty


class Pledge(StateRecord):
    """One voluntary pledge, known by its number within the review."""

    EVENT_FIELDS = ("number", "made_on", "status", "due", "is_in_report")
    LEAD, BRIEF, LONG = "text", ("status", "due", "lead"), ("made_on", "made_at", "progress")

    number = models.CharField(_("number"), max_length=20)
    text = models.TextField(_("what was pledged"))
    made_on = models.DateField(_("made on"), null=True, blank=True)
    made_at = models.CharField(_("where it was made: document or session"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.NOT_STARTED)
    progress = models.TextField(_("what became of it"), blank=True)
    lead = models.CharField(_("responsible body"), max_length=200, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)

    class Meta:
        verbose_name = _("voluntary pledge")
        verbose_name_plural = _("voluntary pledges")
        ordering = ["number", "pk"]
        constraints = [
            not_empty("text", "pledge_says_something"),
            models.UniqueConstraint(
                fields=["review", "number"],
                name="pledge_number_once",
                violation_error_message=_("There is a pledge with this number already."),
            ),
        ]

    def __str__(self):
        return _("Pledge %(number)s") % {"number": self.number}
