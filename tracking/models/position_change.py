"""Changes of the State's position on a recommendation since the adoption: noted, and supported today."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .recommendation import Recommendation
from .state_record import StateRecord, StateRecordQuerySet


class PositionChangeQuerySet(StateRecordQuerySet):
    """Changes of position."""

    def of_review(self, review):
        """Those of one review, with their recommendations."""
        return super().of_review(review).select_related("recommendation")

    def public(self, today):
        """Those that everybody may know: decided by today, and told in the report."""
        return self.for_report().filter(decided_on__lte=today).order_by("decided_on")

    def public_on(self, recommendation, today):
        """Those of one recommendation that everybody may know."""
        return self.public(today).filter(recommendation=recommendation)

    def position_before(self, recommendation, day=None, without=None):
        """The position that held before a day (None: the newest): that of the last change, else of the adoption."""
        earlier = self.filter(recommendation=recommendation).exclude(pk=without).order_by("-decided_on", "-pk")
        if day:
            earlier = earlier.filter(decided_on__lt=day)
        newest = earlier.first()
        return newest.new_position if newest else recommendation.position


class PositionChange(StateRecord):
    """One change. The recommendation keeps the position of its adoption; this stands beside it."""

    EVENT_FIELDS = ("old_position", "new_position", "decided_on", "is_in_report")
    LEAD, BRIEF = "reason", ("old_position", "new_position", "decided_on", "source")

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="position_changes")
    old_position = models.CharField(_("position until then"), max_length=10, choices=Recommendation.Position.choices)
    new_position = models.CharField(_("position since then"), max_length=10, choices=Recommendation.Position.choices)
    decided_on = models.DateField(_("decided on"))
    source = models.CharField(_("document that says so"), max_length=200)
    reason = models.TextField(_("why"), blank=True)

    objects = PositionChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of position")
        verbose_name_plural = _("changes of position")
        ordering = ["recommendation__order", "decided_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(old_position=F("new_position")),
                name="position_change_changes_it",
                violation_error_message=_("The position is the same before and after."),
            ),
            models.CheckConstraint(condition=~Q(source=""), name="position_change_has_a_source"),
            models.UniqueConstraint(
                fields=["recommendation", "decided_on"],
                name="position_change_once_a_day",
                violation_error_message=_("A change of this day is recorded already."),
            ),
        ]

    def __str__(self):
        return f"{self.recommendation}: {self.get_new_position_display()}"
