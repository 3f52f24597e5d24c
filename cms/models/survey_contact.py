"""Who can be asked about an answer. Kept apart from it, never exported with it, erased some months after the end."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracking.models import User

from .survey_answer import SurveyAnswer


class SurveyContact(models.Model):
    """Contact details that a body left with its answer."""

    answer = models.ForeignKey(SurveyAnswer, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=150, blank=True)
    role = models.CharField(_("role"), max_length=150, blank=True)
    email = models.EmailField(_("mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    channel = models.CharField(_("how to reach you best"), max_length=20, choices=User.Channel.choices, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("contact of a survey")
        verbose_name_plural = _("contacts of surveys")
        constraints = [
            models.UniqueConstraint(fields=["answer"], name="survey_contact_once_per_answer"),
            models.CheckConstraint(
                condition=~Q(name="", role="", email="", phone=""), name="survey_contact_says_something"
            ),
        ]

    def __str__(self):
        return self.role or self.name
