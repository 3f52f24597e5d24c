"""Finds what is due and writes it down as rows: one line per rule, object, due date and person, ever.

A stage is due from its day on, not on its day alone: after days without a worker the latest stage that has
passed is sent, and the earlier ones are not made up for.
"""

import dataclasses
import datetime
from collections import defaultdict

from ..models import (
    Call,
    Contribution,
    ImplementationStep,
    LocalGovernment,
    Membership,
    ReminderDelivery,
    ReminderItem,
    ReminderRule,
)
from . import lines

STEP_HORIZON = datetime.timedelta(days=60)  # steps that were due longer ago wait on the board, not in mails
DONE = (Contribution.Status.SUBMITTED, Contribution.Status.ACCEPTED)


@dataclasses.dataclass(frozen=True)
class DueItem:
    """One line for one person: the rule that asks for it, the object (call or step), and its due date."""

    rule: ReminderRule
    recipient: object
    local_government: LocalGovernment
    object_id: int
    due_date: datetime.date

    @property
    def key(self):
        """What makes the line unique."""
        return self.rule.pk, self.object_id, self.local_government.pk, self.due_date, self.recipient.pk


def select_due(now):
    """Write down what is due at `now` and is not written yet; the pks of all mails that wait to be sent.

    Safe to run at any time, twice, and in two processes at once.
    """
    by_recipient = defaultdict(list)
    for item in due_items(now):
        by_recipient[item.recipient].append(item)
    lines.write(by_recipient, now)
    return list(ReminderDelivery.objects.pending().order_by("pk").values_list("pk", flat=True))


def due_items(now):
    """The lines that are due at `now` and not written yet."""
    return Situation(now).due_at(now)


def stage(rules, due_date, local_date):
    """The latest rule whose day has come, or None."""
    passed = [rule for rule in rules if due_date - datetime.timedelta(days=rule.days_before) <= local_date]
    return min(passed, key=lambda rule: rule.days_before, default=None)


class People:
    """Who hears what: officers of a government, else its approvers, else the State's coordinators."""

    def __init__(self):
        self.roles = defaultdict(list)
        for row in Membership.objects.filter(user__is_active=True).select_related("user").order_by("pk"):
            self.roles[row.role, row.local_government_id or row.state_id].append(row.user)

    def coordinators(self, state_id):
        """The State's coordinators."""
        return self.roles[Membership.Role.COORDINATOR, state_id]

    def of(self, government):
        """Those who answer for the government, or for the one that collects for it; else the coordinators."""
        places = [government.pk, *([government.parent_id] if government.is_collected_by_parent else [])]
        for place in places:
            people = self.roles[Membership.Role.OFFICER, place] or self.roles[Membership.Role.APPROVER, place]
            if people:
                return people
        return self.coordinators(government.state_id)


class Situation:
    """Everything that decides what is due from `now` until some days later, read in a fixed number of queries."""

    def __init__(self, now, days_ahead=0):
        self.rules = defaultdict(list)
        for rule in ReminderRule.objects.filter(is_active=True):
            self.rules[rule.kind].append(rule)
        self.people = People()
        self.calls = list(Call.objects.reminding().select_related("review"))
        self.governments = defaultdict(list)
        for government in LocalGovernment.objects.all():
            self.governments[government.state_id].append(government)
        self.chosen = defaultdict(set)  # of calls that ask some governments only
        for call, government in Call.governments.through.objects.values_list("call", "localgovernment"):
            self.chosen[call].add(government)
        contributions = Contribution.objects.filter(call__in=self.calls, status__in=DONE)
        self.done = set(contributions.values_list("call", "local_government"))
        self.steps = self._steps(now.date(), days_ahead)
        objects = [call.pk for call in self.calls] + [step.pk for step in self.steps]
        self.written = set(
            ReminderItem.objects.filter(object_id__in=objects).values_list(
                "rule", "object_id", "local_government", "due_date", "recipient"
            )
        )

    def _steps(self, today, days_ahead):
        before = [rule.days_before for rule in self.rules[ReminderRule.Kind.STEP_DUE]]
        if not before:
            return []
        latest = today + datetime.timedelta(days=max(before) + days_ahead + 1)
        steps = ImplementationStep.objects.open().filter(due_date__range=(today - STEP_HORIZON, latest))
        return list(steps.select_related("local_government").order_by("due_date", "pk"))

    def due_at(self, now):
        """The lines due at the moment `now` and not written yet."""
        found = [*self._call_items(now), *self._step_items(now)]
        return [item for item in found if item.key not in self.written]

    def _call_items(self, now):
        rules = self.rules[ReminderRule.Kind.CALL_DEADLINE]
        for call in self.calls:
            for government in self.governments[call.review.state_id]:
                is_asked = call.pk not in self.chosen or government.pk in self.chosen[call.pk]
                if not is_asked or (call.pk, government.pk) in self.done:
                    continue
                for recipient in self._recipients_of_call(call, government, now):
                    rule = stage(rules, call.deadline, recipient.local_date(now))
                    if rule:
                        yield DueItem(rule, recipient, government, call.pk, call.deadline)

    def _recipients_of_call(self, call, government, now):
        rules = self.rules[ReminderRule.Kind.CALL_DEADLINE]
        recipients = list(self.people.of(government))
        for coordinator in self.people.coordinators(government.state_id):
            rule = stage(rules, call.deadline, coordinator.local_date(now))
            if rule and rule.tells_coordinator and coordinator not in recipients:
                recipients.append(coordinator)
        return recipients

    def _step_items(self, now):
        rules = self.rules[ReminderRule.Kind.STEP_DUE]
        for step in self.steps:
            for recipient in self.people.of(step.local_government):
                rule = stage(rules, step.due_date, recipient.local_date(now))
                if rule:
                    yield DueItem(rule, recipient, step.local_government, step.pk, step.due_date)
