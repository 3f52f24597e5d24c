"""Invitations at the editors' desk: paste, send again, remind once, withdraw."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from cms import tasks
from cms.models.survey import Survey
from cms.models.survey_invitation import SurveyInvitation
from cms.surveys import inviting, results
from cms.surveys.desk_forms import InviteForm

from .desk_surveys import PER_PAGE, desk_page, may_review, survey_of

SHOWN = {
    "": (gettext_lazy("All"), lambda invitations: invitations.all()),
    "unanswered": (gettext_lazy("not answered"), lambda invitations: invitations.unanswered()),
    "failed": (gettext_lazy("not delivered"), lambda invitations: invitations.not_delivered()),
}


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
    wanted = request.GET.get("show", "")
    invitations = SHOWN.get(wanted, SHOWN[""])[1](survey.invitations).select_related("answer")
    context = {
        "form": form,
        "invitations": Paginator(invitations, PER_PAGE).get_page(request.GET.get("page")),
        "failed": survey.invitations.not_delivered().count(),
        "shown": [(value, label) for value, (label, _rows) in SHOWN.items()],
        "wanted": wanted,
        "response": results.response(survey),
    }
    return desk_page(request, survey, "cms/admin/survey_invitations.html", context, (_("Invitations"), ""))


def _is_open(form, survey):
    if survey.state != Survey.State.OPEN:
        form.add_error(None, _("Open the survey before you invite anybody to it."))
    elif survey.is_over(timezone.localdate()):
        form.add_error(None, _("The last day is over. Set a later one first."))
    return not form.errors


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
def invitation_send_again(request, pk):
    """Send all mails again that did not arrive, after the mail server was mended."""
    again = inviting.send_again(survey_of(pk))
    tasks.send_survey_mails.delay_on_commit([invited.pk for invited in again])
    text = ngettext("%(count)s mail is sent again.", "%(count)s mails are sent again.", len(again))
    messages.success(request, text % {"count": len(again)})
    return redirect("survey_desk_invitations", pk)


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
