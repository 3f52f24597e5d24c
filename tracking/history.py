"""Turns events into what people read: who did what when, and what it was before and after."""

import dataclasses
import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from .models import Event, Evidence, FollowUp, ImplementationStep, Status, Visibility

MOST_ENTRIES = 50


@dataclasses.dataclass(frozen=True)
class Entry:
    """One thing that happened: `changes` holds (what, before, after) in the reader's language."""

    at: datetime.datetime
    by: object
    what: str
    changes: list


def of_follow_up(follow_up):
    """The newest entries about a government's follow-up, and about the SDG targets it set."""
    about = Q(object_kind="recommendation", object_id=follow_up.recommendation_id)
    about &= Q(local_government=follow_up.local_government)
    if follow_up.pk:
        about |= Q(object_kind="followup", object_id=follow_up.pk)
    return _entries(Event.objects.filter(about))


def of_step(step):
    """The newest entries about a step and its evidence."""
    return _entries(Event.objects.about(step))


def _entries(events):
    return [
        Entry(event.at, event.by, _what(event), list(_changes(event)))
        for event in events.select_related("by")[:MOST_ENTRIES]
    ]


def _what(event):
    return event.get_verb_display()


def _changes(event):
    words = {
        "relevance": (_("relevance"), FollowUp.Relevance),
        "who_can": (_("who can act"), None),
        "visibility": (_("who may see it"), Visibility),
        "kind": (_("kind"), ImplementationStep.Kind),
        "status": (_("status"), ImplementationStep.Status if event.object_kind == "implementationstep" else Status),
        "evidence": (_("evidence"), Evidence.Kind),
        "target": (_("SDG target"), None),
        "has_setback": (_("setback"), None),
        "start_date": (_("start"), None),
        "due_date": (_("due"), None),
        "end_date": (_("ended on"), None),
    }
    for name in dict.fromkeys([*event.before, *event.after]):
        before, after = event.before.get(name), event.after.get(name)
        if name in words and before != after:
            label, choices = words[name]
            yield label, _shown(before, choices), _shown(after, choices)


def _shown(value, choices):
    if value is True:
        return _("yes")
    if value in (None, "", False):
        return "–"
    return dict(choices.choices).get(value, value) if choices else value
