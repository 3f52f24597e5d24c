"""The coordinator's remarks on single answers, kept while deciding and sent with the returned version."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..forms.remarks import RemarksForm
from ..midterm import remarks, versions
from ..models import Contribution
from .decisions import fetch_for_state
from .form_pages import form_page, show_form


@login_required
@require_http_methods(["GET", "POST"])
@form_page
def contribution_remarks(request, pk):
    """Every answer with room for a remark: keep them for later, or return the version with them."""
    contribution = fetch_for_state(request, pk)
    if contribution.status != Contribution.Status.SUBMITTED:
        messages.warning(request, _("This version is decided on already. Its page says what can be done."))
        return redirect(contribution)
    answers = dict(contribution.answers.values_list("recommendation", "pk"))
    form = RemarksForm(request.POST or None, answers=answers.values(), stored=remarks.stored(contribution))
    if form.is_valid():
        try:
            others = write(request, contribution, form)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(contribution)
        if not others:
            return redirect(contribution)
        form.show_beside(others)
    context = {
        "form": form,
        "contribution": contribution,
        "call": contribution.call,
        "government": contribution.local_government,
        "paper_title": contribution,
        "rows": list(rows(contribution, form, answers)),
    }
    return show_form(request, "tracking/contribution_remarks.html", context)


@transaction.atomic
def write(request, contribution, form):
    """Keep the remarks, and return the version where that was asked; nothing is returned past somebody's words."""
    by, now = request.user, timezone.now()
    others = remarks.keep(contribution, form.wanted(), by=by, now=now)
    if others:
        return others
    if form.is_returning:
        contribution.return_(form.cleaned_data["words"], by=by, now=now)
        messages.success(request, _("Returned with your comment. The government answers with a new version."))
    else:
        messages.success(request, _("Your remarks are kept. The government sees them once you return the version."))
    return {}


def rows(contribution, form, answers):
    """[(line, the remark's field, its hidden field, remarks on earlier versions)]."""
    earlier = remarks.shown(contribution)
    for line in versions.lines(contribution, is_full=True, remarks=earlier):
        if line.recommendation.pk in answers:
            yield line, *form.field_of(answers[line.recommendation.pk])
