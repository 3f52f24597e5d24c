"""Which stages hold: a call's own, else its State's, else the site's."""

from collections import defaultdict

from ..models import ReminderRule
from .working_days import sending_day


class Rules:
    """All rules in use; one query."""

    def __init__(self):
        self._by_scope = defaultdict(list)
        self._own = set()  # scopes that have rows of their own, even where all of them are switched off
        for rule in ReminderRule.objects.all():
            scope = (rule.kind, rule.state_id, rule.call_id)
            self._own.add(scope)
            if rule.is_active:
                self._by_scope[scope].append(rule)

    def of(self, kind, state_id=None, call_id=None):
        """The stages of a kind for a State and, where it has its own, for a call."""
        scopes = [(kind, None, call_id)] if call_id else []
        scopes += [(kind, state_id, None), (kind, None, None)]
        for scope in scopes:
            if scope in self._own:
                return self._by_scope[scope]
        return []

    def has_own(self, kind, state_id=None, call_id=None):
        """Whether a State, or a call, has stages of its own, or silence of its own."""
        return (kind, state_id, call_id) in self._own

    def first_warning(self, kind):
        """How many days before a date the earliest stage of a kind comes, in any scope; None without a stage."""
        days = [rule.days_before for scope, rules in self._by_scope.items() if scope[0] == kind for rule in rules]
        return max(days, default=None)


def stage(rules, due_date, local_date, working_days):
    """The latest rule whose sending day has come, or None."""
    come = [rule for rule in rules if sending_day(due_date, rule.days_before, working_days) <= local_date]
    return min(come, key=lambda rule: rule.days_before, default=None)
