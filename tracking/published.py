"""What anyone may see of the work of local governments, whoever looks: public rows only, down to the evidence.

A step stands under a recommendation only where the follow-up that ties them is public too, and a piece of evidence
only where its step is.
"""

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .midterm import words
from .models import Evidence, FollowUp, ImplementationStep, Recommendation, Status, Target

ANYONE = AnonymousUser()
NO_INFORMATION = "no_information"  # the status of what nobody has published anything on
STATUS_LABELS = {
    **{status: words.STATUS_LABELS[status] for status in Status},
    NO_INFORMATION: _("Nothing published yet"),
}
STATUS_COUNTS = {
    **words.STATUS_COUNTS,
    NO_INFORMATION: ngettext_lazy(
        "%(count)s with nothing published yet", "%(count)s with nothing published yet", "count"
    ),
}


@dataclass(frozen=True, slots=True)
class Share:
    """How many governments of how many have one status."""

    value: str
    label: str
    count: int


def steps():
    """Published steps with their published evidence."""
    evidence = Prefetch("evidence", Evidence.objects.visible_to(ANYONE))
    return ImplementationStep.objects.visible_to(ANYONE).prefetch_related(evidence)


def follow_ups_on(recommendation):
    """Published follow-ups on a recommendation with government, published steps and evidence; three queries."""
    rows = FollowUp.objects.published().filter(recommendation=recommendation)
    rows = rows.select_related("local_government__state").prefetch_related(Prefetch("steps", steps()))
    return rows.order_by("local_government__name", "pk")


def follow_ups_of(government):
    """Published follow-ups of a government with recommendation, text and review; newest review first."""
    recommendations = Recommendation.objects.with_text().select_related("review__state")
    rows = FollowUp.objects.published().filter(local_government=government)
    rows = rows.prefetch_related(Prefetch("recommendation", recommendations))
    return rows.order_by("-recommendation__review__cycle", "recommendation__order", "pk")


def steps_of(government):
    """Published steps of a government with evidence and the recommendations they answer in public."""
    answered = FollowUp.objects.published().select_related("recommendation__review__state")
    rows = steps().filter(local_government=government).prefetch_related(Prefetch("follow_ups", answered))
    return rows.order_by("-updated_at", "-pk")


def targets_of(recommendation):
    """SDG targets that somebody set on a recommendation; who set them is not told."""
    return Target.objects.filter(tags__recommendation=recommendation).select_related("goal").distinct()


def distribution(follow_ups, governments):
    """[Share] of the statuses among `governments` local governments, in the order of the scale; silence last."""
    counts = Counter(follow_up.status for follow_up in follow_ups)
    shares = [Share(value, STATUS_LABELS[value], counts[value]) for value in Status.values if counts[value]]
    silent = governments - sum(counts.values())
    return [*shares, Share(NO_INFORMATION, STATUS_LABELS[NO_INFORMATION], silent)] if silent > 0 else shares
