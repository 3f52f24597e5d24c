"""All that was said on one recommendation of a call, side by side: a fixed number of queries, and no average of it."""

from collections import Counter

from django.utils.functional import cached_property

from ..models import (
    Comment,
    IndicatorValue,
    LocalGovernment,
    NationalAssessment,
    NationalText,
    Status,
    StepChallenge,
    Visibility,
)
from . import contradictions
from .collect import population_of
from .inputs import LEFT_OUT, USED, inputs_of


class Synthesis:
    """One recommendation of a call; every figure says of how many it speaks."""

    def __init__(self, call, recommendation):
        self.call, self.recommendation = call, recommendation

    @cached_property
    def inputs(self):
        """The Inputs of all governments whose version is accepted, by name."""
        found = inputs_of(self.call, self.recommendation)
        return sorted(found, key=lambda row: (row.government.name, row.answer.pk))

    @cached_property
    def used(self):
        """The Inputs that go into the report, in their order."""
        chosen = [row for row in self.inputs if row.decision == USED]
        return sorted(chosen, key=lambda row: (row.use.order, row.use.pk))

    @cached_property
    def counts(self):
        """{decision: number of answers}."""
        return Counter(row.decision for row in self.inputs)

    @property
    def left_out(self):
        """How many answers are left out."""
        return self.counts[LEFT_OUT]

    @property
    def proposals(self):
        """The Inputs on whose earlier version was decided, with the same headline."""
        return [row for row in self.inputs if row.proposal]

    @cached_property
    def governments(self):
        """The governments asked."""
        return list(self.call.governments_asked().defer("role_mailbox"))

    @cached_property
    def _parents(self):
        rows = LocalGovernment.objects.filter(state=self.call.review.state_id)
        return dict(rows.values_list("pk", "parent_id"))

    @cached_property
    def population(self):
        """(people where an answer is accepted, people of all that were asked); None for a figure that is not known."""
        answering = [row.government for row in self.inputs]
        return population_of(answering, self._parents), population_of(self.governments, self._parents)

    @property
    def population_share(self):
        """The share, in per cent, of the people who live where an answer was accepted; None while it is not known."""
        part, whole = self.population
        return None if part is None or not whole else round(100 * part / whole)

    @property
    def distribution(self):
        """[(status, its word, number of governments)] of the answers; statuses are never averaged."""
        counts = Counter(row.answer.status for row in self.inputs)
        return [(value, label, counts[value]) for value, label in Status.choices if value in counts]

    @property
    def setbacks(self):
        """How many answers rest on a follow-up with a setback."""
        return sum(bool(row.answer.basis and row.answer.basis.get("setback")) for row in self.inputs)

    @property
    def challenges(self):
        """[(word, number of governments)] of the kinds of challenges, the most frequent first."""
        codes = Counter(code for row in self.inputs for code in set((row.answer.basis or {}).get("challenges") or ()))
        words = dict(StepChallenge.Kind.choices)
        ordered = sorted(codes.items(), key=lambda pair: (-pair[1], pair[0]))
        return [(words.get(code, code), number) for code, number in ordered]

    @cached_property
    def indicators(self):
        """[(title, with a value, without one, [(government, indicator)])] of what governments measure, by title."""
        found = {}
        for row in self.inputs:
            for indicator in (row.answer.basis or {}).get("indicators") or ():
                found.setdefault(indicator.get("title", ""), []).append((row.government.name, indicator))
        return [
            (title, valued, len(rows) - valued, rows)
            for title, rows in sorted(found.items())
            for valued in [sum(indicator.get("value") not in (None, "") for _name, indicator in rows)]
        ]

    @cached_property
    def measures(self):
        """The newest accepted measures of ministries."""
        rows = self.call.measures.filter(recommendation=self.recommendation)
        return list(rows.standing().order_by("body"))

    @cached_property
    def comments(self):
        """What organisations published beside the statuses of this State's governments."""
        state = self.call.review.state_id
        rows = Comment.objects.published().filter(follow_up__recommendation=self.recommendation)
        rows = rows.filter(follow_up__local_government__state=state)
        return list(rows.select_related("follow_up__local_government"))

    @cached_property
    def assessment(self):
        """The State's own view; None while there is none."""
        return NationalAssessment.objects.filter(recommendation=self.recommendation).first()

    @property
    def text(self):
        """The national paragraph with its sentences and sources; None while nothing is written."""
        return next((text for text in self._texts if text.call_id == self.call.pk), None)

    @property
    def earlier_text(self):
        """What the last report said here: the paragraph of the newest earlier call on the same review."""
        here = self.call.target_date
        return next(
            (text for text in self._texts if text.call_id != self.call.pk and text.call.target_date < here), None
        )

    @cached_property
    def _texts(self):
        rows = NationalText.objects.filter(recommendation=self.recommendation, call__review=self.call.review_id)
        rows = rows.select_related("call", "updated_by").with_sentences()
        return list(rows.order_by("-call__target_date", "-pk"))

    @cached_property
    def flags(self):
        """The contradictions of this recommendation, settled or not."""
        return contradictions.find_settled(self.call, [self.recommendation.pk])

    @cached_property
    def flagged(self):
        """The numbers of contributions that an open flag speaks of."""
        return {
            number for row in self.flags if row.is_open for kind, number, _words in row.flag.sources
            if kind == "contribution"
        }  # fmt: skip

    @cached_property
    def values(self):
        """The newest value of each indicator that measures it, which sentences may rest on; restricted ones aside."""
        rows = IndicatorValue.objects.filter(indicator__follow_ups__recommendation=self.recommendation, reason="")
        rows = rows.filter(superseded_at__isnull=True).exclude(indicator__visibility=Visibility.RESTRICTED)
        found = {}
        for row in rows.select_related("indicator__local_government").order_by("ends_on", "pk"):
            found[row.indicator_id] = row
        return list(found.values())

    @property
    def words_used(self):
        """Words of the excerpts and of the national paragraph: what the recommendation takes of the budget."""
        return sum(len(row.use.excerpt.split()) for row in self.used) + (self.text.words if self.text else 0)
