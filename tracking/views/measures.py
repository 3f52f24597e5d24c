"""National measures: what ministries report on a recommendation, version by version, and what becomes of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ..forms.national_measure import MeasureWordsForm, NationalMeasureForm
from ..midterm import measure_board
from ..models import WORD_LIMITS, Call, NationalMeasure
from ..permissions import Permission, has_permission
from .access import fetch, require
from .form_pages import form_page, show_form
from .saving import atomic_when_posted
from .synthesis import fetch_call, frame_of

SHOWN = {
    "": lambda: _("All"),
    measure_board.LACKING: lambda: _("Without a measure"),
    measure_board.WAITING: lambda: _("Waiting for a decision"),
    measure_board.ACCEPTED: lambda: _("Accepted"),
    measure_board.OWN: lambda: _("Ours"),
}


@login_required
@require_GET
def measure_list(request, pk):
    """Every recommendation of a call with the measures of ministries, and those that lack any."""
    call = fetch_call(request, pk)
    rows = measure_board.rows(call, request.user)
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in SHOWN else ""
    may_write = has_permission(request.user, Permission.MEASURE_WRITE, state=call.review.state)
    context = frame_of(request, call, "measures") | {
        "rows": [row for row in rows if row.is_in(chosen)],
        "tabs": [
            (f"?show={key}", label(), sum(row.is_in(key) for row in rows), key == chosen)
            for key, label in SHOWN.items()
            if key != measure_board.OWN or may_write
        ],
        "lacking": sum(row.is_lacking for row in rows),
        "total": len(rows),
        "may_write": may_write and not call.is_draft,
    }
    return render(request, "tracking/measure_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def measure_add(request, pk, recommendation):
    """Write for the first time on a recommendation; where the body has written already, that version opens."""
    call = fetch_call(request, pk, Permission.MEASURE_WRITE)
    if request.method == "GET" and call.is_locked:
        messages.warning(request, _("The report is locked; nothing changes any more."))
        return redirect("tracking:measure-list", call.pk)
    recommendation = fetch(call.recommendations_asked().with_text(), pk=recommendation)
    bodies = measure_board.bodies_of(request.user, call.review.state)
    known = call.measures.filter(recommendation=recommendation, body__in=bodies).order_by("-version").first()
    if known and request.method == "GET":
        return redirect("tracking:measure-edit" if known.is_draft else "tracking:measure-detail", known.pk)
    return edit(request, NationalMeasure(call=call, recommendation=recommendation), bodies[0] if bodies else "")


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def measure_edit(request, pk):
    """Change a draft; what somebody else saved meanwhile is shown beside what was typed."""
    measure = fetch_own(request, pk)
    if not measure.is_draft:
        messages.warning(request, _("This version was submitted and cannot change. Start a new version."))
        return redirect(measure)
    if request.method == "GET" and measure.call.is_locked:
        messages.warning(request, _("The report is locked; nothing changes any more."))
        return redirect(measure)
    return edit(request, measure, measure.body)


def edit(request, measure, body):
    """The form of a new or known draft, saved or submitted."""
    call = measure.call
    if request.method == "POST":  # who writes on the same call waits here
        Call.objects.select_for_update(no_key=True).get(pk=call.pk)
        measure = NationalMeasure.objects.for_listing().filter(pk=measure.pk).first() or measure
    form = NationalMeasureForm(
        request.POST or None, instance=measure, body=body, known=measure_board.known_bodies(call.review.state)
    )
    conflicts = []
    if request.method == "POST" and form.is_valid():
        conflicts = form.conflicts()
        if not conflicts and is_saved(request, form):
            return redirect(form.instance)
    recommendation = call.recommendations_asked().with_text().prefetch_related("recommending_states")
    context = frame_of(request, call, "measures") | {
        "form": form,
        "measure": measure,
        "conflicts": conflicts,
        "recommendation": recommendation.get(pk=measure.recommendation_id),
        "body": measure.body,
    }
    return show_form(request, "tracking/measure_edit.html", context)


def is_saved(request, form):
    """Save it, submit it where that was asked for, and say so; False where it cannot be saved any more."""
    measure, is_sent = form.instance, "submit" in request.POST
    try:
        measure.write(by=request.user, now=timezone.now())
        if is_sent:
            measure.submit(by=request.user, now=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    sent = _("Submitted. The coordinator decides on it; this version never changes again.")
    messages.success(request, sent if is_sent else _("Saved as a draft. Only your own body sees it."))
    return True


def fetch_measure(request, pk):
    """A measure that the person may see; drafts of other bodies are not among them."""
    return fetch(NationalMeasure.objects.visible_to(request.user).for_listing(), pk=pk)


def fetch_own(request, pk):
    """A measure that the person writes; 403 for others who may read it."""
    measure = fetch_measure(request, pk)
    require(request.user, Permission.MEASURE_WRITE, state=measure.call.review.state)
    if not NationalMeasure.objects.of_bodies(request.user).filter(pk=measure.pk).exists():
        raise PermissionDenied
    return measure


@login_required
@require_GET
def measure_detail(request, pk):
    """One version with its earlier and later ones, and what can be done with it."""
    return show(request, fetch_measure(request, pk), MeasureWordsForm())


def show(request, measure, words_form):
    """The page, with the form for words as it stands."""
    state = measure.call.review.state
    is_writer = has_permission(request.user, Permission.MEASURE_WRITE, state=state)
    versions = NationalMeasure.objects.visible_to(request.user) & measure.versions
    texts = [(measure._meta.get_field(name).verbose_name, getattr(measure, name)) for name in WORD_LIMITS]
    context = frame_of(request, measure.call, "measures") | {
        "measure": measure,
        "recommendation": measure.recommendation,
        "texts": texts,
        "versions": versions.order_by("-version"),
        "words_form": words_form,
        "is_own": is_writer and NationalMeasure.objects.of_bodies(request.user).filter(pk=measure.pk).exists(),
        "may_decide": has_permission(request.user, Permission.CONTRIBUTION_DECIDE, state=state),
    }
    return render(request, "tracking/measure_detail.html", context)


def change(request, measure, action, done):
    """Do it and say so; where somebody was faster or something is missing, say that."""
    try:
        changed = action(by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(measure)
    messages.success(request, done)
    return redirect(reverse("tracking:measure-edit", args=[changed.pk]) if changed else measure)


@login_required
@require_POST
def measure_submit(request, pk):
    """The body sends its draft to the coordinator."""
    measure = fetch_own(request, pk)
    done = _("Submitted. The coordinator decides on it; this version never changes again.")
    return change(request, measure, measure.submit, done)


@login_required
@require_POST
def measure_next_version(request, pk):
    """A new draft with the words of a returned or accepted version."""
    measure = fetch_own(request, pk)
    return change(request, measure, measure.next_version, _("A new version is a draft now."))


def fetch_to_decide(request, pk):
    """A submitted measure on which the person may decide."""
    measure = fetch_measure(request, pk)
    require(request.user, Permission.CONTRIBUTION_DECIDE, state=measure.call.review.state)
    return measure


@login_required
@require_POST
def measure_accept(request, pk):
    """The coordinator accepts it: it stands in the synthesis."""
    measure = fetch_to_decide(request, pk)
    return change(request, measure, measure.accept, _("Accepted. It stands in the synthesis."))


@login_required
@require_POST
def measure_return(request, pk):
    """The coordinator returns it with words."""
    measure = fetch_to_decide(request, pk)
    form = MeasureWordsForm(request.POST)
    if not form.is_valid():
        return show(request, measure, form)
    words = form.cleaned_data["words"].replace("\0", "")
    done = _("Returned with your comment. The body answers with a new version.")
    return change(request, measure, lambda **who: measure.return_(words, **who), done)
