"""Implementation steps of a government: the list, and the short form with which a step begins."""

import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django_tables2 import RequestConfig

from ..board import SOON
from ..forms.step import StepForm
from ..forms.step_filter import StepFilterForm
from ..models import FollowUp, ImplementationStep, LocalGovernment, Recommendation
from ..permissions import Permission
from ..tables.step import StepTable
from .access import fetch, fetch_government, require
from .form_pages import form_page, restore_draft, show_form
from .saving import atomic_when_posted, tell_saved
from .step_models import model_of
from .workspace import PER_PAGE, chips_of, frame

TWICE_WITHIN = datetime.timedelta(minutes=1)


@login_required
@require_GET
def step_list(request, pk):
    """What the government does, with what is due first."""
    government = fetch_government(request, pk)
    context = frame(request, government, "steps", (_("Steps"), ""))
    today, form = timezone.localdate(), StepFilterForm(request.GET, government=government)
    steps = ImplementationStep.objects.filter(local_government=government)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = narrowed(steps, today, **asked).for_listing().annotate(evidence_count=Count("evidence", distinct=True))
    table = StepTable(rows, today=today)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context |= {"form": form, "table": table, "has_steps": steps.exists(), **chips_of(request, form)}
    return render(request, "tracking/step_list.html", context)


def narrowed(steps, today, *, due="", text="", department="", group="", **exact):
    """The steps that a person asked for; empty values ask for nothing. `exact`: status, kind, plan, resources."""
    if due == "overdue":
        steps = steps.overdue(today)
    elif due == "soon":
        steps = steps.open().filter(due_date__range=(today, today + SOON))
    if text:
        steps = steps.filter(title__icontains=text)
    if group:
        steps = steps.filter(groups__code=group)
    exact["responsible"] = department
    return steps.filter(**{name: value for name, value in exact.items() if value})


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def step_add(request, pk):
    """A new step; ?recommendation= chooses what it answers, ?from_step= or ?from_practice= what it is modelled on."""
    government = fetch_government(request, pk, Permission.STEP_EDIT)
    model = model_of(request.GET)
    step = ImplementationStep(local_government=government)
    initial = {}
    if model:
        step.credit_key, step.credit_title, step.credit_address = model.key, model.credit, model.address
        initial = {"title": model.title[:200], "kind": model.kind, "description": taken_over(model)}
    elif request.method == "GET" and {"from_step", "from_practice"} & set(request.GET):
        messages.warning(request, _("What you wanted to take over is not public any more. You can start from nothing."))
    context = frame(request, government, "steps", (_("Steps"), steps_of(government)), (_("Add a step"), ""))
    context["model"] = model
    return edit(request, step, context, preselected=preselected(request, government), initial=initial)


def taken_over(model):
    """The model's description, marked as its own words."""
    head = _("Taken over from “%(credit)s”. Write here what you do yourselves:") % {"credit": model.credit}
    return f"{head}\n\n{model.text}".strip()


def preselected(request, government):
    """The recommendation that the address names, where it is one of the State's."""
    asked = request.GET.get("recommendation", "")
    if not asked.isdecimal() or len(asked) > 18:
        return []
    rows = Recommendation.objects.filter(review__state=government.state, pk=int(asked))
    return list(rows.values_list("pk", flat=True))


def steps_of(government):
    """The address of the government's list of steps."""
    return reverse("tracking:step-list", args=[government.pk])


def own_step(request, pk, permission, *, is_taken=False):
    """A step of a government of which the person is a member, where they hold the permission."""
    steps = ImplementationStep.objects.select_related("local_government__state")
    if is_taken:
        steps = steps.select_for_update(of=("self",))
    step = fetch(steps.filter(local_government__in=LocalGovernment.objects.of_user(request.user)), pk=pk)
    require(request.user, permission, local_government=step.local_government)
    return step


def frame_of(request, step, title):
    """What a page under a step shows around its own content, as context."""
    government = step.local_government
    crumbs = [(_("Steps"), steps_of(government)), (step.title, step.get_absolute_url()), (title, "")]
    return frame(request, government, "steps", *crumbs)


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def step_edit(request, pk):
    """Change what a step began with; what somebody else saved meanwhile is shown beside what was typed."""
    step = own_step(request, pk, Permission.STEP_EDIT, is_taken=request.method == "POST")
    return edit(request, step, frame_of(request, step, _("Change")))


def edit(request, step, context, preselected=(), initial=None):
    """Show or save the form of a step."""
    form = StepForm(request.POST or None, instance=step, preselected=preselected, initial=initial)
    restore_draft(request, form)
    conflicts = []
    if request.method == "POST" and form.is_valid():
        twin = None if step.pk else twin_of(form.instance, by=request.user, now=timezone.now())
        if twin:
            return redirect(twin)  # the button was pressed twice
        is_outdated = bool(step.pk) and form.is_outdated
        conflicts = form.conflicts() if step.pk else []
        if not conflicts:
            return save(request, form, is_outdated=is_outdated)
    context |= {"form": form, "step": step, "conflicts": conflicts, "groups": form.groups()}
    context["paper_title"] = step.title or _("Add a step")
    return show_form(request, "tracking/step_edit.html", context)


def save(request, form, *, is_outdated):
    """Save the step unless it was sent twice, and tell."""
    step, now = form.instance, timezone.now()
    answered = list(step.follow_ups.values_list("pk", flat=True)) if step.pk else []
    if not is_outdated:
        behalf = form.cleaned_data["on_behalf_of"]
        step.save_work(form.cleaned_data["recommendations"], by=request.user, now=now, on_behalf_of=behalf)
        form.settle(step, by=request.user, now=now)
    tell_saved(request, form)
    warn_of_claims(request, step, answered)
    return redirect(step)


def twin_of(step, *, by, now):
    """The same step, which the same person added within the last minute; None where there is none.

    Takes the government's row, so that two requests at once come one after the other.
    """
    government = LocalGovernment.objects.select_for_update(no_key=True).get(pk=step.local_government_id)
    same = {field: getattr(step, field) for field in ("title", "kind", "responsible", "description", "due_date")}
    added = ImplementationStep.objects.filter(local_government=government, added_by=by, **same)
    return added.filter(updated_at__gte=now - TWICE_WITHIN).first()


def warn_of_claims(request, step, answered):
    """Say which follow-ups, of those it answers or `answered` before, claim a status that no step carries any more."""
    today = timezone.localdate()
    concerned = FollowUp.objects.filter(Q(steps=step) | Q(pk__in=answered)).distinct()
    for follow_up in concerned.select_related("recommendation"):
        for field, sentence in follow_up.missing_for(follow_up.status, today):
            if field == "status":
                words = {"paragraph": follow_up.recommendation.paragraph, "sentence": sentence}
                messages.warning(request, _("Look at the status of %(paragraph)s: %(sentence)s") % words)
