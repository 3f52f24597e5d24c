"""What became of a government's input: what it sent, what the report uses of it, and why the rest is left out."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q

from ..models import AnswerUse, Contribution, ContributionAnswer, ContributionNote, Report
from .versions import differences


@dataclass(frozen=True)
class Line:
    """One answer and what became of it. `place` of `places`: where its excerpt stands among those of all."""

    answer: ContributionAnswer
    use: AnswerUse | None  # None: not decided yet
    place: int = 0
    places: int = 0

    @property
    def sent(self):
        """The sentence that the government sent for the report."""
        return self.answer.headline

    @property
    def is_verbatim(self):
        """The report says it in the government's own words."""
        return self.use.excerpt == self.sent

    @property
    def pieces(self):
        """[(kind, piece)] from what was sent to what stands in the report, word by word."""
        return differences(self.sent, self.use.excerpt)

    @property
    def waits(self):
        """The government has said neither yes nor no to its excerpt."""
        return bool(self.use and self.use.is_used and not self.use.confirmed_at and not self.use.objection)


@dataclass(frozen=True)
class Feedback:
    """What became of one government's input to one call."""

    contribution: Contribution | None  # the version that the report uses; None where none was accepted
    lines: list
    locked: Report | None  # the edition that counts, once there is one

    @property
    def used(self):
        """The lines that the report uses."""
        return [line for line in self.lines if line.use and line.use.is_used]

    @property
    def left_out(self):
        """The lines that the report does not use, for a reason."""
        return [line for line in self.lines if line.use and not line.use.is_used]

    @property
    def undecided(self):
        """The lines that nobody has decided on."""
        return [line for line in self.lines if line.use is None]

    @property
    def waiting(self):
        """The excerpts that the government has neither confirmed nor objected to."""
        return [line for line in self.lines if line.waits]

    @property
    def confirmed(self):
        """The excerpts that the government confirmed."""
        return [line for line in self.used if line.use.confirmed_at]

    @property
    def objected(self):
        """The excerpts that the government wants changed."""
        return [line for line in self.used if line.use.objection]


def of_government(call, government):
    """The Feedback of one government, in a fixed number of queries.

    Once the report is locked it is about the version that the locked edition used, before that about the newest
    accepted one.
    """
    locked = locked_edition(call)
    if locked:
        contribution = locked.contributions.filter(local_government=government).first()
    else:
        own = call.contributions.accepted().filter(local_government=government)
        contribution = own.order_by("-version").first()
    return Feedback(contribution, list(_lines(contribution)) if contribution else [], locked)


def locked_edition(call):
    """The locked edition of the call's report, the first where there is one in several languages; or None."""
    return call.reports.locked().defer("content").order_by("locked_at", "pk").first()


def _lines(contribution):
    """The Lines of a version in the order of paragraphs; answers without a sentence for the report are left out."""
    rows = contribution.answers.for_snapshot().exclude(headline="")
    answers = list(rows.select_related("use", "recommendation__review__state"))
    same = Q(answer__recommendation__in=[answer.recommendation_id for answer in answers])
    used = AnswerUse.objects.filter(same, is_used=True, answer__contribution__call=contribution.call_id)
    orders = {}
    for recommendation, pk in used.order_by("order", "pk").values_list("answer__recommendation", "pk"):
        orders.setdefault(recommendation, []).append(pk)
    for answer in answers:
        use, peers = getattr(answer, "use", None), orders.get(answer.recommendation_id, [])
        place = peers.index(use.pk) + 1 if use and use.pk in peers else 0
        answer.contribution = contribution
        yield Line(answer, use, place, len(peers))


@dataclass(frozen=True)
class Standing:
    """How far one government is with its excerpts, in counts of answers."""

    pk: int
    name: str
    used: int
    confirmed: int
    objected: int
    left_out: int
    undecided: int

    @property
    def waiting(self):
        """Excerpts without an answer of the government."""
        return self.used - self.confirmed - self.objected

    @property
    def is_settled(self):
        """Everything is decided, and every excerpt confirmed."""
        return not self.waiting and not self.objected and not self.undecided


def standings(call):
    """[Standing] of every government with an accepted version, by name; one query."""
    used = Q(answers__use__is_used=True)
    rows = newest_accepted(call).values("local_government", name=F("local_government__name"))
    rows = rows.annotate(
        used=Count("answers", used),
        confirmed=Count("answers", used & Q(answers__use__confirmed_at__isnull=False)),
        objected=Count("answers", used & ~Q(answers__use__objection="")),
        left_out=Count("answers", Q(answers__use__is_used=False)),
        undecided=Count("answers", Q(answers__use__isnull=True) & ~Q(answers__headline="")),
    ).order_by("name", "local_government")
    return [Standing(row.pop("local_government"), **row) for row in rows]


def newest_accepted(call):
    """The newest accepted version of each government of the call: what the next edition uses."""
    accepted = Contribution.objects.accepted().filter(call=call)
    newer = accepted.filter(local_government=OuterRef("local_government"), version__gt=OuterRef("version"))
    return accepted.filter(~Exists(newer))


def objections(call):
    """What governments want changed in their excerpts, the newest last, with all that a list shows."""
    uses = AnswerUse.objects.filter(answer__contribution__in=newest_accepted(call)).exclude(objection="")
    return uses.with_answer().select_related("answer__recommendation__review__state").order_by("objected_at", "pk")


def replies(report):
    """The replies of governments to the report of a locked edition, all editions of its call counted."""
    notes = ContributionNote.objects.replies().filter(contribution__call=report.call_id).for_listing()
    return notes.order_by("contribution__local_government__name", "at", "pk")
