"""The pieces from which editors build a quiz, and what a question must have before it is published."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .scoring import Answer, Question


class Kind(models.TextChoices):
    """How many answers of a question are right."""

    ONE = "one", _("one of many")
    SEVERAL = "several", _("several of many")
    TRUE_FALSE = "true_false", _("true or false")


class AnswerBlock(blocks.StructBlock):
    """One answer, with the sentence that whoever chose it reads."""

    text = blocks.CharBlock(label=_("Answer"), max_length=250)
    is_right = blocks.BooleanBlock(label=_("This answer is right"), required=False)
    feedback = blocks.TextBlock(
        label=_("Feedback"),
        max_length=600,
        help_text=_("Why it is right or wrong, in a sentence or two. Learners read it after they chose this answer."),
    )

    class Meta:
        icon = "tick"
        label = _("Answer")


class QuestionBlock(blocks.StructBlock):
    """One question with its answers."""

    text = blocks.TextBlock(label=_("Question"), max_length=400)
    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=Kind.choices,
        default=Kind.ONE,
        help_text=_("One of many: exactly one answer is right. Several: at least one. True or false: two answers."),
    )
    answers = blocks.ListBlock(AnswerBlock(), label=_("Answers"), min_num=2, max_num=8)

    class Meta:
        icon = "help"
        label = _("Question")
        help_text = _("Ask for what the module taught. Wrong answers are mistakes that people really make.")

    def clean(self, value):
        """Refuse a question whose right answers do not fit its kind; a draft may be unfinished."""
        value = super().clean(value)
        problem = "" if self.is_deferred_validation else problem_of(value)
        if problem:
            raise blocks.StructBlockValidationError(non_block_errors=[ValidationError(problem)])
        return value


class QuizBlock(blocks.StreamBlock):
    """The questions of a module."""

    question = QuestionBlock()


def problem_of(value):
    """What is wrong with the answers of a question, as a sentence; "" where nothing is."""
    right = sum(bool(answer["is_right"]) for answer in value["answers"])
    if value["kind"] == Kind.TRUE_FALSE and len(value["answers"]) != 2:
        return _now("A question of true or false has two answers, for example “True” and “False”.")
    if value["kind"] == Kind.SEVERAL and right < 1:
        return _now("Mark at least one answer as right.")
    if value["kind"] != Kind.SEVERAL and right != 1:
        return _now("Mark exactly one answer as right, or choose the kind “several of many”.")
    return ""


def questions_of(quiz):
    """The questions of a QuizBlock's value, as scoring knows them.

    A question without a right answer, which only an unfinished draft can hold, is left out: nobody could pass it.
    """
    questions = (question_of(piece, position) for position, piece in enumerate(quiz))
    return tuple(question for question in questions if question.right)


def question_of(piece, position):
    """One question; a piece that was never saved, as in a preview, is named by its position."""
    value = piece.value
    return Question(
        key=f"q-{piece.id or position}",
        text=value["text"] or "",
        takes_several=value["kind"] == Kind.SEVERAL,
        answers=tuple(
            Answer(
                answer.value["text"] or "",
                bool(answer.value["is_right"]),
                answer.value["feedback"] or "",
                key=answer.id or str(place),
            )
            for place, answer in enumerate(value["answers"].bound_blocks)
        ),
    )
