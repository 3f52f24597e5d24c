"""Notes that settle a contradiction: said once, by one person."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import ContradictionNote, Event


@pytest.fixture
def call(review, coordinator):
    return factories.call(review, coordinator)


def settle(call, recommendation, by, now, note="Two districts.", seen=""):
    return ContradictionNote.objects.settle(
        call, kind="setback", key="a" * 64, recommendation=recommendation, note=note, by=by, now=now, seen=seen
    )


def test_settling_twice_is_one_note(call, recommendation, coordinator, now):
    row = settle(call, recommendation, coordinator, now)
    assert settle(call, recommendation, coordinator, now) == row
    event = Event.objects.about(row).get()
    assert (event.verb, event.after) == ("settled", {"kind": "setback", "paragraph": "120.1"})


def test_other_words_of_a_second_person_are_told(call, recommendation, coordinator, state, now):
    settle(call, recommendation, coordinator, now)
    with pytest.raises(ValidationError, match="meanwhile"):
        settle(call, recommendation, factories.member("coordinator", state), now, "Something else.")
    with pytest.raises(ValidationError, match="Say why"):
        settle(call, recommendation, coordinator, now, " ")
    with pytest.raises(IntegrityError), transaction.atomic():
        ContradictionNote.objects.update(note="")


def test_who_read_the_note_may_put_other_words_in_its_place(call, recommendation, coordinator, state, now):
    second, later = factories.member("coordinator", state), now + timedelta(days=1)
    first = settle(call, recommendation, coordinator, now)
    row = settle(call, recommendation, second, later, "Three districts.", seen=first.moment)
    for _twice in range(2):  # the same again changes nothing
        row = settle(call, recommendation, second, later + timedelta(days=1), "Three districts.", seen=first.moment)
    assert (row.pk, row.note, row.by, row.at) == (first.pk, "Three districts.", second, later)
    with pytest.raises(ValidationError, match="meanwhile"):  # read before the second person wrote
        settle(call, recommendation, coordinator, later, "Four districts.", seen=first.moment)
    event = Event.objects.about(row).get(verb="changed")
    assert (event.by, event.before) == (second, {"by": coordinator.pk, "at": now.isoformat()})
    assert "districts" not in str(event.after)
