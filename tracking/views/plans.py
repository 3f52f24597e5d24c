"""Local human rights action plans: list, form, and the page that prints."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from .. import history, plans, second_reading
from ..forms.plan import PlanForm
from ..models import ActionPlan, LocalGovernment
from ..permissions import Permission, has_permission
from .access import fetch, fetch_government, require
from .form_pages import form_page, show_form
from .overviews import trail_to
from .saving import atomic_when_posted, tell_saved, twin_among
from .steps import TWICE_WITHIN
from .workspace import frame


def plans_of(government):
    """The address of the government's list of plans."""
    return reverse("tracking:plan-list", args=[government.pk])


@login_required
@require_GET
def plan_list(request, pk):
    """The government's plans, the newest first."""
    government = fetch_government(request, pk)
    context = frame(request, government, "steps", (_("Action plans"), ""))
    rows = ActionPlan.objects.filter(local_government=government)
    context["plans"] = rows.annotate(step_count=Count("steps"))
    return render(request, "tracking/plan_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def plan_add(request, pk):
    """A new plan."""
    government = fetch_government(request, pk, Permission.STEP_EDIT)
    crumbs = (_("Action plans"), plans_of(government)), (_("Add a plan"), "")
    return edit(request, ActionPlan(local_government=government), frame(request, government, "steps", *crumbs))


@login_required
@require_http_methods(["GET", "POST"])
@form_page
@atomic_when_posted
def plan_edit(request, pk):
    """Change a plan; what somebody else saved meanwhile is shown beside what was typed."""
    rows = ActionPlan.objects.select_related("local_government__state")
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    own = rows.filter(local_government__in=LocalGovernment.objects.of_user(request.user))
    plan = fetch(own, pk=pk)
    government = plan.local_government
    require(request.user, Permission.STEP_EDIT, local_government=government)
    crumbs = (_("Action plans"), plans_of(government)), (plan.title, plan.get_absolute_url()), (_("Change"), "")
    return edit(request, plan, frame(request, government, "steps", *crumbs))


def edit(request, plan, context):
    """Show or save the form of a plan."""
    is_new = request.method == "POST" and not plan.pk
    if is_new:  # of two at once the second sees what the first saved
        LocalGovernment.objects.select_for_update(no_key=True).get(pk=plan.local_government_id)
    form = PlanForm(request.POST or None, instance=plan)
    twin = twin_of(form, by=request.user, now=timezone.now()) if is_new else None
    if twin:
        return redirect(twin)  # the button was pressed twice
    conflicts = []
    if request.method == "POST" and form.is_valid():
        is_outdated = bool(plan.pk) and form.is_outdated
        conflicts = form.conflicts() if plan.pk else []
        if not conflicts:
            now = timezone.now()
            if not is_outdated:  # else it was sent twice: what stands is what was typed
                plan.save_work(by=request.user, now=now, steps=form.cleaned_data["steps"])
                form.settle(plan, by=request.user, now=now)
            tell_saved(request, form)
            return redirect(plan)
    context |= {"form": form, "plan": plan, "conflicts": conflicts, "paper_title": plan.title or _("Add a plan")}
    return show_form(request, "tracking/plan_edit.html", context)


def twin_of(form, *, by, now):
    """The same plan with the same steps, saved by the same person within the last minute; None where there is none."""
    added = form.instance.local_government.plans.filter(updated_by=by, updated_at__gte=now - TWICE_WITHIN)
    twin = twin_among(added, form, told={"updated_at", "updated_by"})
    return twin if twin and set(twin.steps.all()) == set(form.cleaned_data["steps"]) else None


@require_safe
def plan_detail(request, pk):
    """One plan with the steps that the person may see, by cluster; made to be printed too."""
    visible = ActionPlan.objects.visible_to(request.user).select_related("local_government__state")
    plan = fetch(visible, pk=pk)
    government = plan.local_government
    is_member = has_permission(request.user, Permission.WORKSPACE_VIEW, local_government=government)
    context = {"government": government, "breadcrumbs": trail_to(plan)}
    if is_member:
        context = frame(request, government, "steps", (_("Action plans"), plans_of(government)), (plan.title, ""))
        context |= {"history": history.of_object(plan), "reading": second_reading.open_reading(plan)}
    context |= {"plan": plan, "is_member": is_member, "content": plans.content(plan, request.user, is_member=is_member)}
    return render(request, "tracking/plan_detail.html", context)
