"""The stages of every kind as they hold for a State, or for a call, with where they come from."""

import dataclasses

from ..models import ReminderRule
from ..models.reminder_rule import BINDING, OF_CALLS, STAGED
from .rule_words import COUNTED_FROM, sentence
from .rules import Rules

CALL, STATE, SITE = "call", "state", "site"


@dataclasses.dataclass(frozen=True)
class RuleSet:
    """The stages of one kind. `source` is whose they are, `is_own` whether it is the place that was asked for."""

    kind: str
    rules: list
    source: str
    is_own: bool
    fallback: str  # whose stages hold where these are given up

    @property
    def label(self):
        """The kind in words."""
        return ReminderRule.Kind(self.kind).label

    @property
    def counted_from(self):
        """The date from which the days count."""
        return COUNTED_FROM[self.kind]

    @property
    def sentence(self):
        """The stages in words."""
        return sentence(self.kind, self.rules)

    @property
    def is_binding(self):
        """Nobody can switch it off: somebody else waits for it."""
        return self.kind in BINDING


def of_state(state):
    """[RuleSet] of every kind for a State; one query."""
    rules = Rules()
    return [rule_set(rules, kind, state.pk) for kind in STAGED]


def of_call(call):
    """[RuleSet] of the kinds that follow a call's dates; one query."""
    rules = Rules()
    return [rule_set(rules, kind, call.review.state_id, call.pk) for kind in OF_CALLS]


def rule_set(rules, kind, state_id, call_id=None):
    """The RuleSet of a kind for a State, or for a call of it."""
    of_state = STATE if rules.has_own(kind, state_id) else SITE
    source = CALL if call_id and rules.has_own(kind, None, call_id) else of_state
    return RuleSet(
        kind,
        rules.of(kind, state_id, call_id),
        source,
        is_own=source == (CALL if call_id else STATE),
        fallback=of_state if call_id else SITE,
    )
