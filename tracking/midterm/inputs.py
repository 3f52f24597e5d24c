"""The answers that the report of a call knows, each with what was decided on it or on the version before it."""

from dataclasses import dataclass

from django.db import transaction

from ..models import AnswerUse, Contribution, ContributionAnswer
from ..models.lock import hold_unlocked
from .collect_answers import guarded, is_selected
from .known import known_contributions

CHANGED, UNDECIDED, USED, LEFT_OUT = "changed", "undecided", "used", "left-out"


@dataclass
class Input:
    """One government's answer: what was decided on it, and on the version before it where nothing is decided yet."""

    answer: ContributionAnswer
    use: AnswerUse | None
    earlier: AnswerUse | None

    @property
    def government(self):
        """Whose answer it is."""
        return self.answer.contribution.local_government

    @property
    def tick(self):
        """The number of the answer as a form sends it."""
        return str(self.answer.pk)

    @property
    def is_changed(self):
        """Something was decided on an earlier version, and the headline is another one now."""
        return self.use is None and self.earlier is not None and self.earlier.answer.headline != self.answer.headline

    @property
    def proposal(self):
        """The earlier decision where the headline is still the same; None otherwise."""
        return None if self.use or self.is_changed else self.earlier

    @property
    def decision(self):
        """CHANGED, UNDECIDED, USED or LEFT_OUT."""
        if self.use:
            return USED if self.use.is_used else LEFT_OUT
        return CHANGED if self.is_changed else UNDECIDED

    @property
    def stamp(self):
        """What tells whether somebody else decided meanwhile."""
        return self.use.decision_stamp if self.use else ""

    def proposed_use(self):
        """The AnswerUse, not saved, that repeats the proposal."""
        names = ("is_used", "excerpt", "is_translated", "order", "reason", "reason_words")
        return AnswerUse(answer=self.answer, **{name: getattr(self.proposal, name) for name in names})


def inputs_of(call, recommendation=None):
    """The Inputs of the newest accepted versions, of one recommendation or of all; three queries."""
    newest = known_contributions(call)
    only = {"recommendation": recommendation} if recommendation else {}
    answers = ContributionAnswer.objects.filter(contribution__in=newest, **only)
    answers = answers.select_related("contribution__local_government", "use")
    answers = answers.defer("contribution__snapshot", "contribution__frozen_replies")
    older = AnswerUse.objects.of(call, recommendation).exclude(answer__contribution__in=newest)
    older = older.filter(answer__contribution__status="accepted").order_by("answer__contribution__version")
    older = older.select_related("answer__contribution").defer("answer__contribution__snapshot", "answer__basis")
    earlier = {(row.answer.contribution.local_government_id, row.answer.recommendation_id): row for row in older}
    return [
        Input(
            answer,
            getattr(answer, "use", None),
            earlier.get((answer.contribution.local_government_id, answer.recommendation_id)),
        )
        for answer in answers
    ]


def unchosen_headlines(call):
    """How many headlines the report holds because nobody has chosen among them; None once somebody has."""
    if is_selected(call):
        return None
    known = Contribution.objects.filter(pk__in=known_contributions(call))
    rows = ContributionAnswer.objects.filter(contribution__in=known, recommendation__in=call.recommendations_asked())
    rows = rows.exclude(headline="")
    for government, recommendation in guarded(known.only("call")):
        rows = rows.exclude(contribution__local_government=government, recommendation=recommendation)
    return rows.count()


@transaction.atomic
def carry_over(call, *, by, now, recommendation=None):
    """Decide on newer versions as on the earlier ones where the headline is the same; return how many.

    Raises ValidationError once the report is locked.
    """
    hold_unlocked(call)  # before the reading: what somebody decides meanwhile is not decided on again
    proposed = [row.proposed_use() for row in carried(call, recommendation)]
    return AnswerUse.objects.decide(call, proposed, by=by, now=now)


def carried(call, recommendation=None):
    """The Inputs that carry_over decides on. Where nothing was decided on older versions, nothing is read."""
    older = AnswerUse.objects.of(call, recommendation).exclude(answer__contribution__in=known_contributions(call))
    asked = set(older.values_list("answer__recommendation", flat=True))
    return [row for pk in sorted(asked) for row in inputs_of(call, pk) if row.proposal]
