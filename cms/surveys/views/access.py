"""Who gets which survey, invitation or answer: a link that opens nothing is not found."""

from django.http import Http404

from cms.models.survey import Survey
from cms.models.survey_answer import SurveyAnswer
from cms.models.survey_invitation import SurveyInvitation


def survey_or_404(slug):
    """A survey that has been opened at least once; drafts are known to editors only."""
    survey = Survey.objects.exclude(state=Survey.State.DRAFT).filter(slug=slug).first()
    if survey is None:
        raise Http404
    return survey


def invitation_or_404(token):
    """The invitation of a link, unless it was withdrawn or its survey went back to a draft."""
    invited = SurveyInvitation.objects.valid().select_related("survey", "answer").of_token(token)
    if invited is None or invited.survey.state == Survey.State.DRAFT:
        raise Http404
    return invited


def answer_or_404(token):
    """The answer of a link, with its survey; a draft whose invitation was withdrawn is gone."""
    answer = SurveyAnswer.objects.select_related("survey", "invitation").of_token(token)
    if answer is None or answer.is_uninvited:
        raise Http404
    return answer


def questions_of(survey):
    """The questions with their choices, in order."""
    return list(survey.questions.prefetch_related("choices"))


def is_in_other_language(survey, language):
    """Whether readers of the language get texts in another one."""
    return not survey.is_translated(language)
