"""What becomes of one answer: its excerpt in the report, or the reason for leaving it out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..forms.synthesis import UseForm
from ..midterm.inputs import Input, unchosen_headlines
from ..models import Call, ContributionAnswer
from ..permissions import Permission
from .access import fetch
from .form_pages import form_page, show_form
from .saving import atomic_when_posted
from .synthesis import address_of, fetch_synthesis, frame_of


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def answer_use_edit(request, pk, recommendation, answer):
    """Decide on one answer; what somebody else decided meanwhile is shown beside what was typed."""
    synthesis = fetch_synthesis(request, pk, recommendation, Permission.REPORT_COMPILE)
    if request.method == "GET" and synthesis.call.is_locked:
        messages.warning(request, _("The report is locked; nothing changes any more."))
        return redirect(f"{address_of(synthesis)}#answer-{answer}")
    if request.method == "POST":  # who decides on the same call waits here
        Call.objects.select_for_update(no_key=True).get(pk=pk)
    row = next((row for row in synthesis.inputs if row.answer.pk == answer), None)
    if row is None:
        row = replaced(synthesis, answer)
        if request.method == "GET":
            messages.warning(request, _("This input was withdrawn or replaced by a newer version."))
            return redirect(address_of(synthesis))
    form = UseForm(request.POST or None, row=row)
    conflicts = []
    if request.method == "POST" and form.is_valid():
        conflicts = form.conflicts()
        if not conflicts and is_saved(request, form):
            return redirect(f"{address_of(synthesis)}#answer-{answer}")
    context = frame_of(request, synthesis.call, "synthesis") | {
        "form": form,
        "row": row,
        "conflicts": conflicts,
        "unchosen": unchosen_headlines(synthesis.call),
        "synthesis": synthesis,
        "recommendation": synthesis.recommendation,
        "back": f"{address_of(synthesis)}#answer-{answer}",
    }
    return show_form(request, "tracking/answer_use_edit.html", context)


def replaced(synthesis, answer):
    """The Input of an answer that its government withdrew or replaced, so that what was typed is not lost; or 404."""
    rows = ContributionAnswer.objects.filter(contribution__call=synthesis.call).select_related("use", "contribution")
    rows = rows.filter(contribution__status__in=("accepted", "withdrawn"), recommendation=synthesis.recommendation)
    found = fetch(rows, pk=answer)
    return Input(found, getattr(found, "use", None), None)


def is_saved(request, form):
    """Save the decision and say so; False, with the reason in the form, where it cannot be saved any more."""
    try:
        form.use.decide(by=request.user, now=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Saved."))
    return True
