"""A correction: suggested by anybody, decided on by editors and coordinators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import CorrectionSuggestion

from ..access import fetch_guarded
from ..notice_forms import CorrectionDecisionForm, CorrectionForm
from .taking_in import take_in


def correction_add(request, key):
    """The form that anybody fills in."""
    return take_in(request, key, CorrectionForm(request.POST or None), kind="correction", name="suggestion")


@login_required
def correction_detail(request, pk):
    """What was suggested, and the decision."""
    suggestion = fetch_guarded(request, CorrectionSuggestion.objects.all(), pk)
    form = CorrectionDecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            suggestion.decide(**form.cleaned_data, by=request.user, now=timezone.now())
            messages.success(request, _("Saved."))
            return redirect(suggestion)
        except ValidationError as error:
            form.add_error(None, error.messages)
    return render(request, "cms/practices/correction_detail.html", {"suggestion": suggestion, "form": form})
