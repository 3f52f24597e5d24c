"""National institutions and plans that carry the follow-up: the national mechanism, the institution, the plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .state_record import StateRecord, not_empty


class NationalInstitution(StateRecord):
    """One institution or plan, as the report's chapter on institutions tells of it."""

    class Kind(models.TextChoices):
        MECHANISM = "mechanism", _("national mechanism for reporting and follow-up")
        INSTITUTION = "institution", _("national human rights institution")
        PLAN = "plan", _("implementation or action plan")
        COORDINATION = "coordination", _("coordination with local governments")
        OTHER = "other", _("another body")

    EVENT_FIELDS = ("kind", "since", "is_in_report")
    BRIEF, LONG = ("kind", "since"), ("mandate", "change", "website")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=200)
    since = models.DateField(_("since"), null=True, blank=True)
    mandate = models.TextField(_("mandate, members, resources"), blank=True)
    change = models.TextField(_("what changed since the review"), blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("institution or plan")
        verbose_name_plural = _("institutions and plans")
        ordering = ["kind", "name", "pk"]
        constraints = [
            not_empty("name", "institution_has_a_name"),
            models.UniqueConstraint(
                fields=["review", "kind", "name"],
                name="institution_once",
                violation_error_message=_("It is recorded already."),
            ),
        ]

    def __str__(self):
        return self.name
