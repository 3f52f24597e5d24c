"""Follow-ups: sorting what is new, and all that a government says about one recommendation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from .. import board, history, tagging
from ..forms.followup import FollowUpForm, TriageForm
from ..models import FollowUp, ImplementationStep, LocalGovernment, Recommendation, Status, Target
from ..permissions import Permission
from ..relevance import Proposer
from .access import fetch, fetch_government, require
from .saving import atomic_when_posted
from .workspace import frame

PER_PAGE = 10
SUPPORTED, OTHERS, ALL = "supported", "others", "all"


@login_required
@require_http_methods(["GET", "POST"])
def followup_triage(request, pk):
    """Ten recommendations that nobody has sorted yet; the rows with a choice are saved, all or none."""
    government = fetch_government(request, pk, Permission.FOLLOW_UP_EDIT)
    context = frame(request, government, "triage", (_("To sort"), ""))
    waiting = board.untriaged(context["review"], government) if context["review"] else Recommendation.objects.none()
    supported = waiting.filter(position=Recommendation.Position.SUPPORTED)
    choices = {SUPPORTED: supported, OTHERS: waiting.exclude(pk__in=supported.values("pk")), ALL: waiting}
    counts = {name: rows.count() for name, rows in choices.items()}
    chosen = request.GET.get("position", "")
    if chosen not in choices:
        chosen = SUPPORTED if counts[SUPPORTED] else ALL
    proposer = Proposer(government)
    if request.method == "POST":
        forms = posted_forms(request, government, proposer)
        if all(form.is_valid() for form in forms):
            say_saved(request, *save_triage(forms, government, by=request.user, now=timezone.now()))
            return redirect(f"{request.path}?position={chosen}")
    page = Paginator(choices[chosen].for_listing().in_order(), PER_PAGE).get_page(request.GET.get("page"))
    if request.method == "GET":
        forms = [TriageForm(recommendation=row, proposal=proposer.propose(row)) for row in page]
    context |= {"forms": forms, "page": page, "chosen": chosen, "counts": counts}
    return render(request, "tracking/followup_triage.html", context)


def posted_forms(request, government, proposer):
    """The forms of the recommendations that the page showed, whoever sorted them meanwhile."""
    ids = [int(pk) for pk in request.POST.getlist("recommendation")[:PER_PAGE] if pk.isdecimal() and len(pk) < 19]
    rows = Recommendation.objects.filter(review__state=government.state, pk__in=ids).for_listing().in_order()
    return [TriageForm(request.POST, recommendation=row, proposal=proposer.propose(row)) for row in rows]


@transaction.atomic
def save_triage(forms, government, *, by, now):
    """(saved, left): what was sorted, and what was left as somebody else had sorted it meanwhile."""
    saved, left = 0, 0
    for form in forms:
        if not form.is_chosen:
            continue
        follow_up = own_follow_up(government, form.recommendation, is_taken=True)
        if not follow_up.relevance:
            form.save(follow_up, by=by, now=now)
            saved += 1
        elif follow_up.relevance != form.cleaned_data["relevance"]:
            left += 1
    return saved, left


def say_saved(request, saved, left):
    """Tell how many were sorted."""
    if saved:
        messages.success(request, ngettext("%d recommendation sorted.", "%d recommendations sorted.", saved) % saved)
    if left:
        text = ngettext(
            "%d recommendation was sorted by somebody else meanwhile and stays as it is.",
            "%d recommendations were sorted by somebody else meanwhile and stay as they are.",
            left,
        )
        messages.warning(request, text % left)
    if not saved and not left:
        messages.info(request, _("Nothing new was chosen."))


def own_follow_up(government, recommendation, *, is_taken):
    """The government's follow-up, taken for this transaction or not; a new one, not saved, where there is none."""
    found = FollowUp.objects.filter(local_government=government, recommendation=recommendation)
    if is_taken:
        # The government's row stands for a follow-up that does not exist yet: two first writers go one by one.
        LocalGovernment.objects.select_for_update(no_key=True).get(pk=government.pk)
        found = found.select_for_update()
    follow_up = found.first() or FollowUp(local_government=government, recommendation=recommendation)
    # The objects at hand, so that nothing is asked twice.
    follow_up.local_government, follow_up.recommendation = government, recommendation
    return follow_up


