"""Input on its way: returned, waiting for approval, its excerpts to be confirmed, used in a published report.

What a line is about: a Contribution of the kinds "returned" and "approval", a Call of "excerpts" and "published".
"""

import zoneinfo
from collections import defaultdict

from django.db.models import Count, F, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...midterm.feedback import open_uses
from ...models import AnswerRemark, Call, Contribution, ReminderItem, ReminderRule, Report
from ..matter import Audience, Matter
from .own import is_own

Kind, LeftOut, Status = ReminderRule.Kind, ReminderItem.LeftOut, Contribution.Status


def matters(situation):
    """Input that was returned or waits for a second person, excerpts to confirm, reports just published; four queries.

    Where the State's people typed the answers in, it is they who correct and approve.
    """
    yield from _of_contributions(situation)
    yield from _excerpts(situation)
    yield from _published(situation)


def _of_contributions(situation):
    rows = _current().filter(call__in=situation.calls, status__in=[Status.RETURNED, Status.WAITING])
    for row in rows:
        kind = Kind.RETURNED if row.status == Status.RETURNED else Kind.APPROVAL
        government = situation.places[row.local_government_id]
        if situation.spans(kind, _since(row, government)):
            yield Matter(
                kind,
                row.pk,
                government.state_id,
                _since(row, government),
                government,
                audience=_audience(row),
                call_id=row.call_id,
                not_to=_not_to(row),
            )


def _excerpts(situation):
    span = situation.span(Kind.EXCERPTS)
    if span is None:
        return
    uses = open_uses().filter(until__range=span, confirmed_at=None, objection="").order_by()
    government = "answer__contribution__local_government"
    for call, place, until in uses.values_list("call", government, "until").distinct():
        if place in situation.places:
            state = situation.places[place].state_id
            whom = Audience.APPROVERS
            yield Matter(Kind.EXCERPTS, call, state, until, situation.places[place], audience=whom, call_id=call)


def _published(situation):
    """Every government whose input an edition used, once: not again where another edition is published later."""
    span = situation.span(Kind.PUBLISHED)
    if span is None:
        return
    told = ReminderItem.objects.filter(rule__kind=Kind.PUBLISHED, state__in=situation.states)
    days = defaultdict(set)
    for call, place, day in told.values_list("object_id", "local_government", "due_date"):
        days[call, place].add(day)
    for call, place, at in _used().values_list("call", "government", "first_at"):
        government = situation.places.get(place)
        day = government and _day(at, government)
        if government and situation.spans(Kind.PUBLISHED, day) and situation.people.writers(government):
            is_told = bool(days[call, place] - {day})
            yield Matter(Kind.PUBLISHED, call, government.state_id, day, government, call_id=call, is_done=is_told)


def _used():
    """{call, government, first_at} of every government whose input stands in a published edition."""
    used = Report.objects.published().exclude(contributions=None).order_by()
    rows = used.values("call", government=F("contributions__local_government"))
    return rows.annotate(first_at=Min("published_at"))


def _current():
    """The newest versions of open calls, without what is long."""
    rows = Contribution.objects.latest().filter(call__status=Call.Status.OPEN)
    return rows.exclude(call__reports__locked_at__isnull=False).defer("snapshot", "frozen_replies")


def _day(at, government):
    """The day of a moment at the government's place."""
    return timezone.localdate(at, zoneinfo.ZoneInfo(government.time_zone))


def _since(contribution, government):
    """The day since which it waits for somebody."""
    is_returned = contribution.status == Status.RETURNED
    return _day(contribution.decided_at if is_returned else contribution.prepared_at, government)


def _audience(contribution):
    if contribution.is_on_behalf:
        return Audience.COORDINATORS
    return Audience.APPROVERS if contribution.status == Status.WAITING else Audience.GOVERNMENT


def _not_to(contribution):
    return contribution.prepared_by_id if contribution.status == Status.WAITING else None


def _line(item, status):
    """(contribution, what a mail tells of it), or (None, LeftOut)."""
    row = _current().filter(pk=item.object_id, status=status).select_related("call").first()
    if row is None:
        return None, LeftOut.DONE
    if _since(row, item.local_government) != item.due_date:
        return None, LeftOut.MOVED
    if is_own(item) or row.is_on_behalf:
        path = row.get_absolute_url()
    else:
        path = reverse("tracking:call-detail", args=[row.call_id])
    told = {"title": row.call.title, "path": path, "is_event": True, "call_id": row.call_id}
    return row, {**told, "audience": _audience(row), "not_to": _not_to(row)}


def returned_line(item, today):
    """The coordinator wants something changed, and waits for a next version."""
    row, told = _line(item, Status.RETURNED)
    if row is None:
        return told
    facts = [_("The coordinator returned the input with a comment. Please send a new version that answers it.")]
    remarks = AnswerRemark.objects.filter(answer__contribution=row).count()
    if remarks:
        text = ngettext("%(count)d answer has a remark.", "%(count)d answers have a remark each.", remarks)
        facts.append(text % {"count": remarks})
    return {**told, "facts": facts}


def approval_line(item, today):
    """A second person has to say yes before the coordinator sees it."""
    row, told = _line(item, Status.WAITING)
    if row is None:
        return told
    words = {"day": date_format(item.due_date, "DATE_FORMAT")}
    facts = [_("The input was handed in on %(day)s and waits for the approval of a second person.") % words]
    return {**told, "facts": facts}


def excerpts_line(item, today):
    """What stands in the draft of the report, as the government should confirm it."""
    uses = open_uses().filter(call=item.object_id, answer__contribution__local_government=item.local_government_id)
    waiting = uses.filter(confirmed_at=None, objection="").order_by()
    row = next(iter(waiting.values("call", "title", "until").annotate(count=Count("pk"))), None)
    if row is None:
        return LeftOut.DONE
    if row["until"] != item.due_date:
        return LeftOut.MOVED
    text = ngettext(
        "%(count)d excerpt of your input stands in the draft of the report and waits for your yes.",
        "%(count)d excerpts of your input stand in the draft of the report and wait for your yes.",
        row["count"],
    )
    path = _feedback_path(item, "tracking:excerpt-list")
    told = {"title": row["title"], "facts": [text % row], "path": path, "call_id": item.object_id}
    return {**told, "audience": Audience.APPROVERS}


def published_line(item, today):
    """The report is out; the government reads what was used of its input."""
    used = next(iter(_used().filter(call=item.object_id, government=item.local_government_id)), None)
    if used is None:
        return LeftOut.DONE
    if _day(used["first_at"], item.local_government) != item.due_date:
        return LeftOut.MOVED
    return {
        "title": Call.objects.get(pk=item.object_id).title,
        "facts": [_("The report is published. See what was used of the input, and why the rest was left out.")],
        "path": _feedback_path(item, "tracking:call-detail"),
        "call_id": item.object_id,
        "is_event": True,
    }


def _feedback_path(item, name):
    """The government's feedback page; for a coordinator the page of the call that is called `name`."""
    if is_own(item):
        return reverse("tracking:feedback-detail", args=[item.local_government_id, item.object_id])
    return reverse(name, args=[item.object_id])


KINDS = {
    Kind.RETURNED: returned_line,
    Kind.APPROVAL: approval_line,
    Kind.EXCERPTS: excerpts_line,
    Kind.PUBLISHED: published_line,
}
