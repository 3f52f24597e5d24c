"""What anyone may see of the work of local governments, whoever looks: public rows only, down to the evidence.

A step stands under a recommendation only where the follow-up that ties them is public too, and a piece of evidence
only where its step is.
"""

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .midterm import words
from .models import (
    Comment,
    Evidence,
    FollowUp,
    ImplementationStep,
    Indicator,
    NationalAssessment,
    Recommendation,
    Report,
    Status,
    Target,
    Visibility,
)

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


def reports_on(review):
    """Published reports on a review, the newest first."""
    return Report.objects.published().for_listing().filter(call__review=review).order_by("-published_at", "-pk")


def comments():
    """Published comments, in the order in which they were written."""
    return Comment.objects.published().order_by("at", "pk")


def assessments():
    """Published assessments of national coordinators."""
    return NationalAssessment.objects.filter(visibility=Visibility.PUBLIC)


def follow_ups():
    """All published follow-ups with recommendation and the two other voices; steps and indicators as rows to name."""
    joined = ("local_government__state", "recommendation__review__state")
    parts = [Prefetch("steps", ImplementationStep.objects.published().only("pk").order_by("pk"))]
    parts += [Prefetch("indicators", Indicator.objects.published().only("pk").order_by("pk"))]
    parts += [Prefetch("comments", comments())]
    parts += [Prefetch("recommendation__national_assessment", assessments(), to_attr="public_assessment")]
    return FollowUp.objects.published().select_related(*joined).prefetch_related(*parts)


def follow_ups_on(recommendation):
    """Published follow-ups with government, steps, evidence, indicators and comments; seven queries."""
    rows = FollowUp.objects.published().filter(recommendation=recommendation)
    parts = [Prefetch("steps", steps()), Prefetch("indicators", Indicator.objects.published().for_listing())]
    parts += [Prefetch("comments", comments())]
    rows = rows.select_related("local_government__state").prefetch_related(*parts)
    return rows.order_by("local_government__name", "pk")


def follow_ups_of(government):
    """Published follow-ups of a government with recommendation, text and review; newest review first.

    Beside each stand the two other voices: `public_assessment` of the recommendation, and `comment_count`.
    """
    recommendations = Recommendation.objects.with_text().select_related("review__state")
    recommendations = recommendations.prefetch_related(
        Prefetch("national_assessment", assessments(), to_attr="public_assessment")
    )
    rows = FollowUp.objects.published().filter(local_government=government)
    rows = rows.prefetch_related(Prefetch("recommendation", recommendations))
    rows = rows.annotate(comment_count=Count("comments", Q(comments__state=Comment.State.PUBLISHED)))
    return rows.order_by("-recommendation__review__cycle", "recommendation__order", "pk")


def assessment_of(recommendation):
    """The coordinator's published assessment, or None."""
    return assessments().filter(recommendation=recommendation).first()


def stances(follow_ups):
    """[(stance in words, number of published comments)] on these follow-ups, in the order of the stances."""
    counts = Counter(comment.stance for follow_up in follow_ups for comment in follow_up.comments.all())
    return [(label, counts[value]) for value, label in Comment.Stance.choices if counts[value]]


def steps_of(government):
    """Published steps of a government with evidence and the recommendations they answer in public."""
    answered = FollowUp.objects.published().select_related("recommendation__review__state")
    rows = steps().filter(local_government=government).prefetch_related(Prefetch("follow_ups", answered))
    return rows.order_by("-updated_at", "-pk")


def indicators_of(government):
    """Published indicators of a government with right and values, in the order of their codes."""
    return Indicator.objects.published().filter(local_government=government).for_listing()


def targets_of(recommendation):
    """SDG targets that somebody set on a recommendation; who set them is not told."""
    return Target.objects.filter(tags__recommendation=recommendation).select_related("goal").distinct()


def distribution(follow_ups, governments):
    """[Share] of the statuses among `governments` local governments, in the order of the scale; silence last."""
    counts = Counter(follow_up.status for follow_up in follow_ups)
    shares = [Share(value, STATUS_LABELS[value], counts[value]) for value in Status.values if counts[value]]
    silent = governments - sum(counts.values())
    return [*shares, Share(NO_INFORMATION, STATUS_LABELS[NO_INFORMATION], silent)] if silent > 0 else shares
