"""Which events somebody reads: those of a government, those of a State, and of them what a person asked for."""

import datetime

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from ..models import Comment, Event, State, User

FARTHEST = 3  # tables between a row and the State it belongs to


def found():
    """All events with who did them at hand, newest first."""
    return Event.objects.select_related("by")


def of_government(government):
    """What happened to a government's own work; of comments those that the State let through."""
    unpublished = Comment.objects.exclude(state=Comment.State.PUBLISHED).values("pk")
    return found().filter(local_government=government).exclude(object_kind="comment", object_id__in=unpublished)


def of_state(state):
    """What happened to the State's own objects: reviews, imports, calls, reports, roles; not to its governments' work.

    Three queries at most, whatever the number of kinds. An object that was deleted belongs to no State any more.
    """
    national = found().filter(local_government=None)
    about = Q(pk__in=[])
    for kind in national.order_by().values_list("object_kind", flat=True).distinct():
        path = _path_to_state(kind)
        if path is not None:
            ids = apps.get_model("tracking", kind).objects.filter(**{path: state.pk}).values("pk")
            about |= Q(object_kind=kind, object_id__in=ids)
    return national.filter(about)


def narrowed(events, *, person=None, kind="", object_id=None, since=None, until=None):
    """The events that a person asked for; empty values ask for nothing. `until` is the last day."""
    if person:
        events = events.filter(by=person)
    if kind:
        events = events.filter(object_kind=kind)
    if kind and object_id:
        events = events.filter(object_id=object_id)
    if since:
        events = events.filter(at__gte=_midnight(since))
    if until:
        events = events.filter(at__lt=_midnight(until + datetime.timedelta(days=1)))
    return events


def people_in(events):
    """Who did something in these events."""
    return User.objects.filter(pk__in=events.order_by().values("by")).order_by("first_name", "last_name", "pk")


def kinds_in(events):
    """The kinds of objects in these events."""
    return list(events.order_by("object_kind").values_list("object_kind", flat=True).distinct())


def _midnight(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def _path_to_state(kind):
    """The lookup that leads from a kind of object to the pk of its State, or None: "review__state"."""
    try:
        model = apps.get_model("tracking", kind)
    except LookupError:
        return None
    if model is State:
        return "pk"
    paths = [("", model)]
    for _step in range(FARTHEST):
        farther = []
        for path, at in paths:
            for field in at._meta.fields:
                target = field.related_model if field.is_relation else None
                if target is State:
                    return f"{path}{field.name}"
                if target and target is not User and target._meta.app_label == "tracking":
                    farther.append((f"{path}{field.name}__", target))
        paths = farther
    return None
