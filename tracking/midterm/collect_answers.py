"""Reads what governments answered as a stream: one query, one contribution in memory at a time."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from itertools import groupby
from operator import itemgetter
from sys import intern

from django.db.models import Case, CharField, Value, When
from django.db.models.fields.json import KeyTransform

from ..models import AnswerUse, Contribution, ContributionAnswer, Visibility
from .answer_entries import Headline, Remark
from .collect_indicators import indicator_of
from .spool import answers_of, canonical
from .state_entries import LocalIndicator

CHUNK = 2_000  # rows that the database hands over at once
# Only what the government made public leaves the database; the rest is not even read.
PUBLIC_BEYOND = Case(
    When(beyond_visibility=Visibility.PUBLIC, then="beyond"), default=Value(""), output_field=CharField()
)
# Of what an answer rests on, only what the report tells.
FROZEN = {
    "indicators": KeyTransform("indicators", "basis"),
    "challenge_kinds": KeyTransform("challenges", "basis"),
    "went_back": KeyTransform("setback", "basis"),
    "setback_visibility": KeyTransform("setback_visibility", "basis"),
    "setback_explanation": KeyTransform("setback_explanation", "basis"),
}
COLUMNS = (
    *("contribution_id", "recommendation_id", "status", "headline", "detail", "challenge", "next_step", "change_note"),
    *(
        "public_beyond",
        *FROZEN,
        "use__is_used",
        "use__excerpt",
        "use__is_translated",
        "use__order",
        "use__reason",
    ),
)


# What an answer says, and what the query calls it.
WORDS = {name: name for name in ("headline", "detail", "challenge", "next_step", "change_note")}
WORDS["beyond"] = "public_beyond"


class Row:
    """One answer as it comes from the database."""

    __slots__ = tuple(name.replace("use__", "") for name in COLUMNS)

    def __init__(self, values):
        for name, value in zip(self.__slots__, values, strict=True):
            setattr(self, name, value)

    @property
    def has_setback(self):
        """Something went backwards, and the government did not restrict that to its own people."""
        return bool(self.went_back) and self.setback_visibility != Visibility.RESTRICTED

    @property
    def setback(self):
        """What went backwards and why, where the government made that public."""
        is_public = self.has_setback and self.setback_visibility == Visibility.PUBLIC
        return self.setback_explanation or "" if is_public else ""


@dataclass(slots=True)
class Heard:
    """What was heard on one recommendation; lists hold (order, place of the government, entry)."""

    statuses: Counter = field(default_factory=Counter)
    governments: list = field(default_factory=list)
    headlines: list = field(default_factory=list)
    challenges: list = field(default_factory=list)
    next_steps: list = field(default_factory=list)
    indicators: list = field(default_factory=list)
    setbacks: list = field(default_factory=list)
    unchosen: set = field(default_factory=set)
    indicator_count: int = 0
    gap_count: int = 0
    indicator_governments: set = field(default_factory=set)

    def entries(self, name):
        """The entries of one list in the coordinator's order, then by government."""
        return tuple(entry for _order, _place, entry in sorted(getattr(self, name), key=itemgetter(0, 1)))


def is_selected(call):
    """Whether the coordinator decided on any answer of the call: until then every headline goes in.

    What is kept of a withdrawn version (that its words could harm people) is no choice among those that are there.
    """
    decided = AnswerUse.objects.filter(answer__contribution__call=call)
    return decided.exclude(answer__contribution__status=Contribution.Status.WITHDRAWN).exists()


def guarded(contributions):
    """{(government, recommendation)}: words that publishing could harm people with, in any version of the same calls.

    A next version says much the same, and nobody has decided on it yet: until then its words stay out, too.
    """
    uses = AnswerUse.objects.filter(
        reason=AnswerUse.Reason.SENSITIVE, answer__contribution__call__in={row.call_id for row in contributions}
    )
    return set(uses.values_list("answer__contribution__local_government", "answer__recommendation").order_by())


def stream(contributions):
    """Yield (pk of the contribution, [Row]) for those that have answers; one query."""
    rows = (
        ContributionAnswer.objects.filter(contribution__in=[contribution.pk for contribution in contributions])
        .annotate(public_beyond=PUBLIC_BEYOND, **FROZEN)
        .order_by("contribution_id")  # an index gives this order, so that no database sorts the texts
        .values_list(*COLUMNS)
    )
    for pk, found in groupby(rows.iterator(chunk_size=CHUNK), key=itemgetter(0)):
        yield pk, [Row(values) for values in found]


