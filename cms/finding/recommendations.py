"""The recommendations that hold the words. They keep an index of their own and come as a group with their number."""

from dataclasses import dataclass

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from tracking.models import Recommendation, RecommendationText, ThemeLink
from tracking.search import matching, words_of

from .facets import RECOMMENDATION, numbers
from .snippets import snippet

MOST = 5
MOST_ALONE = 20  # where recommendations are all that was asked for
MOST_READ = 3_000  # texts in which a phrase is looked for
NOT_THEIRS = {"language", "year"}


@dataclass(frozen=True)
class Group:
    """The first recommendations found, and how many there are."""

    rows: list
    count: int = 0


def found(query, chosen):
    """The Group for a Query, within the choices made; four queries at most."""
    is_other_kind = chosen.get("kind", RECOMMENDATION) != RECOMMENDATION
    if is_other_kind or NOT_THEIRS & chosen.keys() or not words_of(query.text):
        return Group([])
    rows = Recommendation.objects.filter(pk__in=matching(query.text)).filter(within(chosen))
    if query.phrases:
        rows = rows.filter(pk__in=with_phrases(rows, query))
    most = MOST_ALONE if chosen.get("kind") == RECOMMENDATION else MOST
    shown = list(rows.with_text().select_related("review__state").in_order()[:most])
    for row in shown:
        row.piece = snippet(row.shown_text or "", query, row.shown_language)
    return Group(shown, rows.count())


def with_phrases(rows, query):
    """The ids of those in whose text each phrase of the Query stands; of the first MOST_READ."""
    texts = RecommendationText.objects.filter(recommendation__in=rows.values("pk")).order_by("recommendation")
    pairs = texts.values_list("recommendation", "text")[:MOST_READ]
    return {pk for pk, text in pairs if query.holds_phrases(text)}


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
