"""A correction: suggested by anybody, decided on by editors and coordinators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import CorrectionSuggestion

from .. import mails
from ..access import fetch_guarded, fetch_practice
from ..flooding import is_flooding
from ..notice_forms import CorrectionDecisionForm, CorrectionForm

MOST_AN_HOUR = 6


def correction_add(request, key):
    """The form that anybody fills in."""
    practice = fetch_practice(key)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_machine:
            return render(request, "cms/practices/notice_sent.html", {"practice": practice})
        if is_flooding(request, "correction", MOST_AN_HOUR, 3600):
            form.add_error(None, _("Many reports came from your connection within an hour. Please try again later."))
            context = {"practice": practice, "form": form}
            return render(request, "cms/practices/correction_add.html", context, status=429)
        suggestion = form.save(commit=False)
        suggestion.page = practice.alias_of.specific if practice.alias_of_id else practice
        suggestion.send(now=timezone.now(), contact=form.cleaned_data["contact"])
        mails.tell_guards(suggestion, "practice-correction")
        return render(request, "cms/practices/notice_sent.html", {"practice": practice, "suggestion": suggestion})
    return render(request, "cms/practices/correction_add.html", {"practice": practice, "form": form})


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
