"""Words of the coordinator on one answer of a version that is returned."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .answer import ContributionAnswer


class AnswerRemark(models.Model):
    """What should be changed in one answer; the government sees it once the version is returned."""

    answer = models.OneToOneField(ContributionAnswer, on_delete=models.CASCADE, related_name="remark")
    words = models.TextField(_("what should be changed"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("written at"))

    class Meta:
        verbose_name = _("remark on an answer")
        verbose_name_plural = _("remarks on answers")
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="answer_remark_says_something")]

    def __str__(self):
        return str(self.answer)
