"""Reads what the kinds of contradictions look at: one recommendation at a time, in a fixed number of queries.

Answers and what they are compared with come as two streams in the same order, so that the memory does not grow with
the number of recommendations.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import F

from ...models import Comment, ContributionAnswer, NationalMeasure
from ..known import known_contributions, rank_before, said_before

CHUNK = 2000


class Said(NamedTuple):
    """One government's newest accepted answer, as far as contradictions go."""

    recommendation: int
    government: int
    contribution: int
    version: int
    status: str
    headline: str
    detail: str
    change_note: str
    basis: dict | None
    paragraph: str = ""
    name: str = ""


class Before(NamedTuple):
    """What the same government said before."""

    recommendation: int
    government: int
    order: tuple
    headline: str
    detail: str


@dataclass(frozen=True)
class Case:
    """One recommendation with all that was said on it; `names` are those of governments by their number."""

    pk: int
    paragraph: str
    answers: list
    before: dict
    measures: list
    comments: list
    names: dict


def cases(call, recommendations=None):
    """The Cases of a call in the order of their numbers, or those of some recommendations."""
    only = {} if recommendations is None else {"recommendation__in": recommendations}
    newest = known_contributions(call)
    measures, comments, earlier = _measures(call, only), _comments(call, only), _Earlier(call, only, newest)
    for pk, answers in groupby(_answers(newest, only), key=attrgetter("recommendation")):
        rows = sorted(answers, key=attrgetter("name"))
        names = {row.government: row.name for row in rows}
        beside = (measures.pop(pk, []), comments.pop(pk, []))
        yield Case(pk, rows[0].paragraph, rows, earlier.of(pk), *beside, names)
    for pk, left in measures.items():  # of ministries alone
        yield Case(pk, left[0].recommendation.paragraph, [], {}, left, [], {})


def _answers(newest, only):
    rows = ContributionAnswer.objects.filter(contribution__in=newest, **only).order_by("recommendation_id")
    fields = ("recommendation_id", "contribution__local_government_id", "contribution_id", "contribution__version")
    fields += ("status", "headline", "detail", "change_note", "basis")
    fields += ("recommendation__paragraph", "contribution__local_government__name")
    return map(Said._make, rows.values_list(*fields).iterator(CHUNK))


class _Earlier:
    """A stream of what was said before, handed out by recommendation."""

    def __init__(self, call, only, newest):
        """What counts as "last time" for input to the call, also beside each answer."""
        rows = said_before(call).filter(**only).exclude(contribution__in=newest).order_by("recommendation_id")
        fields = ("recommendation_id", "contribution__local_government_id", "headline", "detail")
        fields += ("contribution__call_id", "contribution__call__opened_at", "contribution__version")
        found = (
            Before(pk, government, rank_before(call, *place), headline, detail)
            for pk, government, headline, detail, *place in rows.values_list(*fields).iterator(CHUNK)
        )
        self.groups = groupby(found, key=attrgetter("recommendation"))
        self.ahead = None

    def of(self, pk):
        """{government: the last of what it said} of a recommendation; ask in the order of their numbers."""
        while self.ahead is None or self.ahead[0] < pk:
            number, rows = next(self.groups, (float("inf"), ()))
            self.ahead = (number, sorted(rows, key=attrgetter("order")))
        return {row.government: row for row in self.ahead[1]} if self.ahead[0] == pk else {}


def _measures(call, only):
    rows = NationalMeasure.objects.filter(call=call, **only).standing()
    return _grouped(
        rows.select_related("recommendation").defer("detail", "challenge", "next_step").order_by("body", "pk")
    )


def _comments(call, only):
    state = call.review.state_id
    rows = Comment.objects.published().filter(stance="disputes", follow_up__local_government__state=state)
    rows = rows.filter(**{f"follow_up__{name}": value for name, value in only.items()})
    rows = rows.filter(follow_up__recommendation__review=call.review_id).order_by("pk")
    columns = {"recommendation_id": F("follow_up__recommendation"), "government": F("follow_up__local_government")}
    return _grouped(rows.annotate(**columns))


def _grouped(rows):
    found = defaultdict(list)
    for row in rows:
        found[row.recommendation_id].append(row)
    return found
