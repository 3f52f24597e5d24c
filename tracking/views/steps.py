"""Implementation steps of a government."""

import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe
from django_tables2 import RequestConfig

from .. import history
from ..board import SOON
from ..forms.step import StepFilterForm, StepForm
from ..models import Evidence, FollowUp, ImplementationStep, LocalGovernment, Recommendation
from ..permissions import Permission, has_permission
from ..tables.step import StepTable
from .access import fetch, fetch_government, require
from .saving import atomic_when_posted
from .workspace import PER_PAGE, chips_of, frame

TWICE_WITHIN = datetime.timedelta(minutes=1)


@login_required
@require_GET
def step_list(request, pk):
    """What the government does, with what is due first."""
    government = fetch_government(request, pk)
    context = frame(request, government, "steps", (_("Steps"), ""))
    today, form = timezone.localdate(), StepFilterForm(request.GET)
    steps = ImplementationStep.objects.filter(local_government=government)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = narrowed(steps, today, **asked).for_listing().annotate(evidence_count=Count("evidence", distinct=True))
    table = StepTable(rows, today=today)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context |= {"form": form, "table": table, "has_steps": steps.exists(), **chips_of(request, form)}
    return render(request, "tracking/step_list.html", context)


def narrowed(steps, today, *, due="", status="", kind="", text=""):
    """The steps that a person asked for; empty values ask for nothing."""
    if due == "overdue":
        steps = steps.overdue(today)
    elif due == "soon":
        steps = steps.open().filter(due_date__range=(today, today + SOON))
    if status:
        steps = steps.filter(status=status)
    if kind:
        steps = steps.filter(kind=kind)
    return steps.filter(title__icontains=text) if text else steps


@login_required
@require_http_methods(["GET", "POST"])
@atomic_when_posted
def step_add(request, pk):
    """A new step; ?recommendation= chooses what it answers."""
    government = fetch_government(request, pk, Permission.STEP_EDIT)
    step = ImplementationStep(local_government=government)
    context = frame(request, government, "steps", (_("Steps"), steps_of(government)), (_("Add a step"), ""))
    return edit(request, step, context, preselected=preselected(request, government))


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


@login_required
@require_http_methods(["GET", "POST"])
@atomic_when_posted
def step_edit(request, pk):
    """Change a step; what somebody else saved meanwhile is shown beside what was typed."""
    step = own_step(request, pk, Permission.STEP_EDIT, is_taken=request.method == "POST")
    crumbs = [(_("Steps"), steps_of(step.local_government)), (step.title, step.get_absolute_url()), (_("Change"), "")]
    return edit(request, step, frame(request, step.local_government, "steps", *crumbs))


def edit(request, step, context, preselected=()):
    """Show or save the form of a step."""
    version = step.updated_at.isoformat() if step.pk else ""
    form = StepForm(request.POST or None, instance=step, preselected=preselected)
    conflicts = []
    if request.method == "POST":
        is_outdated = bool(step.pk) and request.POST.get("version", "") != version
        if form.is_valid():
            twin = None if step.pk else twin_of(form.instance, by=request.user, now=timezone.now())
            if twin:
                return redirect(twin)  # the button was pressed twice
            conflicts = form.differences() if is_outdated else []
            if not conflicts:
                answered = list(step.follow_ups.values_list("pk", flat=True)) if step.pk else []
                if not is_outdated:
                    form.instance.save_work(form.cleaned_data["recommendations"], by=request.user, now=timezone.now())
                messages.success(request, _("Saved."))
                warn_of_claims(request, form.instance, answered)
                return redirect(form.instance)
    context |= {"form": form, "step": step, "conflicts": conflicts, "version": version, "groups": form.groups()}
    return render(request, "tracking/step_edit.html", context)


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


@require_safe
def step_detail(request, pk):
    """One step with its evidence; public where the government made it so."""
    steps = ImplementationStep.objects.visible_to(request.user).select_related("local_government__state", "updated_by")
    step = fetch(steps, pk=pk)
    government = step.local_government
    is_member = has_permission(request.user, Permission.WORKSPACE_VIEW, local_government=government)
    recommendations = Recommendation.objects.filter(follow_ups__steps=step)
    context = {"government": government}
    if is_member:
        context = frame(request, government, "steps", (_("Steps"), steps_of(government)), (step.title, ""))
    context |= {
        "step": step,
        "is_overdue": step.is_overdue(timezone.localdate()),
        "is_member": is_member,
        "recommendations": recommendations.for_listing().select_related("review__state").in_order(),
        "evidence": Evidence.objects.visible_to(request.user).filter(step=step),
        "history": history.of_step(step) if is_member else [],
    }
    return render(request, "tracking/step_detail.html", context)
