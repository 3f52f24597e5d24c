"""One's own answer, behind its link: go on with it, print it, mail the link, send it, take it back."""

from smtplib import SMTPException

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.flooding import is_within
from cms.models.survey import screens_of
from cms.surveys import mails, telling
from cms.surveys.forms import MailForm, SectionForm

from .access import answer_or_gone, is_in_other_language, opened_by_link, questions_of


@opened_by_link
def answer_detail(request, token):
    """The draft with its screens and its link; once sent, the receipt and the answer to read."""
    answer = answer_or_gone(token)
    if answer.is_draft:
        return _show_draft(request, answer, MailForm())
    lines = telling.told(answer, questions_of(answer.survey))
    context = {**_about(answer), "lines": lines, "contact": answer.contacts.first()}
    context["can_be_corrected"] = answer.can_be_corrected(timezone.localdate())
    return render(request, "cms/survey_answer_sent.html", context)


def _show_draft(request, answer, mail_form):
    questions = questions_of(answer.survey)
    lines = telling.told(answer, questions)
    missing = {question.pk for question in answer.missing()}
    screens = [
        (number, heading, [line for line in lines if line.question in asked], any(q.pk in missing for q in asked))
        for number, (heading, asked) in enumerate(screens_of(questions), 1)
    ]
    context = {**_about(answer), "screens": screens, "mail_form": mail_form, "is_complete": not missing}
    return render(request, "cms/survey_answer.html", context)


def _about(answer):
    """What every page of an answer shows."""
    address = reverse("cms:survey-answer", args=[answer.token])
    return {
        "answer": answer,
        "survey": answer.survey,
        "address": settings.SITE_URL + address,
        "takes_answers": _takes_answers(answer),
        "is_in_other_language": is_in_other_language(answer.survey, get_language()),
        "breadcrumbs": _trail(answer),
    }


def _trail(answer, *steps):
    """The way to the answer from the first page, which says what the survey is for."""
    own = (_("Your answer"), reverse("cms:survey-answer", args=[answer.token]) if steps else "")
    return [(str(answer.survey), answer.survey.get_absolute_url()), own, *steps]


def _takes_answers(answer):
    """Online until the last day; what came by telephone or on paper may be typed in later."""
    return answer.channel != answer.Channel.WEB or answer.survey.is_open(timezone.localdate())


@opened_by_link
def answer_section(request, token, number):
    """One screen of the draft; what is typed is kept on the server with every click."""
    answer = answer_or_gone(token)
    screens = screens_of(questions_of(answer.survey))
    if not 1 <= number <= len(screens):
        raise Http404
    if not answer.is_draft:
        messages.info(request, _("This answer was sent already."))
        return redirect("cms:survey-answer", token=token)
    heading, questions = screens[number - 1]
    kept = {part.question_id: part for part in answer.parts.all()}
    form = SectionForm(questions, request.POST if request.method == "POST" else None, kept=kept, answer=answer)
    if request.method == "POST" and _may_keep(request, form, answer) and form.is_valid():
        form.save(answer, language=get_language())
        return _after(request, token, number, len(screens))
    context = {**_about(answer), "form": form, "heading": heading, "number": number, "count": len(screens)}
    context["breadcrumbs"] = _trail(answer, (str(heading) or _("Screen %(number)s") % {"number": number}, ""))
    return render(request, "cms/survey_section.html", context)


def _may_keep(request, form, answer):
    """Whether the screen may be kept now; what was typed comes back with the reason where not."""
    problem = ""
    if not _takes_answers(answer):
        problem = _("The survey takes no more answers. Copy what you typed if you want to keep it.")
    elif not is_within(request, "survey_save"):
        problem = _("Much was saved from here just now. Wait some minutes, then save once more.")
    if problem:
        form.add_error(None, problem)
    return not problem


def _after(request, token, number, count):
    if request.POST.get("go") == "on" and number < count:
        return redirect("cms:survey-section", token=token, number=number + 1)
    if request.POST.get("go") != "on":
        messages.success(request, _("Saved. You can go on later with your link."))
    return redirect("cms:survey-answer", token=token)


@opened_by_link
@require_POST
def answer_send(request, token):
    """Hand the draft in; a second click changes nothing."""
    answer = answer_or_gone(token)
    try:
        answer.send(now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("cms:survey-answer", token=token)


@opened_by_link
@require_POST
def answer_correct(request, token):
    """Open a sent answer for its body to correct; it counts again once it is sent again."""
    answer = answer_or_gone(token)
    try:
        answer.correct(now=timezone.now())
        messages.warning(request, _("You can correct your answer now. It counts as not sent until you send it again."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("cms:survey-answer", token=token)


@opened_by_link
def answer_withdraw(request, token):
    """Ask once more, then take the answer back."""
    answer = answer_or_gone(token)
    if request.method == "POST":
        try:
            answer.withdraw(now=timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("cms:survey-answer", token=token)
    if not answer.can_be_withdrawn:
        return redirect("cms:survey-answer", token=token)
    context = {**_about(answer), "breadcrumbs": _trail(answer, (_("Take the answer back"), ""))}
    return render(request, "cms/survey_withdraw.html", context)


@opened_by_link
@require_POST
def answer_mail(request, token):
    """Mail the link of a draft to an address, and forget the address."""
    answer = answer_or_gone(token)
    form = MailForm(request.POST)
    if form.is_program or not answer.is_draft:
        return redirect("cms:survey-answer", token=token)
    if form.is_valid() and not is_within(request, "survey_mail"):
        form.add_error(None, _("Many mails were asked for just now. Wait some minutes, then try again."))
    if form.is_valid():
        _mail(request, answer, form.cleaned_data["email"])
        return redirect("cms:survey-answer", token=token)
    return _show_draft(request, answer, form)


def _mail(request, answer, address):
    try:
        mails.draft_link(answer, address, get_language()).send()
        messages.success(request, _("The link was mailed. The address is not kept."))
    except (SMTPException, OSError):
        messages.error(request, _("The mail could not be sent. Copy the link instead."))


@opened_by_link
def answer_paper(request, token):
    """The answer as it stands, for paper."""
    answer = answer_or_gone(token)
    questions = questions_of(answer.survey)
    on_paper = telling.on_paper(questions, telling.told(answer, questions))
    context = {**_about(answer), "questions": on_paper, "breadcrumbs": _trail(answer, (_("Print"), ""))}
    return render(request, "cms/survey_paper.html", context)
