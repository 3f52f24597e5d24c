"""What a survey adds up to: who was asked and answered, and how often what was chosen. Never a number without its N."""

from collections import Counter

from cms.models.register_scales import AnswerKind
from cms.models.survey_part import SurveyPart
from cms.models.survey_question import SurveyQuestion
from cms.models.survey_texts import said

from .kinds import kind_of

Kind = SurveyQuestion.Kind
COUNTED = (Kind.ONE, Kind.SEVERAL, Kind.YES_NO, Kind.TAGS)
FEWEST_ANSWERS = 5  # with fewer, counts would tell who said what


def response(survey):
    """{"invited", "started", "answered", "sent"}: bodies invited, how many began and answered; all answers."""
    return {**survey.invitations.rate(), "sent": survey.answers.sent().count()}


def counts(survey):
    """[(question as Said, [(label, count)], how many gave no response, N)] of the questions with choices.

    Empty below FEWEST_ANSWERS answers.
    """
    answers = survey.answers.sent().count()
    if answers < FEWEST_ANSWERS:
        return []
    questions = [question for question in survey.questions.prefetch_related("choices") if question.kind in COUNTED]
    parts = SurveyPart.objects.filter(answer__in=survey.answers.sent(), question__in=questions)
    return [
        _count(question, [part for part in parts if part.question_id == question.pk], answers) for question in questions
    ]


def _count(question, parts, answers):
    chosen = Counter()
    for part in parts:
        if part.kind == AnswerKind.ANSWERED:
            chosen.update([part.value] if isinstance(part.value, str) else part.value)
    words = kind_of(question).words_of(question)
    rows = [(str(label), chosen[code]) for code, label in words.items() if chosen[code] or question.kind != Kind.TAGS]
    rows += [(str(kind.label), n) for kind in (AnswerKind.NONE,) if (n := sum(part.kind == kind for part in parts))]
    silent = sum(part.kind == AnswerKind.NO_RESPONSE for part in parts)
    return said(question.label), rows, silent, answers
