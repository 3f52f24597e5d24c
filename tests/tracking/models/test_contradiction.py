"""Notes that settle a contradiction: said once, by one person."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import ContradictionNote, Event


@pytest.fixture
def call(review, coordinator):
    return factories.call(review, coordinator)


def settle(call, recommendation, by, now, note="Two districts."):
    return ContradictionNote.objects.settle(
        call, kind="setback", key="a" * 64, recommendation=recommendation, note=note, by=by, now=now
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