@login_required
@require_http_methods(["GET", "POST"])
@atomic_when_posted
def followup_edit(request, pk, recommendation):
    """All that the government says about one recommendation; its viewers read it."""
    government = fetch_government(request, pk)
    rows = Recommendation.objects.filter(review__state=government.state)
    recommendation = fetch(rows.for_listing().select_related("review__state"), pk=recommendation)
    follow_up = own_follow_up(government, recommendation, is_taken=request.method == "POST")
    tags = list(tagging.own_tags(recommendation, government).select_related("target__goal"))
    own_tags = [tag.target for tag in tags]
    form = FollowUpForm(request.POST or None, follow_up=follow_up, own_targets=own_tags)
    conflicts = []
    if request.method == "POST":
        require(request.user, Permission.FOLLOW_UP_EDIT, local_government=government)
        if form.is_valid():
            conflicts = form.differences() if form.is_outdated else []
            if not conflicts and save_follow_up(request, form):
                return redirect(request.path)
            follow_up = own_follow_up(government, recommendation, is_taken=True)
    context = frame(request, government, "board", (recommendation.paragraph, ""))
    context |= {"form": form, "conflicts": conflicts, "recommendation": recommendation, "follow_up": follow_up}
    context |= follow_up_context(form, follow_up, own_tags)
    return render(request, "tracking/followup_edit.html", context)


def save_follow_up(request, form):
    """Save, and tell; False with the errors on the form where the rules still miss something."""
    if form.is_outdated:  # sent twice: what stands is what was typed
        messages.success(request, _("Saved."))
        return True
    try:
        form.save(by=request.user, now=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Saved."))
    return True


def follow_up_context(form, follow_up, own_tags):
    """Steps, status choices with what they miss now, targets and history."""
    today = timezone.localdate()
    steps = ImplementationStep.objects.none()
    if follow_up.pk:
        steps = follow_up.steps.prefetch_related("evidence")
    return {
        "steps": [(step, step.is_overdue(today)) for step in steps],
        "status_choices": status_choices(form, follow_up, today),
        "target_choices": target_choices(form, follow_up, own_tags),
        "history": history.of_follow_up(follow_up),
        "is_stale": bool(follow_up.pk) and follow_up.is_stale(today),
        "most_tags": tagging.MOST_USEFUL_TAGS,
    }


def status_choices(form, follow_up, today):
    """[(value, label, what it asks for, [what is missing now], is chosen)]."""
    asks = {
        Status.NOT_STARTED: _("Nothing is decided yet."),
        Status.PLANNED: _("Decided; a step has a due date."),
        Status.IN_PROGRESS: _("A step has begun."),
        Status.PARTLY: _("Some results: evidence on a step, and what is still missing."),
        Status.IMPLEMENTED: _("Done and shown: evidence, end date, and the result or why none can be shown."),
        Status.ONGOING: _("Has no end, as in “continue to …”: news at least once in twelve months."),
        Status.NOT_APPLICABLE: _("You cannot act: name who can."),
    }
    value = form["status"].value()
    return [
        (
            status.value,
            status.label,
            asks[status],
            [sentence for field, sentence in follow_up.missing_for(status, today) if field == "status"],
            status.value == value,
        )
        for status in Status
    ]


def target_choices(form, follow_up, own_tags):
    """[(target, reasons, is chosen)]: the government's own targets first, then up to three proposals."""
    codes = {getattr(value, "code", value) for value in form["targets"].value() or []}
    choices = [(target, (), target.code in codes) for target in own_tags]
    for suggestion in tagging.suggest(follow_up.recommendation, follow_up.local_government):
        choices.append((suggestion.target, suggestion.reasons, suggestion.target.code in codes))
    shown = {target.code for target, reasons, chosen in choices}
    for target in Target.objects.filter(code__in=codes - shown).select_related("goal"):
        choices.append((target, (), True))
    return choices
