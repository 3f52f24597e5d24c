"""The answers to the questions that the coordinator put into a call."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import personal_data
from ..forms.question_answers import QuestionsForm
from ..midterm import replies
from .answers import fetch_own
from .form_pages import form_page, show_form


@login_required
@require_http_methods(["GET", "POST"])
@form_page
def contribution_questions(request, pk):
    """Answer all questions of the call on one page."""
    contribution = fetch_own(request, pk)
    if not contribution.is_draft or not contribution.call.is_open:
        messages.warning(request, _("This version cannot be changed now. Its page says what can be done."))
        return redirect(contribution)
    questions = contribution.call.questions.all()
    form = QuestionsForm(request.POST or None, questions=questions, stored=replies.stored(contribution))
    if form.is_valid():
        try:
            others = replies.write(contribution, form.wanted(), by=request.user, now=timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(contribution)
        if not others:
            return saved(request, contribution, form)
        form.show_beside(others)
    context = {
        "form": form,
        "contribution": contribution,
        "government": contribution.local_government,
        "paper_title": contribution,
    }
    return show_form(request, "tracking/contribution_questions.html", context)


def saved(request, contribution, form):
    """Say so, what is still to be answered, and what may point to a person."""
    messages.success(request, _("Your answers to the questions are saved."))
    findings = personal_data.find(*(text for text, _seen in form.wanted().values()))
    if findings:
        pieces = ", ".join(f"{finding.excerpt} ({finding.kind.label})" for finding in findings)
        messages.warning(
            request, _("This may point to a person: %(pieces)s. If it does, take it out.") % {"pieces": pieces}
        )
    return redirect(contribution)
