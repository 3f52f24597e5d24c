"""Consultations that the State held on its report: who was invited, who came, when, and what followed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .state_record import StateRecord, not_empty


class Consultation(StateRecord):
    """One consultation. Organisations and numbers only: nobody who came is named."""

    class Kind(models.TextChoices):
        CIVIL_SOCIETY = "civil-society", _("civil society")
        INSTITUTION = "institution", _("national human rights institution")
        RIGHTS_HOLDERS = "rights-holders", _("groups of rights-holders")
        ACADEMIA = "academia", _("academia")
        LOCAL = "local", _("local governments")
        PARLIAMENT = "parliament", _("parliament")
        MINISTRIES = "ministries", _("ministries")
        MIXED = "mixed", _("several of these")

    class Format(models.TextChoices):
        MEETING = "meeting", _("meeting")
        ONLINE = "online", _("online meeting")
        WRITTEN = "written", _("in writing")

    EVENT_FIELDS = ("kind", "format", "held_on", "held_until", "invited_number", "attended_number", "is_in_report")
    BRIEF = ("kind", "format", "held_on", "place", "invited_number", "attended_number")
    LONG = ("invited", "attended", "themes", "outcome")

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("with whom"), max_length=20, choices=Kind.choices)
    format = models.CharField(_("how"), max_length=10, choices=Format.choices, default=Format.MEETING)
    held_on = models.DateField(_("date"))
    held_until = models.DateField(_("last day, where it took longer"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)
    invited = models.TextField(_("organisations invited"), blank=True)
    invited_number = models.PositiveIntegerField(_("how many were invited"), null=True, blank=True)
    attended = models.TextField(_("organisations that came"), blank=True)
    attended_number = models.PositiveIntegerField(_("how many came"), null=True, blank=True)
    themes = models.TextField(_("what it was about"), blank=True)
    outcome = models.TextField(_("what it changed"), blank=True)

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["held_on", "pk"]
        constraints = [
            not_empty("title", "consultation_has_a_title"),
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(held_until__gte=F("held_on")),
                name="consultation_ends_after_it_began",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.UniqueConstraint(
                fields=["review", "title", "held_on"],
                name="consultation_once",
                violation_error_message=_("This consultation is recorded already."),
            ),
        ]

    def __str__(self):
        return self.title

    def _told(self, name):
        told = super()._told(name)
        return f"{told} – {super()._told('held_until')}" if name == "held_on" and self.held_until else told
