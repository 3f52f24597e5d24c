"""The page behind the link of an invitation."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from .access import invitation_or_gone, opened_by_link
from .surveys import introduction


@opened_by_link
def invitation_open(request, token):
    """What the survey is for, and a button to begin; a body that has begun already gets its own answer."""
    invited = invitation_or_gone(token)
    if invited.answer and invited.answer.state != invited.answer.State.WITHDRAWN:
        return redirect("cms:survey-answer", token=invited.answer.token)
    if request.method == "POST" and invited.survey.is_open(timezone.localdate()):
        answer = invited.begin(language=get_language(), now=timezone.now())
        return redirect("cms:survey-answer", token=answer.token)
    return render(request, "cms/survey_detail.html", introduction(invited.survey, None, invitation=invited))
