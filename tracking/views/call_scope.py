"""What a call asks about, whom it asks, and the coordinator's own questions: each on a page of its own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ..forms.call_board import GovernmentScopeForm, RecommendationScopeForm
from ..forms.call_question import QuestionsForm
from ..midterm import scope as scopes
from .calls import fetch_managed
from .form_pages import form_page, show_form
from .workspace import chips_of

LONGEST_KEY = 18  # digits


def fetch_changeable(request, pk):
    """A managed call, and the address to go to where it cannot be changed any more (else None)."""
    call = fetch_managed(request, pk)
    if not call.why_fixed:
        return call, None
    messages.warning(request, call.why_fixed)
    return call, redirect(call)


@login_required
@require_http_methods(["GET", "POST"])
def call_recommendations(request, pk):
    """Tick the recommendations that the call asks about: one by one, or a cluster at a time."""
    call, way_out = fetch_changeable(request, pk)
    if way_out:
        return way_out
    form = RecommendationScopeForm(request.GET)
    return choose(request, scopes.RecommendationScope(call, form.asked), form, "tracking/call_recommendations.html")


@login_required
@require_http_methods(["GET", "POST"])
def call_governments(request, pk):
    """Tick the governments that the call asks: one by one, or a region at a time."""
    call, way_out = fetch_changeable(request, pk)
    if way_out:
        return way_out
    known = scopes.GovernmentScope(call, {})
    form = GovernmentScopeForm(request.GET, regions=known.regions)
    scope = scopes.GovernmentScope(call, form.asked) if any(form.asked.values()) else known
    return choose(request, scope, form, "tracking/call_governments.html")


def choose(request, scope, form, template):
    """The page with the ticks; what was ticked is saved at once, whichever button was pressed."""
    chosen, is_outdated = None, False
    if request.method == "POST":
        ticked, shown = ids(request.POST.getlist("chosen")), ids(request.POST.get("shown", "").split(","))
        chosen = scope.wanted(shown, ticked, request.POST.get("do", scopes.SAVE))
        is_outdated = request.POST.get("version") != scope.version and chosen != scope.chosen
        if not is_outdated:
            return saved(request, scope, chosen)
    context = {
        "call": scope.call,
        "scope": scope,
        "groups": scope.groups(chosen),
        "form": form,
        "is_outdated": is_outdated,
        "is_filtered": any(form.asked.values()),
        **chips_of(request, form),
    }
    return render(request, template, context)


def ids(values):
    """The primary keys among what a page sent."""
    return {int(value) for value in values if value.isascii() and value.isdigit() and len(value) <= LONGEST_KEY}


def saved(request, scope, chosen):
    """Save the choice and show the page again, with the same filters."""
    try:
        scope.save(chosen, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        count = len(chosen) or scope.total
        of = ngettext("%(count)d of %(total)d is chosen.", "%(count)d of %(total)d are chosen.", count)
        words = of % {"count": count, "total": scope.total}
        messages.success(request, f"{_('Saved.')} {words if chosen else _('The call asks about all of them.')}")
    return redirect(request.get_full_path())


@login_required
@require_http_methods(["GET", "POST"])
@form_page
def call_questions(request, pk):
    """The coordinator's own questions, beside the recommendations."""
    call, way_out = fetch_changeable(request, pk)
    if way_out:
        return way_out
    form, conflicts = QuestionsForm(request.POST or None, call=call), []
    if request.method == "POST" and form.is_valid():
        conflicts = form.conflicts()
        if not conflicts:
            try:
                call.write(by=request.user, now=timezone.now(), questions=form.questions.wanted())
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Saved."))
                return redirect(call)
    context = {"form": form, "call": call, "conflicts": conflicts, "paper_title": _("Questions of your own")}
    return show_form(request, "tracking/call_questions.html", context)
