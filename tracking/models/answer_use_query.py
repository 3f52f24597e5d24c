"""Finds and writes the coordinator's decisions on answers, one or five hundred at a time."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from .contribution import Contribution
from .event import Event
from .lock import hold_unlocked

DECISION = ("is_used", "excerpt", "is_translated", "order", "reason", "reason_words", "decided_by", "decided_at")
CITY_WORDS = ("confirmed_by", "confirmed_at", "objection", "objected_by", "objected_at")


class AnswerUseQuerySet(models.QuerySet):
    """Uses of answers."""

    def used(self):
        """Those that go into the report."""
        return self.filter(is_used=True)

    def with_answer(self):
        """With the answer, its recommendation and government at hand, without what is long: the frozen version."""
        return self.select_related("answer__recommendation", "answer__contribution__local_government").defer(
            "answer__basis", "answer__contribution__snapshot", "answer__contribution__frozen_replies"
        )

    def of(self, call, recommendation=None):
        """Those of a call, or of one of its recommendations."""
        found = self.filter(answer__contribution__call=call)
        return found.filter(answer__recommendation=recommendation) if recommendation else found

    @transaction.atomic
    def decide(self, call, uses, *, by, now):
        """Write what the coordinator decided on answers of the call; return how many decisions are new or other.

        `uses` are AnswerUses with their answers, saved or not. What says the same as before stays untouched, with the
        government's yes; other words end that yes. Raises ValidationError where one is half made, an answer was
        withdrawn or replaced meanwhile, or the report is locked. A fixed number of queries, whatever the number of
        answers.
        """
        hold_unlocked(call)
        _expect_standing(call, uses)
        for use in uses:
            use.check_decision()
        stored = {row.answer_id: row for row in self.filter(answer__in=[use.answer_id for use in uses])}
        changed = [use for use in uses if use.says_other_than(stored.get(use.answer_id))]
        self._number(call, changed, stored)
        for use in changed:
            before = stored.get(use.answer_id)
            use.pk, use.decided_by, use.decided_at = before and before.pk, by, now
            for name in CITY_WORDS:
                keeps = before and before.is_used and use.is_used and before.excerpt == use.excerpt
                setattr(use, name, getattr(before, name) if keeps else self.model._meta.get_field(name).get_default())
        self.bulk_update([use for use in changed if use.pk], [*DECISION, *CITY_WORDS])
        self.bulk_create([use for use in changed if not use.pk])
        facts = {answer: row.decision_facts for answer, row in stored.items()}
        self._record(changed, facts, by=by, now=now)
        return len(changed)

    def _number(self, call, uses, stored):
        """Give those that are new in the report a place after the others of their recommendation."""
        new = [use for use in uses if use.is_used and not use.order]
        places = self.of(call).used().filter(answer__recommendation__in={use.answer.recommendation_id for use in new})
        last = dict(places.values_list("answer__recommendation").annotate(models.Max("order")).order_by())
        for use in new:
            before = stored.get(use.answer_id)
            if before and before.is_used:
                use.order = before.order
                continue
            recommendation = use.answer.recommendation_id
            use.order = last[recommendation] = last.get(recommendation, 0) + 1

    def _record(self, uses, before, *, by, now):
        """One event for each use; `before` holds what stood there, by answer."""
        rows = self.filter(answer__in=[use.answer_id for use in uses])
        found = {row[0]: row[1:] for row in rows.values_list("answer", "pk", "answer__contribution__local_government")}
        Event.objects.bulk_create(
            Event(
                verb=Event.Verb.DECIDED,
                object_kind=self.model._meta.model_name,
                object_id=found[use.answer_id][0],
                local_government_id=found[use.answer_id][1],
                by=by,
                at=now,
                before=before.get(use.answer_id, {}),
                after=use.decision_facts,
            )
            for use in uses
        )

    @transaction.atomic
    def reorder(self, call, recommendation, numbers, *, by, now):
        """Put the used answers of a recommendation into the order of `numbers` ({pk of the use: number}).

        Equal numbers stay as they stood; what is not named keeps its place. Returns whether anything moved.
        """
        hold_unlocked(call)
        named = self.of(call, recommendation).used().filter(pk__in=numbers)
        uses = list(named.order_by("order", "pk").select_related("answer"))
        before = {use.answer_id: use.decision_facts for use in uses}
        moved = []
        for place, use in enumerate(sorted(uses, key=lambda use: numbers[use.pk]), start=1):
            if use.order != place:
                use.order = place
                moved.append(use)
        self.bulk_update(moved, ["order"])
        self._record(moved, before, by=by, now=now)
        return bool(moved)


def _expect_standing(call, uses):
    """Raise ValidationError where a government withdrew or replaced one of these answers; call it under the hold."""
    asked = {use.answer.contribution_id for use in uses}
    standing = Contribution.objects.standing().filter(call=call, pk__in=asked).order_by()
    standing = set(standing.values_list("pk", flat=True))
    if asked <= standing:
        return
    gone = Contribution.objects.filter(pk__in=asked - standing).select_related("local_government")
    names = "; ".join(map(str, gone.defer("snapshot", "frozen_replies").order_by("local_government__name")))
    raise ValidationError(
        _("Nothing was saved: this input was withdrawn or replaced by a newer version meanwhile: %(names)s.")
        % {"names": names}
    )
