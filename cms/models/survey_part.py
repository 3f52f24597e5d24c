"""The parts of an answer: what was said to one question, and what an interview added."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .register_scales import AnswerKind
from .survey_answer import SurveyAnswer
from .survey_question import SurveyQuestion


class SurveyPart(models.Model):
    """What an answer says to one question. Silence ("no response") and "none" are two things."""

    answer = models.ForeignKey(SurveyAnswer, on_delete=models.CASCADE, related_name="parts")
    question = models.ForeignKey(SurveyQuestion, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(_("answered?"), max_length=15, choices=AnswerKind.choices)
    value = models.JSONField(_("what was said"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("part of an answer")
        verbose_name_plural = _("parts of answers")
        ordering = ["question__sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "question"], name="survey_part_once_per_question"),
            models.CheckConstraint(
                condition=Q(kind="answered", value__isnull=False) | (~Q(kind="answered") & Q(value__isnull=True)),
                name="survey_part_value_if_answered",
            ),
        ]

    def __str__(self):
        return f"{self.answer.receipt} · {self.question.code}"


class SurveyInterview(models.Model):
    """What an interview added to an answer. The answer itself stays as it was sent."""

    answer = models.ForeignKey(SurveyAnswer, on_delete=models.CASCADE, related_name="interviews")
    question = models.ForeignKey(SurveyQuestion, on_delete=models.PROTECT, related_name="+", verbose_name=_("question"))
    text = models.TextField(_("what was said"), max_length=5000)
    author_body = models.CharField(_("author (a body)"), max_length=200)
    held_on = models.DateField(_("date of the interview"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ["held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(author_body=""), name="survey_interview_has_words_and_author"
            )
        ]

    def __str__(self):
        return f"{self.answer.receipt} · {self.question.code} · {self.held_on}"
