"""A government's own work: steps, values of indicators, and the end of the administration's term."""

from django.db.models import Exists, Max, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import ImplementationStep, Indicator, Visibility
from .changes import last_changes
from .entry import Entry


def _named(government, governments):
    """Which government it is: said in the title where the person works for several."""
    return f"{government}: " if len(governments) > 1 else ""


def _with_sensitivity(model, governments):
    """The governments' rows, with `is_hidden` where a calendar tells no title of theirs."""
    through = model.follow_ups.through.objects.filter(
        **{model._meta.model_name: OuterRef("pk")}, followup__recommendation__is_sensitive=True
    )
    rows = model.objects.filter(local_government__in=governments).select_related("local_government")
    return rows.annotate(is_hidden=Q(visibility=Visibility.RESTRICTED) | Exists(through))


def steps(governments):
    """Due dates of open steps; one query."""
    for step in _with_sensitivity(ImplementationStep, governments).open().filter(due_date__isnull=False):
        title = _("A step on a sensitive topic") if step.is_hidden else step.title
        yield Entry(
            f"step-{step.pk}",
            step.due_date,
            _named(step.local_government, governments) + _("Step due: %(step)s") % {"step": title},
            reverse("tracking:step-detail", args=[step.pk]),
            str(step.local_government),
            step.updated_at,
        )


def indicators(governments):
    """Days on which a value of an open indicator is due; one query."""
    rows = _with_sensitivity(Indicator, governments).open().filter(next_due_on__isnull=False)
    for row in rows.annotate(valued_at=Max("values__recorded_at"), corrected_at=Max("values__superseded_at")):
        name = _("An indicator on a sensitive topic") if row.is_hidden else row.name
        yield Entry(
            f"indicator-{row.pk}",
            row.next_due_on,
            _named(row.local_government, governments) + _("Value due: %(indicator)s") % {"indicator": name},
            reverse("tracking:indicator-detail", args=[row.pk]),
            str(row.local_government),
            max(filter(None, (row.updated_at, row.valued_at, row.corrected_at))),
        )


def terms(governments):
    """Ends of administrations' terms; one query."""
    ending = [government for government in governments if government.term_ends_on]
    changes = last_changes("localgovernment", [government.pk for government in ending])
    for government in ending:
        yield Entry(
            f"term-{government.pk}",
            government.term_ends_on,
            _named(government, governments) + _("The administration’s term ends"),
            reverse("tracking:handover-pack", args=[government.pk]),
            str(government),
            changes[government.pk],
        )
