"""The governments that a person's own government collects for: one line each, however many they are."""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import board
from ..models import FollowUp, ImplementationStep, State
from .lines import Line


def collected(governments, today):
    """[Line] for each of these governments: what is overdue and what is to be sorted there, what is late first."""
    states = State.objects.filter(local_governments__in=governments.values("pk")).distinct()
    reviews = {state.pk: board.newest_review(state) for state in states}
    steps = ImplementationStep.objects.filter(local_government=OuterRef("pk")).overdue(today)
    answered = FollowUp.objects.filter(local_government=OuterRef("pk"), recommendation__review__in=reviews.values())
    rows = governments.annotate(
        overdue_count=_count_of(steps), sorted_count=_count_of(answered.exclude(relevance=""))
    ).order_by("-overdue_count", "name", "pk")
    for row in rows:
        review = reviews[row.state_id]
        unsorted = review.recommendation_count - row.sorted_count if review else 0
        yield Line(_words(row, unsorted), reverse("tracking:workspace", args=[row.pk]), "city", bool(row.overdue_count))


def _count_of(rows):
    counted = rows.order_by().values("local_government").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _words(row, unsorted):
    parts = []
    if row.overdue_count:
        parts.append(ngettext("%d step is overdue", "%d steps are overdue", row.overdue_count) % row.overdue_count)
    if unsorted:
        parts.append(ngettext("%d recommendation to sort", "%d recommendations to sort", unsorted) % unsorted)
    words = {"government": row, "what": ", ".join(parts) or _("nothing is late")}
    return _("%(government)s: %(what)s") % words
