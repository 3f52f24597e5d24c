"""The first hundred days: a new administration goes through the open steps, one after the other."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ..forms.handover import DecisionForm
from ..handover import steps as first_days
from ..handover.belongings import successors
from ..models import ImplementationStep
from ..permissions import Permission, has_permission
from .access import fetch, fetch_government
from .saving import atomic_when_posted
from .workspace import frame

PER_PAGE = 10


@login_required
@require_GET
def handover_steps(request, pk):
    """The open steps that the new administration has not decided on yet, the nearest first."""
    government = fetch_government(request, pk)
    return steps_page(request, government)


def steps_page(request, government, bound=None):
    """The list; `bound` is the (step's key, form) that came back with an error."""
    today = timezone.localdate()
    decided = first_days.decided(government, today)
    own = ImplementationStep.objects.filter(local_government=government).open()
    waiting = own.exclude(pk__in=decided).select_related("owner").order_by("due_date", "pk")
    count = waiting.count()
    keepers = successors(government)
    may_decide = has_permission(request.user, Permission.STEP_EDIT, local_government=government)
    rows = [(step, form_of(step, keepers, bound), step.is_overdue(today)) for step in waiting[:PER_PAGE]]
    if bound and bound[0] not in [step.pk for step, _form, _late in rows]:
        raise Http404
    context = frame(request, government, "place", (_("First hundred days"), "")) | {
        "rows": rows,
        "count": count,
        "decided_count": own.filter(pk__in=decided).count(),
        "since": first_days.since(government, today),
        "may_decide": may_decide,
        "form": bound[1] if bound else None,
    }
    return render(request, "tracking/handover_steps.html", context)


def form_of(step, keepers, bound):
    """The form of one step: the one that was sent, or a fresh one."""
    if bound and bound[0] == step.pk:
        return bound[1]
    return DecisionForm(people=keepers, prefix=f"step-{step.pk}")


@login_required
@require_POST
@atomic_when_posted
def handover_decide(request, pk, step):
    """Confirm, pass on or stop one open step."""
    government = fetch_government(request, pk, Permission.STEP_EDIT)
    row = fetch(ImplementationStep.objects.filter(local_government=government), pk=step)
    form = DecisionForm(request.POST, people=successors(government), prefix=f"step-{row.pk}")
    if not form.is_valid():
        return steps_page(request, government, (row.pk, form))
    try:
        decide(row, form.cleaned_data, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Saved: %(step)s") % {"step": row.title})
    return redirect("tracking:handover-steps", government.pk)


def decide(step, data, *, by, now):
    """Do what was chosen; raises ValidationError where the step is over meanwhile."""
    if data["decision"] == DecisionForm.CONFIRM:
        first_days.confirm(step, by=by, now=now)
    elif data["decision"] == DecisionForm.STOP:
        first_days.stop(step, data["reason"], by=by, now=now)
    elif not first_days.hand_to(step, data["owner"], by=by, now=now):
        first_days.confirm(step, by=by, now=now)  # it stays with the same person
