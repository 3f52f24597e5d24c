"""The page of one step: all of it for its own people, what is public for everybody."""

import dataclasses

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import history, money, people_reached, second_reading
from ..models import Evidence, ImplementationStep, Recommendation, StepSection
from ..permissions import Permission, has_permission
from .access import fetch
from .overviews import trail_to
from .step_models import key_of, starting_points
from .steps import steps_of
from .workspace import frame


@require_safe
def step_detail(request, pk):
    """One step with all that hangs on it; public where the government made it so."""
    step = fetch(ImplementationStep.objects.visible_to(request.user).for_detail(), pk=pk)
    government, today = step.local_government, timezone.localdate()
    is_member = has_permission(request.user, Permission.WORKSPACE_VIEW, local_government=government)
    context = {"government": government, "breadcrumbs": trail_to(step)}
    if is_member:
        context = frame(request, government, "steps", (_("Steps"), steps_of(government)), (step.title, ""))
        context |= {"history": history.of_step(step), "reading": second_reading.open_reading(step)}
        context["hints"] = step.hints(today) if context["may_edit"] else []
    ties = step.follow_ups.all() if is_member else step.follow_ups.published()
    recommendations = Recommendation.objects.filter(follow_ups__in=ties)
    context |= {
        "step": step,
        "is_overdue": step.is_overdue(today),
        "is_member": is_member,
        "recommendations": recommendations.for_listing().select_related("review__state").in_order(),
        "evidence": Evidence.objects.visible_to(request.user).filter(step=step),
        "money": money.by_year(step.budget_lines.all()),
        "people": people_reached.of_step(step, None if is_member else settings.SMALL_NUMBER_LIMIT),
        "parts": parts_of(step),
        "is_plan_shown": step.plan is not None and (is_member or step.plan.is_public),
        **credit_context(request.user, step),
    }
    return render(request, "tracking/step_detail.html", context)


@dataclasses.dataclass(frozen=True)
class Part:
    """One section of the page, and whether anything is said in it."""

    code: str
    label: str
    is_told: bool

    @property
    def template(self):
        """What shows it."""
        return f"tracking/partials/step_part_{self.code}.html"


FIELDS_OF = {
    StepSection.PLACE: ("groups", "has_gender_focus", "participation", "territory", "provider", "partners")
    + ("strategy", "approach", "rights", "targets"),
    StepSection.MONEY: ("resources", "is_embedded", "budget_lines"),
    StepSection.RESULTS: ("outcome", "strength", "effect", "change", "outputs", "people_reached"),
    StepSection.LESSONS: ("challenges", "lesson", "next_step"),
}


def parts_of(step):
    """The sections that have forms of their own, in their order; asks nothing that was fetched with the step."""
    return [
        Part(section.value, str(section.label), any(is_told(step, name) for name in names))
        for section, names in FIELDS_OF.items()
    ]


def is_told(step, name):
    """Whether a field is filled, or rows are there."""
    value = getattr(step, name)
    return bool(value.all() if hasattr(value, "all") else value)


def credit_context(user, step):
    """Who gave the model and who took it over, as far as the person may see; and where they could take it over."""
    return {
        "model": model_step(user, step),
        "is_credit_shown": not step.credit_key.startswith("step-"),
        "copies": ImplementationStep.objects.published().modelled_on(key_of(step)).select_related("local_government"),
        "starting_points": starting_points(user, step),
    }


def model_step(user, step):
    """The step that it was modelled on, where the person may see that; None also where it was a practice."""
    kind, _dash, number = step.credit_key.partition("-")
    if kind != "step" or not number.isdecimal():
        return None
    return ImplementationStep.objects.visible_to(user).filter(pk=int(number)).first()
