"""What became of a government's input: what it sent, what the report uses of it, and why the rest is left out."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q

from ..models import (
    AnswerUse,
    Contribution,
    ContributionAnswer,
    ContributionNote,
    NationalSentence,
    Report,
    ReportChapter,
)
from .collect_answers import guarded, is_selected
from .versions import differences


@dataclass(frozen=True)
class Line:
    """One answer and what became of it. `place` of `places`: where its excerpt stands among those of all.

    It `is_told` where nobody chose among the headlines of the call, so that the locked report holds all of them.
    """

    answer: ContributionAnswer
    use: AnswerUse | None  # None: not decided yet
    place: int = 0
    places: int = 0
    is_told: bool = False

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
        """The lines that nobody has decided on, and that are not in the report all the same."""
        return [line for line in self.lines if line.use is None and not line.is_told]

    @property
    def told(self):
        """The lines that the locked report holds because nobody chose among those of the call."""
        return [line for line in self.lines if line.is_told]

    @property
    def used_number(self):
        """How many of the lines the report says."""
        return len(self.used) + len(self.told)

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
        contribution = Contribution.objects.newest_accepted(call).filter(local_government=government).first()
    if contribution is None:
        return Feedback(None, [], locked)
    told = _told(contribution) if locked else set()
    return Feedback(contribution, list(_lines(contribution, told)), locked)


def sentences(call, government):
    """The Cited sentences that name an answer or a figure of the government as their source; one query."""
    own = Q(answer__contribution__local_government=government) | Q(value__indicator__local_government=government)
    rows = NationalSentence.objects.filter(own, text__call=call).with_sources()
    rows = rows.select_related("text__recommendation__review__state", "text__cluster", "answer__use")
    places = ("text__recommendation__order", "text__cluster", "text__chapter", "text__part", "order")
    return [Cited(row) for row in rows.order_by(*places)]


@dataclass(frozen=True)
class Cited:
    """A sentence of a national text that rests on what a government said or measured."""

    row: NationalSentence

    @property
    def place(self):
        """Where it stands in the report, in words."""
        text = self.row.text
        if text.chapter:
            return str(ReportChapter.Code(text.chapter).label)
        return text.recommendation.paragraph if text.recommendation else f"{text.cluster}: {text.get_part_display()}"

    @property
    def use(self):
        """The excerpt of the same answer, at which a change can be asked for; None without one."""
        use = getattr(self.row.answer, "use", None) if self.row.answer_id else None
        return use if use and use.is_used else None


def locked_edition(call):
    """The locked edition of the call's report, the first where there is one in several languages; or None."""
    return call.reports.locked().defer("content").order_by("locked_at", "pk").first()


def _told(contribution):
    """The recommendations on which a report holds the headline of the version though nobody chose it."""
    if is_selected(contribution.call):
        return set()
    kept_out = guarded([contribution])
    asked = contribution.answers.values_list("recommendation", flat=True)
    return {pk for pk in asked if (contribution.local_government_id, pk) not in kept_out}


def _lines(contribution, told):
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
        yield Line(answer, use, place, len(peers), use is None and answer.recommendation_id in told)


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
    rows = Contribution.objects.newest_accepted(call).values("local_government", name=F("local_government__name"))
    rows = rows.annotate(
        used=Count("answers", used),
        confirmed=Count("answers", used & Q(answers__use__confirmed_at__isnull=False)),
        objected=Count("answers", used & ~Q(answers__use__objection="")),
        left_out=Count("answers", Q(answers__use__is_used=False)),
        undecided=Count("answers", Q(answers__use__isnull=True) & ~Q(answers__headline="")),
    ).order_by("name", "local_government")
    return [Standing(row.pop("local_government"), **row) for row in rows]


def open_uses():
    """Excerpts of the newest accepted versions, of calls whose report is not locked; with `call`, `title`, `until`."""
    locked = Report.objects.locked().filter(call=OuterRef("answer__contribution__call"))
    uses = AnswerUse.objects.filter(is_used=True, answer__contribution__in=Contribution.objects.standing())
    return uses.filter(~Exists(locked)).annotate(
        call=F("answer__contribution__call"),
        title=F("answer__contribution__call__title"),
        until=F("answer__contribution__call__excerpts_until"),
    )


def objections(call):
    """What governments want changed in their excerpts, the newest last, with all that a list shows."""
    known = Contribution.objects.newest_accepted(call)
    uses = AnswerUse.objects.filter(answer__contribution__in=known).exclude(objection="")
    return uses.with_answer().select_related("answer__recommendation__review__state").order_by("objected_at", "pk")


def replies(report):
    """The replies of governments to the report of a locked edition, all editions of its call counted."""
    notes = ContributionNote.objects.replies().filter(contribution__call=report.call_id).for_listing()
    return notes.order_by("contribution__local_government__name", "at", "pk")


def corrections(report):
    """What governments put right since the report was locked, all editions of its call counted."""
    notes = ContributionNote.objects.corrections().filter(contribution__call=report.call_id).for_listing()
    return notes.order_by("contribution__local_government__name", "at", "pk")


def notes(call):
    """All that governments added beside the locked editions of a call, the newest first, with who and when."""
    return (
        ContributionNote.objects.filter(contribution__call=call)
        .for_listing()
        .select_related("by")
        .order_by("-at", "-pk")
    )
