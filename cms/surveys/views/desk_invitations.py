"""Invitations at the editors' desk: paste, send again, remind once, withdraw."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cms import tasks
from cms.models.survey import Survey
from cms.models.survey_invitation import SurveyInvitation
from cms.surveys import inviting, results
from cms.surveys.desk_forms import InviteForm

from .desk_surveys import may_review, survey_of


@may_review
def invitation_list(request, pk):
    """Who was invited and how far each is; a field to paste more into."""
    survey = survey_of(pk)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_open(form, survey):
        new, known = inviting.invite(survey, form.rows, by=request.user, now=timezone.now())
        tasks.send_survey_mails.delay_on_commit([invited.pk for invited in new])
        _tell(request, new, known)
        return redirect("survey_desk_invitations", survey.pk)
    context = {
        "survey": survey,
        "form": form,
        "invitations": survey.invitations.select_related("answer"),
        "response": results.response(survey),
    }
    return render(request, "cms/admin/survey_invitations.html", context)


def _is_open(form, survey):
    if survey.state != Survey.State.OPEN:
        form.add_error(None, _("Open the survey before you invite anybody to it."))
    return survey.state == Survey.State.OPEN


def _tell(request, new, known):
    text = ngettext("%(count)s body was invited.", "%(count)s bodies were invited.", len(new)) % {"count": len(new)}
    messages.success(request, text)
    if known:
        messages.warning(request, _("Invited already: %(bodies)s") % {"bodies": ", ".join(known)})


@may_review
@require_POST
def invitation_remind(request, pk):
    """Remind all who have not answered; each body once and never again."""
    survey = survey_of(pk)
    count = inviting.remind(survey)
    tasks.send_survey_mails.delay_on_commit(list(survey.invitations.waiting().values_list("pk", flat=True)))
    text = ngettext("%(count)s body is reminded.", "%(count)s bodies are reminded.", count) % {"count": count}
    messages.success(request, text)
    return redirect("survey_desk_invitations", survey.pk)


@may_review
@require_POST
def invitation_change(request, pk):
    """Send one invitation again, or withdraw it."""
    invited = SurveyInvitation.objects.select_related("answer").filter(pk=pk).first()
    if invited is None:
        raise Http404
    try:
        if request.POST.get("change") == "withdraw":
            invited.withdraw(by=request.user, now=timezone.now())
        else:
            invited.mail_again()
            tasks.send_survey_mails.delay_on_commit([invited.pk])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("survey_desk_invitations", invited.survey_id)
