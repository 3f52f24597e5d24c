"""Questions of the coordinator's own in a call, and what a contribution answers."""

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .call import Call
from .contribution import Contribution

DEFAULT_WORDS = 100
MOST_WORDS = 1000


class CallQuestionQuerySet(models.QuerySet):
    """Questions of calls."""

    def with_answer_count(self):
        """With `answer_count`: how many answers were written, in drafts too."""
        return self.annotate(answer_count=models.Count("answers"))


class CallQuestion(models.Model):
    """One question that every government of the call is asked, beside the recommendations."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    text = models.CharField(_("question"), max_length=500)
    help_text = models.CharField(_("what helps to answer it"), max_length=300, blank=True)
    word_limit = models.PositiveSmallIntegerField(_("words at most"), default=DEFAULT_WORDS)
    is_required = models.BooleanField(_("must be answered"), default=False)

    objects = CallQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="call_question_asks_something"),
            models.CheckConstraint(
                condition=Q(word_limit__gte=1, word_limit__lte=MOST_WORDS), name="call_question_word_limit"
            ),
            models.UniqueConstraint(
                fields=["call", "text"],
                name="call_question_once",
                violation_error_message=_("This question is asked already."),
            ),
        ]

    def __str__(self):
        return self.text


class QuestionAnswer(models.Model):
    """What one version of a contribution answers to one question of its call; frozen with its version."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="question_answers")
    question = models.ForeignKey(CallQuestion, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(_("answer"))

    class Meta:
        verbose_name = _("answer to a question")
        verbose_name_plural = _("answers to questions")
        ordering = ["question__order", "question"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "question"], name="question_answered_once"),
            models.CheckConstraint(condition=~Q(text=""), name="question_answer_says_something"),
        ]

    def __str__(self):
        return f"{self.contribution}: {self.question}"

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Refuse to change what was handed in or submitted."""
        self.contribution.expect_draft()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse to take out of what was handed in or submitted."""
        self.contribution.expect_draft()
        return super().delete(*args, **kwargs)
