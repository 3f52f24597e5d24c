"""Hand-over notes: to whom they are addressed, and what the database refuses."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tracking.models import Event, HandoverNote


@pytest.fixture
def note(city, officer, approver, now):
    """The officer leaves to the approver."""
    return written(city, officer, approver, now)


def written(city, officer, to_user, now, **fields):
    return HandoverNote.objects.create(
        local_government=city, from_user=officer, to_user=to_user, written_by=officer, at=now, **fields
    )


def test_note_is_told_in_roles_and_counts(city, officer, approver, now):
    moved = {"steps": 4, "drafts": 0, "reminders": 2}
    note = written(city, officer, approver, now, roles=["officer"], post="focal-point", moved=moved)
    assert str(note) == "focal point, officer"
    assert [(str(label), count) for label, count in note.counts] == [("open steps", 4), ("waiting reminders", 2)]


def test_note_waits_for_its_successor_alone(note, officer, approver, viewer):
    assert list(HandoverNote.objects.to_read(approver)) == [note]
    assert not HandoverNote.objects.to_read(officer) and not HandoverNote.objects.to_read(viewer)


def test_note_is_read_once(note, approver, now):
    later = now + datetime.timedelta(hours=1)
    note.mark_read(by=approver, now=later)
    note.mark_read(by=approver, now=later + datetime.timedelta(hours=1))
    note.refresh_from_db()
    assert note.read_at == later and not HandoverNote.objects.to_read(approver)
    assert Event.objects.filter(object_kind="handovernote", verb="taken-over").count() == 1


def test_note_is_not_read_by_somebody_else(note, viewer, now):
    with pytest.raises(ValidationError, match="somebody else"):
        note.mark_read(by=viewer, now=now)


@pytest.mark.parametrize("fields", [{"to_self": True}, {"read_by_nobody": True}, {"read_too_early": True}], ids=str)
def test_half_made_notes_are_refused(city, officer, approver, now, fields):
    to_user = officer if "to_self" in fields else None if "read_by_nobody" in fields else approver
    earlier = now - datetime.timedelta(days=1)
    read_at = {"read_by_nobody": now, "read_too_early": earlier}.get(next(iter(fields)))
    with pytest.raises(IntegrityError), transaction.atomic():
        written(city, officer, to_user, now, read_at=read_at)
