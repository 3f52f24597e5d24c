"""Who gets which survey, invitation or answer: a link that opens nothing is not found, and a page says why."""

from functools import wraps

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cms.models.survey import Survey
from cms.models.survey_answer import SurveyAnswer
from cms.models.survey_invitation import SurveyInvitation
from cms.register.trail import trail as register_trail


class LinkGone(Http404):
    """A link opens nothing; `is_withdrawn`: it did once, and its invitation was withdrawn."""

    def __init__(self, *, is_withdrawn=False):
        super().__init__()
        self.is_withdrawn = is_withdrawn


def opened_by_link(view):
    """A page behind a link of its own: never kept by a browser, and where the link is gone, a word on what to do."""

    @never_cache
    @wraps(view)
    def shown(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except LinkGone as gone:
            context = {"is_withdrawn": gone.is_withdrawn, "breadcrumbs": trail((_("Link"), ""))}
            return render(request, "cms/survey_link_gone.html", context, status=404)

    return shown


def trail(*steps):
    """Breadcrumbs from the register down to a survey; the last step is the page itself."""
    return register_trail((_("Surveys"), reverse("cms:survey-list") if steps else ""), *steps)


def survey_or_404(slug):
    """A survey that has been opened at least once; drafts are known to editors only."""
    survey = Survey.objects.exclude(state=Survey.State.DRAFT).filter(slug=slug).first()
    if survey is None:
        raise Http404
    return survey


def invitation_or_gone(token):
    """The invitation of a link, unless it was withdrawn or its survey went back to a draft."""
    invited = SurveyInvitation.objects.select_related("survey", "answer").of_token(token)
    if invited is None or invited.survey.state == Survey.State.DRAFT:
        raise LinkGone
    if invited.withdrawn_at:
        raise LinkGone(is_withdrawn=True)
    return invited


def answer_or_gone(token):
    """The answer of a link, with its survey; a draft whose invitation was withdrawn is gone."""
    answer = SurveyAnswer.objects.select_related("survey", "invitation").of_token(token)
    if answer is None or answer.is_uninvited:
        raise LinkGone(is_withdrawn=answer is not None)
    return answer


def questions_of(survey):
    """The questions with their choices, in order."""
    return list(survey.questions.select_related("register_question").prefetch_related("choices"))


def is_in_other_language(survey, language):
    """Whether readers of the language get texts in another one."""
    return not survey.is_translated(language)
