"""The editors' desk of one survey: how it goes, opening and closing it, its answers, files to take out."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required

from cms.models.survey import Survey
from cms.models.survey_answer import SurveyAnswer
from cms.models.survey_contact import SurveyContact
from cms.surveys import exporting, results

may_review = permission_required("cms.change_surveyanswer")
FILES = {
    "csv": (exporting.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (exporting.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def survey_of(pk):
    """The survey, or not found."""
    survey = Survey.objects.filter(pk=pk).first()
    if survey is None:
        raise Http404
    return survey


@may_review
def desk(request, pk):
    """How many answered, which answers wait, and everything that can be done."""
    survey = survey_of(pk)
    left_contact = SurveyContact.objects.filter(answer=OuterRef("pk"))
    answers = survey.answers.annotate(has_contact=Exists(left_contact)).order_by("-sent_at", "-pk")
    wanted = request.GET.get("state", "")
    if wanted in SurveyAnswer.State.values:
        answers = answers.filter(state=wanted)
    context = {
        "survey": survey,
        "answers": answers,
        "response": results.response(survey),
        "states": SurveyAnswer.State.choices,
        "wanted": wanted,
    }
    return render(request, "cms/admin/survey_desk.html", context)


@may_review
@require_POST
def survey_turn(request, pk):
    """Open or close the survey."""
    survey = survey_of(pk)
    change = survey.close if request.POST.get("turn") == "close" else survey.open_up
    try:
        change(by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("survey_desk", survey.pk)


@may_review
def survey_file(request, pk, kind):
    """The answers as a file, without contact details."""
    if kind not in FILES:
        raise Http404
    survey = survey_of(pk)
    make, content_type = FILES[kind]
    response = HttpResponse(make(survey), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="survey-{survey.slug}.{kind}"'
    return response
