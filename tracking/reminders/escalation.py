"""How far the reminders of a call have gone for each government: the days, and who else heard."""

import dataclasses
import datetime
from collections import defaultdict

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import ReminderDelivery, ReminderItem, ReminderRule
from .kinds.calls import TOLD_OF_CALL

Reach = ReminderRule.Reach
MOST_DAYS = 5  # the newest ones; who wants more reads the record of mails


@dataclasses.dataclass(frozen=True)
class Reminded:
    """One day on which a government's people were reminded, and the farthest that a stage reached on it."""

    day: datetime.date
    reach: str

    @property
    def words(self):
        """The day, and who else heard."""
        words = {"day": date_format(self.day, "DATE_FORMAT")}
        if self.reach == Reach.COORDINATOR:
            return _("%(day)s also the coordinator") % words
        return _("%(day)s also the alternate") % words if self.reach == Reach.ALTERNATE else words["day"]


def reminded(calls, governments):
    """{(call pk, government pk): [Reminded]} in the order of time, of mails that went out; one query."""
    rows = ReminderItem.objects.filter(
        rule__kind__in=TOLD_OF_CALL,
        object_id__in=[call.pk for call in calls],
        local_government__in=[government.pk for government in governments],
        left_out="",
        delivery__status=ReminderDelivery.Status.SENT,
    )
    days, order = defaultdict(dict), list(Reach.values)
    fields = ("object_id", "local_government", "delivery__local_date", "rule__reach")
    for call, government, day, reach in rows.order_by("delivery__local_date").values_list(*fields).distinct():
        known = days[call, government].get(day, Reach.OWN)
        days[call, government][day] = max(known, reach, key=order.index)
    return {key: [Reminded(*day) for day in of_key.items()] for key, of_key in days.items()}


def sentence(found):
    """[Reminded] as people read it: "Reminded on 3 May, 10 May also the alternate"; "" for none."""
    if not found:
        return ""
    days = _(", ").join(day.words for day in found[-MOST_DAYS:])
    if len(found) > MOST_DAYS:
        return _("Reminded %(count)s times, last on %(days)s") % {"count": len(found), "days": days}
    return _("Reminded on %(days)s") % {"days": days}
