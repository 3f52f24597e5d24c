"""Mails that a coordinator asks for: to all when a call opens, and between the stages of the rules.

They are lines of the same waiting mails. A line of its own day ("so many days before the last day") stands under a
rule that is not in use otherwise, so that the rows themselves refuse a second one on the same day.
"""

import dataclasses
import datetime
from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from ..models import Event, Membership, ReminderItem, ReminderRule, User
from ..models.role import NATIONAL_ROLES
from ..permissions import Permission, roles_with
from . import lines
from .selecting import DueItem, stage

KIND = ReminderRule.Kind.CALL_DEADLINE


@dataclasses.dataclass(frozen=True)
class Told:
    """The newest mail about a call to the people of one government."""

    at: datetime.datetime
    names: tuple

    def is_on(self, day):
        """Whether it was prepared on this day."""
        return timezone.localdate(self.at) == day


def writers_of(governments):
    """{government pk: {User: [roles]}} of the people who can write for each; one query.

    The people of a government that collects for another one write there too.
    """
    places = {row.pk: [row.pk, *([row.parent_id] if row.is_collected_by_parent else [])] for row in governments}
    members = Membership.objects.filter(
        local_government__in={place for found in places.values() for place in found},
        role__in=roles_with(Permission.CONTRIBUTION_DRAFT),
        user__is_active=True,
    )
    at_place = defaultdict(list)
    for member in members.select_related("user").order_by("pk"):
        at_place[member.local_government_id].append(member)
    found = {}
    for pk, of_place in places.items():
        people = found.setdefault(pk, {})
        for member in (member for place in of_place for member in at_place[place]):
            people.setdefault(member.user, []).append(member.role)
    return found


def told(call, governments):
    """{government pk: Told} of the newest mail to a government's own people; two queries."""
    items = ReminderItem.objects.filter(rule__kind=KIND, object_id=call.pk, local_government__in=governments)
    of_state = User.objects.filter(memberships__role__in=NATIONAL_ROLES, memberships__state=call.review.state_id)
    rows = items.exclude(recipient__in=of_state.values("pk")).select_related("delivery", "recipient")
    newest = {}
    for row in rows.order_by("delivery__selected_at", "pk"):
        at, names = row.delivery.selected_at, [str(row.recipient)]
        known = newest.get(row.local_government_id)
        if known and timezone.localdate(known.at) == timezone.localdate(at):
            names = [*known.names, *(name for name in names if name not in known.names)]
        newest[row.local_government_id] = Told(at, tuple(names))
    return newest


def tell_of_opening(call, *, now):
    """Write the mails that tell of an opened call, one for each person who writes; returns their number.

    Where a stage of the rules has come already, the mail is that stage's: it does not follow an hour later.
    """
    rules = list(ReminderRule.objects.filter(kind=KIND, is_active=True))
    governments = list(call.governments_asked())
    return lines.write(_lines(call, governments, writers_of(governments), now, rules), now)


@transaction.atomic
def remind(call, governments, *, by, now):
    """Remind the people of these governments; ([governments that are reminded], number of mails).

    Left out is who was mailed about the call today, and who has nobody. Sending it twice sends once.
    """
    call.expect_open()
    asked = {row.pk: row for row in call.governments_asked()}
    people = writers_of([row for row in governments if row.pk in asked])
    done, today = told(call, governments), timezone.localdate(now)
    due = [row for row in governments if people.get(row.pk) and not (row.pk in done and done[row.pk].is_on(today))]
    mails = lines.write(_lines(call, due, people, now, []), now)
    for row in due:
        after = {"people": len(people[row.pk]), "deadline": call.deadline.isoformat()}
        Event.objects.record(Event.Verb.REMINDED, call, by=by, now=now, local_government=row, after=after)
    return due, mails


def _lines(call, governments, people, now, rules):
    """{person: [DueItem]}: a line for each government that the person writes for."""
    rule_of, found = {}, defaultdict(list)
    for government in governments:
        for person in people[government.pk]:
            day = person.local_date(now)
            if day not in rule_of:
                rule_of[day] = stage(rules, call.deadline, day) or _rule_of(day, call)
            found[person].append(DueItem(rule_of[day], person, government, call.pk, call.deadline))
    return found


def _rule_of(day, call):
    """The rule of this day: one in use, or one that stands by for mails by hand alone."""
    days = (call.deadline - day).days
    rule, _is_new = ReminderRule.objects.get_or_create(kind=KIND, days_before=days, defaults={"is_active": False})
    return rule
