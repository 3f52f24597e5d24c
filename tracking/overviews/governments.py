"""The local and regional governments that publish something: they chose to."""

from django.db.models import Count, Max, Q

from ..models import LocalGovernment, Visibility
from .lines import Line


def publishing(recommendations=None):
    """Governments that publish, by name, with `count` of recommendations with a status and the `newest` change.

    All that publish anything, or those with a status on these recommendations (a queryset). Never in an order of merit.
    """
    is_public = Q(follow_ups__visibility=Visibility.PUBLIC)
    if recommendations is not None:
        is_public &= Q(follow_ups__recommendation__in=recommendations.order_by().values("pk"))
    rows = (
        LocalGovernment.objects.publishing() if recommendations is None else LocalGovernment.objects.filter(is_public)
    )
    rows = rows.annotate(
        count=Count("follow_ups__recommendation", is_public, distinct=True),
        newest=Max("follow_ups__updated_at", filter=is_public),
    )
    return rows.select_related("state").order_by("name", "pk")


def as_lines(governments):
    """The Lines of what `publishing` gives: of each government, on how many recommendations it publishes a status."""
    return [Line("government", row.name, row.get_absolute_url(), None, row.count, code=row.slug) for row in governments]