class Answers:
    """What all contributions say: by recommendation for the body, by contribution for Annex B.

    `paragraphs` are the paragraph numbers by the pk of the recommendation, in their order; an answer on any other
    is left out. `spool` takes the answers where there is one, else they are kept in memory. `names` are the Names of
    governments.
    """

    def __init__(self, contributions, paragraphs, names, spool, selected):
        self.by_recommendation = {pk: Heard() for pk in paragraphs}
        self.by_contribution = {}
        self.challenges = {}  # code of a kind -> places of the governments, one for each answer
        self._selected, self._paragraphs, self._guarded = selected, paragraphs, guarded(contributions)
        self._names = names
        self._order = {pk: number for number, pk in enumerate(paragraphs)}
        places = {contribution.pk: (place, contribution) for place, contribution in enumerate(contributions)}
        for pk, found in stream(contributions):
            rows = sorted(
                (row for row in found if row.recommendation_id in self._order),
                key=lambda row: self._order[row.recommendation_id],
            )
            told = [self._told(row, *places[pk]) for row in rows]
            self.by_contribution[pk] = spool.add(told) if spool else tuple(answers_of(canonical(told)))

    def _told(self, row, place, contribution):
        """Count the answer, keep what the body says of it, and return all of it as plain data."""
        heard = self.by_recommendation[row.recommendation_id]
        # A basis is for the State's eyes; the report may be for everybody's.
        public = [data for data in row.indicators or () if data.get("visibility") == Visibility.PUBLIC]
        indicators = [indicator_of(data) for data in public]
        is_withheld = self._is_withheld(row, contribution)
        heard.statuses[intern(row.status)] += 1
        heard.governments.append(place)
        self._note_setback(heard, row, place, contribution, is_withheld)
        if not is_withheld:
            self._count(heard, row, indicators, place)
            self._remember(heard, row, indicators, place, contribution)
        words = {name: getattr(row, column) for name, column in WORDS.items()}
        return {
            "paragraph": self._paragraphs[row.recommendation_id],
            "status": row.status,
            "is_withheld": is_withheld,
            "has_setback": row.has_setback,
            "setback": "" if is_withheld else row.setback,
            "indicators": [] if is_withheld else [asdict(indicator) for indicator in indicators],
            **(dict.fromkeys(words, "") if is_withheld else words),
        }

    def _is_withheld(self, row, contribution):
        """Publishing its words could harm people, as decided on it or, before that, on another version of it."""
        if row.is_used is None:
            return (contribution.local_government_id, row.recommendation_id) in self._guarded
        return row.reason == AnswerUse.Reason.SENSITIVE

    def _note_setback(self, heard, row, place, contribution, is_withheld):
        # No choice among the answers leaves a setback out: it belongs to the status.
        if row.has_setback:
            pk, words = contribution.local_government_id, "" if is_withheld else row.setback
            remark = Remark(self._names.word(pk), words, contribution.version, self._names.code(pk))
            heard.setbacks.append((row.order or 0, place, remark))

    def _count(self, heard, row, indicators, place):
        for kind in row.challenge_kinds or ():
            self.challenges.setdefault(kind, []).append(place)
        heard.indicator_count += len(indicators)
        heard.gap_count += sum(1 for indicator in indicators if indicator.gap)
        if indicators:
            heard.indicator_governments.add(place)

    def _remember(self, heard, row, indicators, place, contribution):
        if self._selected and not row.is_used:
            said = {"headlines": row.headline, "challenges": row.challenge, "next_steps": row.next_step}
            heard.unchosen |= {name for name, words in said.items() if words}
            return
        pk, version = contribution.local_government_id, contribution.version
        government, code = self._names.word(pk), self._names.code(pk)
        order, status = row.order or 0, intern(row.status)
        words = row.excerpt if self._selected else row.headline
        if words:
            headline = Headline(government, words, status, version, bool(row.is_translated), code)
            heard.headlines.append((order, place, headline))
        for name, words in (("challenges", row.challenge), ("next_steps", row.next_step)):
            if words:
                getattr(heard, name).append((order, place, Remark(government, words, version, code)))
        if self._selected:
            heard.indicators += [
                (order, place, LocalIndicator(government, indicator, code)) for indicator in indicators
            ]
