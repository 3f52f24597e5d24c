"""The local and regional governments that publish something: they chose to."""

from django.db.models import Count, Max, Q

from ..models import LocalGovernment, Visibility


def publishing(recommendations=None):
    """Governments that publish a status, by name, with `count` of recommendations and the `newest` change.

    Only of these recommendations (a queryset), or of all. Never in an order of merit.
    """
    is_public = Q(follow_ups__visibility=Visibility.PUBLIC)
    if recommendations is not None:
        is_public &= Q(follow_ups__recommendation__in=recommendations.order_by().values("pk"))
    rows = LocalGovernment.objects.select_related("state").filter(is_public)
    rows = rows.annotate(count=Count("follow_ups__recommendation", distinct=True), newest=Max("follow_ups__updated_at"))
    return rows.order_by("name", "pk")
