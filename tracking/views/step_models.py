"""What a new step is modelled on: a published step of another government, or a published practice."""

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from ..models import ImplementationStep, StepModel
from ..permissions import Permission, governments_with

LONGEST_KEY = 18  # digits that every database takes


def model_of(asked):
    """The StepModel that ?from_step= or ?from_practice= names; None where nothing public is there."""
    step, practice = (number_of(asked.get(name, "")) for name in ("from_step", "from_practice"))
    if step:
        found = ImplementationStep.objects.published().filter(pk=step).select_related("local_government__state")
        return model_of_step(found.first()) if found else None
    return import_string(settings.STEP_MODELS)(practice, get_language()) if practice else None


def number_of(text):
    """A key as a number; None where it is none."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_KEY else None


def key_of(step):
    """How a step is named as the model of others."""
    return f"step-{step.pk}"


def model_of_step(step):
    """The plain facts of a published step."""
    return StepModel(
        key=key_of(step),
        title=step.title,
        kind=step.kind,
        text=step.description,
        place=str(step.local_government),
        address=settings.SITE_URL + step.get_absolute_url(),
    )


def starting_points(user, step):
    """[(government, address)]: where the person can start a step of their own from this one."""
    if not step.is_public:
        return []
    own = governments_with(user, Permission.STEP_EDIT).exclude(pk=step.local_government_id)
    return [
        (government, f"{reverse('tracking:step-add', args=[government.pk])}?from_step={step.pk}") for government in own
    ]
