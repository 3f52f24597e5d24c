"""Calls for input: that one has opened, what is missing until its last day, and that this day moved.

What a line is about: a Call.
"""

import datetime
from collections import defaultdict

from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models import Call, Contribution, Event, FollowUp, ImplementationStep, ReminderItem, ReminderRule
from ..matter import Matter
from .own import is_own

Kind, LeftOut = ReminderRule.Kind, ReminderItem.LeftOut
QUIET_MONTHS = 6
NOTHING_MISSING = (Contribution.Status.SUBMITTED, Contribution.Status.ACCEPTED)
TOLD_OF_CALL = (Kind.CALL_OPENED, Kind.CALL_DEADLINE, Kind.BY_HAND, Kind.DATE_MOVED)


def matters(situation):
    """The last day of every open call, for each government that it asks; one query."""
    given = Contribution.objects.filter(call__in=situation.calls, status__in=NOTHING_MISSING)
    done = set(given.values_list("call", "local_government"))
    for call in situation.calls:
        for government in situation.asked(call):
            yield of_call(Kind.CALL_DEADLINE, call, government, is_done=(call.pk, government.pk) in done)


def of_call(kind, call, government, day=None, *, is_done=False):
    """The Matter of a call for one government, on its last day or on another one."""
    return Matter(
        kind,
        call.pk,
        government.state_id,
        day or call.deadline,
        government,
        call_id=call.pk,
        is_done=is_done,
    )


def read(items):
    """Give each ReminderItem what its line needs: the call, whether it asks the government, the input so far.

    Three queries, whatever the number of governments.
    """
    items = [item for item in items if item.rule.kind in KINDS]
    pks = {item.object_id for item in items}
    calls = Call.objects.reminding().filter(pk__in=pks).select_related("review").in_bulk() if pks else {}
    chosen, newest = defaultdict(set), {}
    if calls:
        through = Call.governments.through.objects.filter(call__in=calls)
        for call, place in through.values_list("call", "localgovernment"):
            chosen[call].add(place)
        places = {item.local_government_id for item in items}
        given = Contribution.objects.filter(call__in=calls, local_government__in=places).order_by("version")
        newest = {(row.call_id, row.local_government_id): row for row in given.defer("snapshot", "frozen_replies")}
    for item in items:
        item.call = calls.get(item.object_id)
        item.is_asked = bool(item.call) and _is_asked(item, chosen[item.object_id])
        item.contribution = newest.get((item.object_id, item.local_government_id))


def _is_asked(item, chosen):
    return item.local_government_id in chosen if chosen else item.call.review.state_id == item.state_id


def deadline_line(item, today):
    """What is missing of a government's input, in counts."""
    return _line(item, today, item.due_date)


def by_hand_line(item, today):
    """The same, asked for by the coordinator: its date is the day of asking."""
    return _line(item, today, None)


def moved_line(item, today):
    """The last day is another one now; told also to who gave the input."""
    call = item.call
    if call is None:
        return LeftOut.DONE
    if call.deadline != item.due_date:
        return LeftOut.MOVED
    words = {"day": date_format(call.deadline, "DATE_FORMAT")}
    facts = [_("The last day for input is now %(day)s.") % words]
    before = _day_before(call)
    if before:
        facts.append(_("It was %(day)s before.") % {"day": _day(before)})
    if item.contribution and item.contribution.status in NOTHING_MISSING:
        facts.append(_("The input is in; nothing more is asked for."))
    told = {"title": call.title, "occasion": call.occasion, "facts": facts, "path": _path(item, call)}
    return {**told, "is_event": True, "call_id": call.pk}


def _line(item, today, deadline):
    call, contribution = item.call, item.contribution
    if not item.is_asked:
        return LeftOut.DONE
    if deadline and call.deadline != deadline:
        return LeftOut.MOVED
    if contribution and contribution.status in NOTHING_MISSING:
        return LeftOut.DONE
    told = {"title": call.title, "occasion": call.occasion, "deadline": call.deadline, "call_id": call.pk}
    if not is_own(item):
        fact = _("Its input was not submitted.") if contribution else _("It has not started its input.")
        return {**told, "facts": [fact], "path": _path(item, call)}
    return {**told, **call_words(call, item.local_government, contribution, today, is_first=_is_first(item))}


def _day_before(call):
    """The last day that the newest move gave up; asked once for all lines about the call."""
    if not hasattr(call, "day_before"):
        moves = Event.objects.about(call).filter(verb=Event.Verb.CHANGED, after__deadline=call.deadline.isoformat())
        event = moves.first()
        call.day_before = event and event.before.get("deadline")
    return call.day_before


def _path(item, call):
    if is_own(item):
        return reverse("tracking:workspace", args=[item.local_government_id])
    return reverse("tracking:call-detail", args=[call.pk])


def _day(text):
    return date_format(datetime.date.fromisoformat(text), "DATE_FORMAT")


def call_words(call, government, contribution, today, *, is_first):
    """What a mail tells the people of a government about a call; the first mail brings the coordinator's words too."""
    return {
        "title": call.title,
        "occasion": call.occasion,
        "deadline": call.deadline,
        "note": call.note if is_first and contribution is None else "",
        "facts": [_input_fact(contribution), *_plan_facts(call, government, today)],
        "path": reverse("tracking:workspace", args=[government.pk]),
    }


def _is_first(item):
    """Whether the person has not been told of this call for this government before."""
    told = ReminderItem.objects.filter(
        rule__kind__in=TOLD_OF_CALL,
        object_id=item.object_id,
        local_government=item.local_government_id,
        recipient=item.recipient_id,
    )
    return not told.exclude(delivery=item.delivery_id).exists()


def _input_fact(contribution):
    if contribution is None:
        return _("Your input has not been started.")
    return {
        Contribution.Status.DRAFT: _("Your input is a draft; it is not handed in."),
        Contribution.Status.WAITING: _("Your input waits for the approval of a second person."),
        Contribution.Status.RETURNED: _("Your input was returned to you with a comment from the coordinator."),
        Contribution.Status.WITHDRAWN: _("Your government took its input back; nothing stands in its place."),
    }[contribution.status]


def _plan_facts(call, government, today):
    asked = call.recommendations_asked()
    triaged = FollowUp.objects.filter(local_government=government, recommendation__in=asked.values("pk"))
    untriaged = asked.count() - triaged.exclude(relevance="").count()
    quiet = (
        ImplementationStep.objects.open()
        .filter(local_government=government, updated_at__date__lt=today - relativedelta(months=QUIET_MONTHS))
        .count()
    )
    facts = []
    if untriaged:
        facts.append(
            ngettext(
                "%(count)d recommendation waits to be sorted: is it yours?",
                "%(count)d recommendations wait to be sorted: are they yours?",
                untriaged,
            )
            % {"count": untriaged}
        )
    if quiet:
        facts.append(
            ngettext(
                "%(count)d step has had no update for six months.",
                "%(count)d steps have had no update for six months.",
                quiet,
            )
            % {"count": quiet}
        )
    return facts


KINDS = {
    Kind.CALL_OPENED: deadline_line,
    Kind.CALL_DEADLINE: deadline_line,
    Kind.BY_HAND: by_hand_line,
    Kind.DATE_MOVED: moved_line,
}
