"""The recommendations that hold the words. They keep an index of their own and come as a group with their number."""

from dataclasses import dataclass

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from tracking.models import Recommendation, ThemeLink
from tracking.search import matching, words_of

from .facets import RECOMMENDATION, numbers

MOST = 5
MOST_ALONE = 20  # where recommendations are all that was asked for
NOT_THEIRS = {"language", "year"}


@dataclass(frozen=True)
class Group:
    """The first recommendations found, and how many there are."""

    rows: list
    count: int = 0


def found(text, chosen):
    """The Group for what was typed, within the choices made; three queries at most."""
    is_other_kind = chosen.get("kind", RECOMMENDATION) != RECOMMENDATION
    if is_other_kind or NOT_THEIRS & chosen.keys() or not words_of(text):
        return Group([])
    rows = Recommendation.objects.filter(pk__in=matching(text)).filter(within(chosen))
    most = MOST_ALONE if chosen.get("kind") == RECOMMENDATION else MOST
    shown = rows.with_text().select_related("review__state").in_order()[:most]
    return Group(list(shown), rows.count())


def within(chosen):
    """A Q for the theme (as it is called today), goal and State among the choices."""
    condition = Q()
    for facet, column in [("state", "review__state__in"), ("goal", "goals__number__in")]:
        if facet in chosen:
            condition &= Q(**{column: numbers([chosen[facet]])})
    if "theme" in chosen:
        links = ThemeLink.objects.annotate(today=Coalesce(F("theme__current"), F("theme")))
        condition &= Q(pk__in=links.filter(today__in=numbers([chosen["theme"]])).values("recommendation"))
    return condition
