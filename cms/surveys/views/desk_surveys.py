"""The editors' desk of one survey: how it goes, opening and closing it, its answers, files to take out."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required

from cms.models.survey import Survey
from cms.models.survey_answer import SurveyAnswer
from cms.models.survey_contact import SurveyContact
from cms.surveys import copying, exporting, renaming, results

may_review = permission_required("cms.change_surveyanswer")
PER_PAGE = 100
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


def desk_page(request, survey, template, context, *steps):
    """A page of the survey's desk, with the way to it; `steps` are (label, address) below the survey."""
    way = [
        (_("Surveys"), reverse("wagtailsnippets_cms_survey:list")),
        (str(survey), reverse("survey_desk", args=[survey.pk])),
    ]
    crumbs = [{"url": url, "label": label} for label, url in [*way, *steps]]
    about = {"survey": survey, "breadcrumbs_items": crumbs, "is_over": survey.is_over(timezone.localdate())}
    return render(request, template, {**about, **context})


@may_review
def desk(request, pk):
    """How many answered, which answers wait, and everything that can be done."""
    survey = survey_of(pk)
    left_contact = SurveyContact.objects.filter(answer=OuterRef("pk"))
    answers = survey.answers.annotate(has_contact=Exists(left_contact)).order_by(
        F("sent_at").desc(nulls_last=True), "-pk"
    )
    wanted = request.GET.get("state", "")
    if wanted in SurveyAnswer.State.values:
        answers = answers.filter(state=wanted)
    sought = request.GET.get("q", "").strip()[:100]
    if sought:
        answers = answers.filter(Q(body__icontains=sought) | Q(receipt__iexact=sought))
    context = {
        "sought": sought,
        "answers": Paginator(answers, PER_PAGE).get_page(request.GET.get("page")),
        "named_by_address": renaming.named_by_address(survey),
        "languages": [(name, *survey.texts_in(code)) for code, name in languages()],
        "response": results.response(survey),
        "states": SurveyAnswer.State.choices,
        "wanted": wanted,
    }
    return desk_page(request, survey, "cms/admin/survey_desk.html", context)


def languages():
    """[(code, name in the reader's language)] of the site."""
    return [(code, get_language_info(code)["name_translated"]) for code, _name in settings.LANGUAGES]


@permission_required("cms.add_survey")
@require_POST
def survey_copy(request, pk):
    """A new survey with the same questions, and the form builder to change it."""
    new = copying.copy(survey_of(pk), by=request.user, now=timezone.now())
    messages.success(request, _("The new survey is a draft. Change its title, its days and its questions."))
    return redirect("wagtailsnippets_cms_survey:edit", new.pk)


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
