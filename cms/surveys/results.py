"""What a survey adds up to: who was asked and answered, and how often what was chosen. Never a number without its N."""

from collections import Counter

from cms.models.register_scales import AnswerKind
from cms.models.survey_part import SurveyPart
from cms.models.survey_question import SurveyQuestion
from cms.models.survey_texts import said

from .kinds import kind_of

Kind = SurveyQuestion.Kind
COUNTED = (Kind.ONE, Kind.SEVERAL, Kind.YES_NO, Kind.TAGS)
OVERLAPPING = (Kind.SEVERAL, Kind.TAGS)  # one body may be counted in several rows
FEWEST_ANSWERS = 5  # with fewer, in all or in one row, counts would tell who said what


def response(survey):
    """{"invited", "started", "answered", "sent"}: bodies invited, how many began and answered; all answers."""
    return {**survey.invitations.rate(), "sent": survey.answers.sent().count()}


def counts(survey):
    """[(question as Said, [(label, count)], how many gave no response, N)] of the questions with choices.

    Empty below FEWEST_ANSWERS answers; what was set aside counts nowhere. A count is None where fewer than that stand
    behind it, or where it would give such a one away.
    """
    answers = survey.answers.counted().count()
    if answers < FEWEST_ANSWERS:
        return []
    questions = [question for question in survey.questions.prefetch_related("choices") if question.kind in COUNTED]
    parts = SurveyPart.objects.filter(answer__in=survey.answers.counted(), question__in=questions)
    return [
        _count(question, [part for part in parts if part.question_id == question.pk], answers) for question in questions
    ]


def _count(question, parts, answers):
    words = {code: str(label) for code, label in kind_of(question).words_of(question).items()}
    chosen, instead = Counter(), Counter(part.kind for part in parts)
    for part in parts:
        if part.kind == AnswerKind.ANSWERED:
            chosen.update([part.value] if isinstance(part.value, str) else part.value)
    cells = {("word", code): chosen[code] for code in words}
    if kind_of(question).allows_none:
        cells[AnswerKind.NONE] = instead[AnswerKind.NONE]
    cells[AnswerKind.NO_RESPONSE] = instead[AnswerKind.NO_RESPONSE]
    if question.kind == Kind.TAGS:  # a long list: rare words and those that nobody chose are left out alike
        cells = {key: n for key, n in cells.items() if key[0] != "word" or n >= FEWEST_ANSWERS}
    shown = _shown(cells, answers, question.kind in OVERLAPPING)
    silent = shown.pop(AnswerKind.NO_RESPONSE)
    labels = {("word", code): label for code, label in words.items()} | {AnswerKind.NONE: str(AnswerKind.NONE.label)}
    return said(question.label), [(labels[key], n) for key, n in shown.items()], silent, answers


def _shown(cells, answers, overlap):
    """The cells with None where a number is small or gives one away.

    Whoever subtracts the shown numbers from N must be left with nothing, or with a number that is not small. Where
    one body may choose several words, each word is looked at alone, beside those that answered otherwise.
    """
    shown = {key: None if n < FEWEST_ANSWERS else n for key, n in cells.items()}
    words = [key for key in cells if key[0] == "word"]
    others = [key for key in cells if key not in words]
    for group in [[word, *others] for word in words] if overlap else [list(cells)]:
        _hide(shown, group, answers, overlap)
    return shown


def _hide(shown, group, answers, overlap):
    """Hide the smallest of a group until what is left of N is no longer small."""
    if not overlap and all(shown[key] is not None for key in group):
        return
    left = [key for key in group if shown[key] is not None]
    while left and answers - sum(shown[key] for key in left) < FEWEST_ANSWERS:
        smallest = min(left, key=shown.get)
        shown[smallest] = None
        left.remove(smallest)
