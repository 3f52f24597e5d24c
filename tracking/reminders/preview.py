"""Who will get what, when, and why not: what is planned for a State, or for one call, with its numbers."""

import dataclasses
from collections import Counter

from .matter import WhyNot
from .planning import ahead, come, next_days
from .situation import Situation
from .why_words import LABELS, why_not
from .working_days import on_or_after

HISTORY = (WhyNot.TOLD, WhyNot.OVERTAKEN)  # of stages gone by: nobody asks why they do not go out again


@dataclasses.dataclass(frozen=True)
class Preview:
    """Planned lines by day and person, those that will go out and those that will not."""

    items: list

    @property
    def going_out(self):
        """The lines that nothing keeps back."""
        return [item for item in self.items if not item.why_not]

    @property
    def mail_count(self):
        """How many mails they make: one a person and day."""
        return len({(item.sends_on, item.recipient.pk) for item in self.going_out})

    @property
    def people_count(self):
        """How many people hear something."""
        return len({item.recipient.pk for item in self.going_out})

    @property
    def kept_back(self):
        """[(reason in words, number of lines)], the most frequent first."""
        counted = Counter(item.why_not for item in self.items if item.why_not)
        return [(LABELS[reason], count) for reason, count in counted.most_common()]


def of_state(state, now, days):
    """What is planned for the State's people from today on; a fixed number of queries."""
    situation = Situation(now, days_ahead=days, state=state)
    planned = ahead(situation, *next_days(now, days))
    known = {item.stage_key for item in planned}
    # What should have been told before today goes out with the next mails.
    next_day = on_or_after(situation.today, state.working_days)
    late = [item for item in come(situation) if item.why_not not in HISTORY and item.stage_key not in known]
    late = [dataclasses.replace(item, sends_on=next_day) for item in late]
    return Preview(sorted([*late, *planned], key=_order))


def of_call(call, now, days):
    """The same, of what follows one call's dates."""
    found = of_state(call.review.state, now, days)
    return Preview([item for item in found.items if item.matter.call_id == call.pk])


def _order(item):
    return item.sends_on, str(item.recipient), item.recipient.pk, item.due_date


__all__ = ["Preview", "of_call", "of_state", "why_not"]
