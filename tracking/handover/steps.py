"""The first hundred days: a new administration goes through the open steps and confirms, passes on or stops each."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import second_reading
from ..models import Event, ImplementationStep, ProgressNote

HUNDRED_DAYS = datetime.timedelta(days=100)
DECISIONS = (Event.Verb.CONFIRMED, Event.Verb.HANDED_OVER)


@transaction.atomic
def hand_to(step, owner, *, by, now):
    """Give an open step to another owner, or to nobody (None); False where that is so already, or it is over."""
    locked = _taken(step)
    if not locked.is_open or locked.owner_id == (owner.pk if owner else None):
        return False
    before = {"owner": locked.owner_id} if locked.owner_id else {}
    locked.owner = owner
    _save(locked, ["owner"], by=by, now=now)
    after = {"owner": owner.pk} if owner else {}
    _record(Event.Verb.HANDED_OVER, locked, by=by, now=now, before=before, after=after)
    return True


@transaction.atomic
def confirm(step, *, by, now):
    """Say that the step goes on as it stands. Raises ValidationError where it is over."""
    locked = _open(step)
    _save(locked, [], by=by, now=now)
    _record(Event.Verb.CONFIRMED, locked, by=by, now=now)


@transaction.atomic
def stop(step, reason, *, by, now):
    """End the step without having done it; the reason stands as its last progress note.

    Raises ValidationError without a reason, or where it is over.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say in a sentence why it stops.")})
    locked = _open(step)
    before = {"status": locked.status}
    with second_reading.watched(locked, by=by, now=now):
        locked.status = ImplementationStep.Status.STOPPED
        _save(locked, ["status"], by=by, now=now)
        _record(Event.Verb.CHANGED, locked, by=by, now=now, before=before, after={"status": locked.status})
        ProgressNote(step=locked, date=timezone.localdate(now), text=reason.strip()).add(by=by, now=now)


def since(government, today):
    """The day on which the administration began, else a hundred days ago: older decisions are the last one's."""
    began = government.term_starts_on
    return began if began and began <= today else today - HUNDRED_DAYS


def decided(government, today):
    """The ids of steps that this administration confirmed or passed on."""
    begin = timezone.make_aware(datetime.datetime.combine(since(government, today), datetime.time.min))
    events = Event.objects.filter(object_kind="implementationstep", local_government=government)
    return set(events.filter(verb__in=DECISIONS, at__gte=begin).values_list("object_id", flat=True))


def _taken(step):
    rows = ImplementationStep.objects.select_for_update(of=("self",)).select_related("local_government")
    return rows.get(pk=step.pk)


def _open(step):
    locked = _taken(step)
    if not locked.is_open:
        words = {"status": locked.get_status_display()}
        raise ValidationError(_("Nothing was changed: the step is now “%(status)s”.") % words)
    return locked


def _save(step, fields, *, by, now):
    step.updated_at, step.updated_by = now, by
    step.save(update_fields=[*fields, "updated_at", "updated_by"])


def _record(verb, step, *, by, now, **values):
    Event.objects.record(verb, step, by=by, now=now, local_government=step.local_government, **values)
