"""Open calls: to a government its own days, to who serves the State the whole plan."""

from collections import defaultdict

from django.utils.translation import gettext as _

from ..models import Call
from ..models.call_plan import OPEN, PUBLISHED, SUBMIT
from .changes import last_changes
from .entry import Entry

FOR_GOVERNMENTS = (SUBMIT, "clarify", PUBLISHED)


def entries(governments, served):
    """The days of the open calls that ask these governments, and of all open calls of the States served."""
    states = {government.state_id for government in governments} | served
    calls = list(Call.objects.open().filter(review__state__in=states).select_related("review__state"))
    asked = _asked(calls)
    own = {(government.state_id, government.pk) for government in governments}
    concerned = [
        call
        for call in calls
        if call.review.state_id in served
        or any(state == call.review.state_id and (not asked[call.pk] or pk in asked[call.pk]) for state, pk in own)
    ]
    return entries_of(concerned, served)


def _asked(calls):
    """{call pk: pks of the governments that it asks by name}"""
    found = defaultdict(set)
    for call, government in Call.governments.through.objects.filter(call__in=calls).values_list(
        "call", "localgovernment"
    ):
        found[call].add(government)
    return found


def entries_of(calls, served):
    """The days of these calls; the whole plan where the person serves the State."""
    changes = last_changes("call", [call.pk for call in calls])
    for call in calls:
        yield from _of(call, changes[call.pk], is_whole=call.review.state_id in served)


def _of(call, changed_at, *, is_whole):
    state = str(call.review.state)
    for stage in call.milestones:
        if (stage.code in FOR_GOVERNMENTS or is_whole) and (stage.code != OPEN or call.is_draft):
            words = {"stage": stage.label, "call": call.title}
            is_last_day = stage.code == SUBMIT
            title = _("Last day for input: %(call)s") if is_last_day else _("%(stage)s: %(call)s")
            yield Entry(
                f"call-{call.pk}-{stage.code}",
                stage.date,
                title % words,
                call.get_absolute_url(),
                state,
                changed_at,
                is_last_day or stage.is_confirmed,
            )
    if call.excerpts_until:
        title = _("Last day to confirm excerpts: %(call)s") % {"call": call.title}
        changed = max(changed_at, call.excerpts_sent_at)
        yield Entry(f"call-{call.pk}-excerpts", call.excerpts_until, title, call.get_absolute_url(), state, changed)
