"""Days of a review's calendar that a person set, each with who says so."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .review import Review
from .review_phases import Phase


class ReviewDate(models.Model):
    """The day of one phase of one review, in place of the day that is counted from the review.

    The days of the review itself, of its adoption and of its mid-term are fields of the Review.
    """

    Phase = Phase

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="dates")
    phase = models.CharField(_("phase"), max_length=20, choices=Phase.choices)
    date = models.DateField(_("date"))
    is_confirmed = models.BooleanField(_("confirmed"), default=False)
    source = models.CharField(_("who says so, and where"), max_length=200)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(_("set at"))

    class Meta:
        verbose_name = _("date of a review")
        verbose_name_plural = _("dates of reviews")
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "phase"], name="review_date_once_per_phase"),
            models.CheckConstraint(
                condition=~models.Q(source=""),
                name="review_date_has_source",
                violation_error_message=_("Say who set the date, and where it stands."),
            ),
        ]

    def __str__(self):
        return f"{self.review}, {self.get_phase_display()}: {self.date}"
