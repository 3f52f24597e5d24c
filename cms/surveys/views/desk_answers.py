"""Answers at the editors' desk: read, typed in for somebody, enriched by interviews, accepted or set aside."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.models.register_answer import ProfileAnswer
from cms.models.survey_answer import SurveyAnswer
from cms.surveys import protecting, renaming, reviewing, telling
from cms.surveys.desk_forms import AcceptForm, InterviewForm, OnBehalfForm, RenameForm, SetAsideForm

from .access import questions_of
from .desk_surveys import desk_page, may_review, survey_of


def _answer(pk):
    """An answer that was sent, with its survey; drafts belong to those who write them."""
    answer = SurveyAnswer.objects.exclude(state="draft").select_related("survey", "profile").filter(pk=pk).first()
    if answer is None:
        raise Http404
    return answer


@may_review
def answer_read(request, pk):
    """The answer as it was sent, what may point to a person in it, its interviews and its contact."""
    return _show(request, _answer(pk))


def _show(request, answer, **bound):
    lines = telling.told(answer, questions_of(answer.survey))
    may_see_contact = request.user.has_perm("cms.view_surveycontact")
    context = {
        "answer": answer,
        "lines": lines,
        "entries": _entries(answer),
        "findings": protecting.findings(lines),
        "interviews": answer.interviews.select_related("question"),
        "contact": answer.contacts.first() if may_see_contact else None,
        "accept_form": AcceptForm(survey=answer.survey, initial={"profile": answer.profile_id}),
        "aside_form": SetAsideForm(),
        "interview_form": InterviewForm(survey=answer.survey),
        **bound,
    }
    return desk_page(request, answer.survey, "cms/admin/survey_answer.html", context, (answer.receipt, ""))


def _entries(answer):
    """What was made of the answer in the register, each with its address there."""
    if not answer.profile_id:
        return []
    made = ProfileAnswer.objects.filter(profile=answer.profile_id, source_reference=answer.receipt)
    return made.select_related("question", "profile", "area").order_by("pk")


@may_review
def answer_accept(request, pk):
    """Take the answer over into a profile of the register; a second time brings only what is new."""
    answer = _answer(pk)
    form = AcceptForm(request.POST or None, survey=answer.survey)
    if request.method != "POST" or not form.is_valid():
        return _show(request, answer, accept_form=form)
    try:
        made = _accept(answer, form.cleaned_data, by=request.user, now=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return _show(request, answer, accept_form=form)
    text = ngettext("%(count)s entry was made, internal.", "%(count)s entries were made, internal.", len(made))
    messages.success(request, text % {"count": len(made)})
    return redirect("survey_desk_answer", answer.pk)


@transaction.atomic
def _accept(answer, data, *, by, now):
    chosen = data["profile"]
    if not chosen:
        fields = {name: data[name] for name in ("exercise", "title", "category", "presence_type")}
        chosen = reviewing.new_profile(answer, **fields, by=by)
    return reviewing.accept(answer, chosen, by=by, now=now)


@may_review
def answer_set_aside(request, pk):
    """Leave the answer out of the register, with a reason."""
    answer = _answer(pk)
    form = SetAsideForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, answer, aside_form=form)
    try:
        answer.set_aside(form.cleaned_data["reason"], by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("survey_desk_answer", answer.pk)


@may_review
def answer_erase(request, pk):
    """Ask once more, then take the words and the contact details away for good."""
    answer = _answer(pk)
    if request.method != "POST":
        here = [(answer.receipt, reverse("survey_desk_answer", args=[pk])), (_("Erase"), "")]
        return desk_page(request, answer.survey, "cms/admin/survey_erase.html", {"answer": answer}, *here)
    try:
        answer.erase(by=request.user, now=timezone.now())
        messages.success(request, _("The words and the contact details are erased. The receipt stays."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("survey_desk_answer", answer.pk)


@may_review
def answer_rename(request, pk):
    """Another name for the body; also for a draft, whose words the desk does not read."""
    answer = SurveyAnswer.objects.select_related("survey").filter(pk=pk).first()
    if answer is None:
        raise Http404
    form = RenameForm(request.POST or None, initial={"body": answer.body})
    if request.method == "POST" and form.is_valid():
        renaming.rename(answer, form.cleaned_data["body"], by=request.user, now=timezone.now())
        messages.success(request, _("The body has another name now."))
        return redirect("survey_desk", answer.survey_id)
    context = {"answer": answer, "form": form}
    return desk_page(request, answer.survey, "cms/admin/survey_rename.html", context, (answer.receipt, ""))


@may_review
def answer_interview(request, pk):
    """Add what an interview brought; the answer stays as it was sent."""
    answer = _answer(pk)
    form = InterviewForm(request.POST or None, survey=answer.survey)
    if request.method != "POST" or not form.is_valid():
        return _show(request, answer, interview_form=form)
    try:
        reviewing.add_interview(answer, **form.cleaned_data, by=request.user, now=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return _show(request, answer, interview_form=form)
    messages.success(request, _("The interview was added."))
    return redirect("survey_desk_answer", answer.pk)


@may_review
def answer_on_behalf(request, pk):
    """Begin an answer that came by telephone or on paper; it is typed into the same screens."""
    survey = survey_of(pk)
    form = OnBehalfForm(request.POST or None)
    if survey.state == survey.State.DRAFT:
        messages.warning(request, _("Open the survey first: nobody can answer a draft."))
        return redirect("survey_desk", survey.pk)
    if request.method == "POST" and form.is_valid():
        answer = SurveyAnswer.objects.create(
            survey=survey, entered_by=request.user, started_at=timezone.now(), **form.cleaned_data
        )
        return redirect("cms:survey-answer", token=answer.token)
    here = (_("Type in an answer for somebody"), "")
    return desk_page(request, survey, "cms/admin/survey_on_behalf.html", {"form": form}, here)
