"""The second voice: how the national coordinator sees a recommendation, beside what local governments say."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .event import Event
from .followup import Status
from .lock import hold_calls
from .recommendation import Recommendation
from .visibility import Visibility


class NationalAssessment(models.Model):
    """The State's own view of one recommendation: a status and the reason. No city's status is ever changed by it."""

    recommendation = models.OneToOneField(Recommendation, on_delete=models.PROTECT, related_name="national_assessment")
    status = models.CharField(_("status"), max_length=20, choices=Status.choices)
    reason = models.TextField(_("why"))
    visibility = models.CharField(
        _("who may see it"),
        max_length=10,
        choices=[(Visibility.INTERNAL, _("internal")), (Visibility.PUBLIC, _("public"))],
        default=Visibility.INTERNAL,
    )
    updated_at = models.DateTimeField(_("last update"))
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("national assessment")
        verbose_name_plural = _("national assessments")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="national_assessment_gives_a_reason",
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=["internal", "public"]), name="national_assessment_internal_or_public"
            ),
        ]

    def __str__(self):
        return f"{self.recommendation}: {self.get_status_display()}"

    @transaction.atomic
    def save_work(self, *, by, now):
        """Save the assessment, and say what it was before."""
        hold_calls(self.recommendation.review_id)
        stored = type(self).objects.filter(pk=self.pk).first()
        self.updated_at, self.updated_by = now, by
        self.save()
        Event.objects.record(
            Event.Verb.CHANGED if stored else Event.Verb.ADDED,
            self,
            by=by,
            now=now,
            before={"status": stored.status, "visibility": stored.visibility} if stored else {},
            after={"status": self.status, "visibility": self.visibility},
        )
