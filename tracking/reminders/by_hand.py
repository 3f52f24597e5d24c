"""Mails that a coordinator asks for: to all when a call opens, and between the stages of the rules.

They are lines of the same waiting mails. A line that a coordinator asks for is due on the day of asking, so that
the rows themselves refuse a second one on the same day.
"""

import dataclasses
import datetime
from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from ..models import Event, Membership, ReminderDelivery, ReminderItem, ReminderRule, User
from ..models.role import NATIONAL_ROLES
from ..permissions import Permission, roles_with
from . import lines
from .kinds.calls import TOLD_OF_CALL, of_call
from .matter import DueItem
from .rules import Rules, stage

Kind, Status = ReminderRule.Kind, ReminderDelivery.Status


@dataclasses.dataclass(frozen=True)
class Told:
    """The newest mail about a call to the people of one government."""

    at: datetime.datetime
    names: tuple

    def is_on(self, day):
        """Whether it went out, or was prepared, on this day."""
        return timezone.localdate(self.at) == day


def writers_of(governments):
    """{government pk: {User: [roles]}} of the people who can write for each; one query.

    The people of a government that collects for another one write there too.
    """
    places = {row.pk: row.answering for row in governments}
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
    """{government pk: Told} of the newest mail to a government's own people that went out or will; two queries."""
    about = ReminderItem.objects.filter(rule__kind__in=TOLD_OF_CALL, object_id=call.pk)
    mailed = about.filter(local_government__in=governments, delivery__isnull=False, left_out="")
    mailed = mailed.exclude(delivery__status__in=(Status.FAILED, Status.SKIPPED))
    of_state = User.objects.filter(memberships__role__in=NATIONAL_ROLES, memberships__state=call.review.state_id)
    rows = mailed.exclude(recipient__in=of_state.values("pk")).select_related("delivery", "recipient")
    newest = {}
    for at, row in sorted(((_told_at(row.delivery), row) for row in rows), key=lambda pair: (pair[0], pair[1].pk)):
        names = [str(row.recipient)]
        known = newest.get(row.local_government_id)
        if known and timezone.localdate(known.at) == timezone.localdate(at):
            names = [*known.names, *(name for name in names if name not in known.names)]
        newest[row.local_government_id] = Told(at, tuple(names))
    return newest


def _told_at(delivery):
    return delivery.finished_at if delivery.status == Status.SENT else delivery.selected_at


def tell_of_opening(call, *, now):
    """Write the mails that tell of an opened call, one for each person who writes; returns their number.

    Where a stage of the rules has come already, the mail is that stage's: it does not follow an hour later.
    """
    rules, working_days = Rules(), call.review.state.working_days
    stages = rules.of(Kind.CALL_DEADLINE, call.review.state_id, call.pk)
    governments = list(call.governments_asked())

    def rule_on(day):
        return stage(stages, call.deadline, day, working_days) or standing(Kind.CALL_OPENED)

    return lines.write(_lines(call, governments, writers_of(governments), now, call.deadline, rule_on), now)


def tell_of_move(call, *, now):
    """Write the mails that tell all governments asked that the last day moved, once for each move.

    What waits under the old day is left out when its mail goes out; returns the number of mails.
    """
    governments, rule = list(call.governments_asked()), standing(Kind.DATE_MOVED)
    return lines.write(_lines(call, governments, writers_of(governments), now, call.deadline, lambda day: rule), now)


def standing(kind):
    """The one rule of a kind that a person's act causes: it has no stages."""
    rule, _is_new = ReminderRule.objects.get_or_create(kind=kind, days_before=0, state=None, call=None)
    return rule


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
    rule = standing(Kind.BY_HAND)
    mails = lines.write(_lines(call, due, people, now, today, lambda day: rule), now)
    for row in due:
        after = {"people": len(people[row.pk]), "deadline": call.deadline.isoformat()}
        Event.objects.record(Event.Verb.REMINDED, call, by=by, now=now, local_government=row, after=after)
    return due, mails


def _lines(call, governments, people, now, date, rule_on):
    """{person: [DueItem]}: a line for each government that the person writes for; rule_on(local date) is its rule."""
    rule_of, found = {}, defaultdict(list)
    for government in governments:
        for person in people[government.pk]:
            day = person.local_date(now)
            if day not in rule_of:
                rule_of[day] = rule_on(day)
            matter = of_call(rule_of[day].kind, call, government, date)
            found[person].append(DueItem(rule_of[day], person, matter, is_asked_for=True))
    return found
