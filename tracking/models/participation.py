"""How a government took part in the review of its State, phase by phase."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .place import LocalGovernment
from .record import Record, RecordQuerySet
from .review import Review


class ParticipationQuerySet(RecordQuerySet):
    """What governments did in the phases of reviews."""

    def for_listing(self):
        """With government and review, by phase and date."""
        return self.select_related("local_government__state", "review__state").order_by("held_on", "pk")


class Participation(Record):
    """One thing a government did in one phase of a review of its State."""

    class Phase(models.TextChoices):
        CONSULTATION = "consultation", _("national consultation")
        OBSERVERS = "observers", _("observers at the review")
        ADVICE = "advice", _("advice before the adoption")
        MID_TERM = "mid-term", _("mid-term report")
        NEXT_REPORT = "next-report", _("next national report")
        NATIONAL_BODY = "national-body", _("seat in the national body for reporting and follow-up")

    EVENT_FIELDS = ("phase", "held_on", "people_count", "visibility")
    PUBLIC_TEXTS = ("title", "text", "place", "roles", "link")

    local_government = models.ForeignKey(LocalGovernment, on_delete=models.CASCADE, related_name="participations")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="participations")
    phase = models.CharField(_("phase"), max_length=20, choices=Phase.choices)
    title = models.CharField(_("what you did"), max_length=200)
    text = models.TextField(_("more about it"), blank=True)
    held_on = models.DateField(_("date"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)
    people_count = models.PositiveIntegerField(_("people of your government"), null=True, blank=True)
    roles = models.CharField(_("their roles"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation in a review")
        verbose_name_plural = _("participation in reviews")
        ordering = ["held_on", "pk"]
        indexes = [models.Index(fields=["review", "phase"], name="participation_by_phase")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="participation_title_not_empty"),
            models.CheckConstraint(
                condition=models.Q(
                    phase__in=["consultation", "observers", "advice", "mid-term", "next-report", "national-body"]
                ),
                name="participation_phase_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(people_count__isnull=True) | models.Q(people_count__gt=0),
                name="participation_people_counted_from_one",
                violation_error_message=_("Leave the number empty where nobody went."),
            ),
        ]

    def __str__(self):
        return self.title
