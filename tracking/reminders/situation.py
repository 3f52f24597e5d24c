"""Everything that decides what is due, read in a fixed number of queries whatever the number of people."""

import datetime
from collections import defaultdict

from django.db.models import Q

from ..models import Call, LocalGovernment, ReminderItem, ReminderPause, State
from . import kinds
from .lines import OVER
from .people import People
from .rules import Rules

HORIZON = datetime.timedelta(days=60)  # what was due longer ago waits on the board, not in mails


class Situation:
    """What is at hand at `now`, and until some days later."""

    def __init__(self, now, days_ahead=0, state=None):
        self.now, self.today, self.days_ahead = now, now.date(), days_ahead
        self.rules, self.people = Rules(), People()
        self.states = {row.pk: row for row in (State.objects.filter(pk=state.pk) if state else State.objects.all())}
        self.calls = list(Call.objects.reminding().filter(review__state__in=self.states).select_related("review"))
        self.governments = defaultdict(list)
        self.places = {row.pk: row for row in LocalGovernment.objects.filter(state__in=self.states)}
        for government in self.places.values():
            self.governments[government.state_id].append(government)
        self._chosen, self._dates = self._read_chosen(), {}
        self.matters = [matter for kind in kinds.ALL for matter in kind.matters(self)]
        self._read_written()
        self.pauses = {
            (pause.recipient_id, pause.kind, pause.object_id): pause for pause in ReminderPause.objects.all()
        }

    def span(self, kind):
        """(first, last) date of the matters of a kind that a stage can speak of now; None where it has no stage."""
        warning = self.rules.first_warning(kind)
        if warning is None:
            return None
        # Days off move a warning back by some days, and the reader's date may be tomorrow already.
        last = self.today + datetime.timedelta(days=max(warning, 0) + self.days_ahead + 8)
        return self.today - HORIZON, last

    def spans(self, kind, day):
        """Whether a stage of this kind can speak of this day now."""
        span = self.span(kind)
        return span is not None and span[0] <= day <= span[1]

    def asked(self, call):
        """The governments that an open call asks: those chosen, or all of the State where none is chosen."""
        of_state, chosen = self.governments[call.review.state_id], self._chosen.get(call.pk)
        return [row for row in of_state if row.pk in chosen] if chosen else of_state

    def local_date(self, person):
        """The date at the person's place."""
        if person.time_zone not in self._dates:
            self._dates[person.time_zone] = person.local_date(self.now)
        return self._dates[person.time_zone]

    def working_days(self, matter):
        """The working days of the matter's State."""
        return self.states[matter.state_id].working_days

    def _read_chosen(self):
        chosen = defaultdict(set)  # of calls that ask some governments only
        through = Call.governments.through.objects.filter(call__in=self.calls)
        for call, government in through.values_list("call", "localgovernment"):
            chosen[call].add(government)
        return chosen

    def _read_written(self):
        """What stands in a mail already, or was skipped.

        A line that was left out of a mail may come again from the next day on, where it is due (again) by then.
        """
        self.written, self.skipped, self.latest = set(), {}, {}
        through = Q(delivery__status__in=OVER, delivery__local_date__lt=self.today)
        first = min((matter.date for matter in self.matters), default=self.today)
        rows = ReminderItem.objects.filter(due_date__gte=first, state__in=self.states)
        rows = rows.exclude(~Q(left_out="") & through)
        fields = ("rule__kind", "rule__days_before", "object_id", "local_government", "due_date", "recipient")
        for kind, days_before, *of, reason in rows.values_list(*fields, "skip_reason"):
            key = (kind, days_before, *of)
            self.written.add(key)
            if reason:
                self.skipped[key] = reason
            else:
                self.latest[kind, *of] = min(days_before, self.latest.get((kind, *of), days_before))
