"""When something last changed, so that calendar programs take the new day."""

from django.db.models import Max

from ..models import Event
from .entry import START

Verb = Event.Verb
CHANGES = (Verb.ADDED, Verb.CHANGED, Verb.OPENED, Verb.IMPORTED)


def last_changes(kind, pks):
    """{pk: moment} of the newest change of each row of a kind, `START` where none is known; one query."""
    events = Event.objects.filter(object_kind=kind, object_id__in=pks, verb__in=CHANGES)
    known = dict(events.order_by().values_list("object_id").annotate(Max("at")))
    return {pk: max(known.get(pk, START), START) for pk in pks}
