"""The public face of a survey: the list, the first page, the paper form, the results."""

import uuid

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cms.flooding import is_within
from cms.models.survey import Survey
from cms.models.survey_answer import SurveyAnswer
from cms.surveys import results, telling
from cms.surveys.forms import StartForm

from .access import is_in_other_language, questions_of, survey_or_404, trail


def survey_list(request):
    """Surveys that everybody may answer now, and those whose results are published."""
    today = timezone.localdate()
    listed = [(survey, survey.is_open(today), survey.shows_results(today)) for survey in Survey.objects.listed(today)]
    return render(request, "cms/survey_list.html", {"surveys": listed, "breadcrumbs": trail()})


@never_cache
def survey_detail(request, slug):
    """What the survey is for, and where everybody may answer, the way to begin."""
    survey = survey_or_404(slug)
    is_open = survey.is_open(timezone.localdate()) and not survey.is_by_invitation
    form = StartForm(request.POST or None) if is_open else None
    if form and request.method == "POST":
        if form.is_program:
            return redirect(survey.get_absolute_url())
        if form.is_valid() and _may_begin(request, form):
            return redirect("cms:survey-answer", token=_begin(survey, form.cleaned_data).token)
    return render(request, "cms/survey_detail.html", introduction(survey, form))


def _may_begin(request, form):
    if is_within(request, "survey_start"):
        return True
    form.add_error(None, _("Many answers were begun from here just now. Wait some minutes, then send it once more."))
    return False


def _begin(survey, data):
    """A new answer, or the one that an earlier click on the same page began; a key counts for one survey only."""
    key = uuid.uuid5(data["key"], str(survey.pk))
    started = {"body": data["body"], "language": get_language(), "started_at": timezone.now()}
    return SurveyAnswer.objects.get_or_create(survey=survey, start_key=key, defaults=started)[0]


def introduction(survey, form, **more):
    """What the first page shows."""
    today = timezone.localdate()
    questions = questions_of(survey)
    return {
        "survey": survey,
        "form": form,
        "is_open": survey.is_open(today),
        "is_ahead": survey.state == Survey.State.OPEN and today < survey.opens_on,
        "question_count": len(questions),
        "is_in_other_language": is_in_other_language(survey, get_language()),
        "shows_results": survey.shows_results(today),
        "breadcrumbs": trail((str(survey), "")),
        **more,
    }


def survey_paper(request, slug):
    """The empty form for a pen; of a survey by invitation, too: it asks nothing that is secret."""
    survey = survey_or_404(slug)
    questions = telling.on_paper(questions_of(survey))
    context = {"survey": survey, "questions": questions, "breadcrumbs": _trail(survey, _("Form to print"))}
    return render(request, "cms/survey_paper.html", context)


def _trail(survey, page):
    return trail((str(survey), survey.get_absolute_url()), (page, ""))


def survey_results(request, slug):
    """The response rate and the counts, where editors publish them."""
    survey = survey_or_404(slug)
    if not survey.shows_results(timezone.localdate()):
        raise Http404
    context = {
        "survey": survey,
        "response": results.response(survey),
        "counts": results.counts(survey),
        "fewest": results.FEWEST_ANSWERS,
        "breadcrumbs": _trail(survey, _("Results")),
    }
    return render(request, "cms/survey_results.html", context)
