"""The second reader: what is on a sensitive topic becomes public only after somebody else has read it.

Whoever writes what everybody may read does so inside `watched(row, ...)`, or hands the row to `ask_where_needed` after
saving: the row is then hidden and a reading asked where one is needed. Every model that mixes in Publishable takes
part.
"""

import contextlib
import dataclasses

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from . import personal_data
from .models import Event, Membership, Publishable, SecondReading
from .permissions import Permission, governments_with, roles_with

Decision = SecondReading.Decision


def publishable():
    """{kind: model} of all whose rows can become public."""
    models = apps.get_app_config("tracking").get_models()
    return {model._meta.model_name: model for model in models if issubclass(model, Publishable)}


@dataclasses.dataclass(frozen=True)
class Waiting:
    """An open reading with the row that it is about, and whether its words changed since it was asked."""

    reading: SecondReading
    row: object
    is_outdated: bool

    @property
    def words(self):
        """[(label, [(piece, what it looks like or "")])] of all that everybody would read."""
        return [(label, personal_data.marked(text)) for label, text in self.row.public_words()]

    @property
    def kind_label(self):
        """What the row is, in a word."""
        return capfirst(self.row._meta.verbose_name)


def is_needed(row, fingerprint=None):
    """Whether the row must be read before everybody sees it as it stands; `fingerprint` is that of words_read."""
    return row.is_on_sensitive_topic and row.fingerprint != fingerprint


def words_read(row):
    """The fingerprint of what everybody reads on a sensitive topic, taken before the row changes.

    None where the row is not public; and None where its topic is not sensitive yet: what nobody had to read second
    counts as new once the topic is.
    """
    return row.fingerprint if row.pk and row.is_public and row.is_on_sensitive_topic else None


def open_reading(row):
    """The reading that the row waits for, or None."""
    return SecondReading.objects.about(row).open().select_related("asked_by").first() if row.pk else None


@transaction.atomic
def ask(row, *, by, now):
    """Hide the saved row and ask that somebody else reads it; the open reading where that is of the same words."""
    row.unpublish(by=by, now=now)
    found, fingerprint = open_reading(row), type(row).objects.get(pk=row.pk).fingerprint
    if found and found.fingerprint == fingerprint:
        return found
    if found:
        found.decide(Decision.VOID, by=by, now=now)
    reading = SecondReading.objects.create(
        object_kind=row._meta.model_name,
        object_id=row.pk,
        local_government=row.publisher,
        fingerprint=fingerprint,
        asked_by=by,
        asked_at=now,
    )
    row.record_publishing(Event.Verb.READING_ASKED, by=by, now=now)
    return reading


@transaction.atomic
def withdraw(row, *, by, now):
    """Ask no longer; nothing happens where nothing was asked."""
    found = open_reading(row)
    if found:
        found.decide(Decision.VOID, by=by, now=now)


def ask_where_needed(row, *, fingerprint, by, now):
    """Call it after saving a row that is public: ask, and hide it, where nobody else has read these words.

    `fingerprint` is that which words_read gave before the change. Returns the reading or None.
    """
    fresh = type(row).objects.get(pk=row.pk)  # without what was fetched before the row was saved
    if not fresh.is_public or not is_needed(fresh, fingerprint):
        return None
    reading = ask(fresh, by=by, now=now)
    row.visibility = fresh.visibility
    return reading


@contextlib.contextmanager
def watched(row, *, by, now):
    """Do inside it, in one transaction, what saves the row or what hangs on it, such as a new note on a step.

    Where it is public afterwards on a sensitive topic, it is hidden and a reading asked, unless it was so before with
    the same words; an open reading of the old words is asked anew. Gives a list that holds the reading for which the
    row was hidden, once it is over.
    """
    held_back = []
    with transaction.atomic():
        stored = type(row).objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
        before = words_read(stored) if stored else None
        yield held_back
        fresh = type(row).objects.get(pk=row.pk)
        reading = ask_where_needed(row, fingerprint=before, by=by, now=now)
        if reading:
            held_back.append(reading)
        elif fresh.is_public:
            withdraw(fresh, by=by, now=now)
        elif open_reading(fresh):
            ask(fresh, by=by, now=now)


def decidable_by(user):
    """Open readings that the person may decide, the longest waiting first, with government and author.

    The second reader is somebody else of the government who writes there; where the author is alone, the State's
    coordinator.
    """
    own = governments_with(user, Permission.STEP_EDIT)
    served = Membership.objects.filter(user=user, role__in=roles_with(Permission.SECOND_READ)).values("state")
    others = _writers().exclude(user=OuterRef("asked_by"))
    here = Exists(others.filter(local_government=OuterRef("local_government")))
    above = Exists(others.filter(local_government=OuterRef("local_government__parent")))
    has_others = here | (Q(local_government__is_collected_by_parent=True) & above)
    rows = (
        SecondReading.objects.open()
        .exclude(asked_by=user)
        .filter(Q(local_government__in=own.values("pk")) | (Q(local_government__state__in=served) & ~has_others))
    )
    return rows.select_related("local_government__state", "asked_by")


def is_without_second_person(government):
    """At most one person writes for the government, so that the State's coordinator reads second."""
    places = Q(local_government=government)
    if government.is_collected_by_parent:
        places |= Q(local_government=government.parent_id)
    return _writers().filter(places).values("user").distinct().count() < 2


def _writers():
    return Membership.objects.filter(role__in=roles_with(Permission.STEP_EDIT), user__is_active=True)


def waiting(readings):
    """[Waiting] of open readings whose rows still stand; as many queries for many as for one."""
    readings = list(readings)
    rows = {}
    for kind, model in publishable().items():
        ids = [reading.object_id for reading in readings if reading.object_kind == kind]
        if not ids:
            continue
        found = model.objects.select_related(*model.PUBLIC_JOINS).prefetch_related(*model.PUBLIC_PARTS).in_bulk(ids)
        rows |= {(kind, pk): row for pk, row in found.items()}
    pairs = ((reading, rows.get((reading.object_kind, reading.object_id))) for reading in readings)
    return [Waiting(reading, row, row.fingerprint != reading.fingerprint) for reading, row in pairs if row]


@transaction.atomic
def publish(reading, *, by, now):
    """Show the row to everybody.

    Raises ValidationError where the person may not decide, or somebody decided meanwhile, or the row is gone.
    Returns whether it is public now: False where its words changed since it was asked; then the reading is void.
    """
    row = _row_for_decision(reading, by)
    if row.fingerprint != reading.fingerprint:
        reading.decide(Decision.VOID, by=by, now=now)
        return False
    reading.decide(Decision.PUBLISHED, by=by, now=now)
    row.publish(by=by, now=now)
    return True


@transaction.atomic
def keep(reading, note, *, by, now):
    """Leave the row internal, with words to its author; raises ValidationError as `publish` does, or without words."""
    row = _row_for_decision(reading, by)
    reading.decide(Decision.KEPT, by=by, now=now, note=note)
    row.record_publishing(Event.Verb.KEPT_INTERNAL, by=by, now=now)


def _row_for_decision(reading, by):
    """The row, taken for this transaction, where the person may decide on it."""
    if not decidable_by(by).filter(pk=reading.pk).exists():
        raise ValidationError(_("This waits for somebody else, or somebody has decided meanwhile."))
    rows = publishable()[reading.object_kind].objects.select_for_update(of=("self",))
    row = rows.filter(pk=reading.object_id).first()
    if row is None:
        raise ValidationError(_("It was removed meanwhile."))
    return row
