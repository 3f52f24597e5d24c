"""A planned line is skipped with a reason, and taken back."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from tests import factories
from tracking import reminders
from tracking.models import Event, ReminderItem
from tracking.reminders import preview, skipping

DAY = datetime.timedelta(days=1)


@pytest.fixture
def item(call, state, officer, now):
    """The line of the stage 7 days before."""
    return next(item for item in preview.of_state(state, now, 30).items if item.rule.days_before == 7)


def test_code_finds_the_planned_line_again_and_no_other(item, state, now):
    code = skipping.code_of(item)
    assert skipping.find(state, code, now).key == item.key
    assert skipping.find(factories.state("XOT", "XO", "Otheria"), code, now) is None
    rule, rest = code.split(".", 1)
    for wrong in ("", "x", "1.2.3", f"{int(rule) + 9999}.{rest}", "9" * 30 + f".{rest}", code + "1"):
        assert skipping.find(state, wrong, now) is None


def test_line_far_ahead_is_not_looked_for(item, state, officer, now):
    for year in ("2028", "9999", "0001"):
        assert skipping.find(state, skipping.code_of(item).replace("2026", year), now) is None


def test_skipped_is_not_told_and_told_after_undo(item, call, city, officer, coordinator, hear, now):
    row = skipping.skip(item, reason="By phone.", by=coordinator, now=now)
    assert (row.skipped_by, row.delivery, row.skip_reason) == (coordinator, None, "By phone.")
    event = Event.objects.get(object_kind="state")
    assert (event.verb, event.local_government, event.by) == ("added", city, coordinator)
    assert event.after == {"skipped": "call-deadline", "due_date": "2026-03-24", "person": officer.pk}
    assert set(hear(now)) == {officer}
    assert hear(now + 8 * DAY) == {}
    assert skipping.undo(row, by=coordinator, now=now)
    assert not skipping.undo(row, by=coordinator, now=now)
    assert set(hear(now + 9 * DAY)) == {officer}
    assert Event.objects.filter(object_kind="state").count() == 2


def test_skipping_twice_and_what_was_told_are_refused(item, coordinator, hear, now):
    skipping.skip(item, reason="x", by=coordinator, now=now)
    with pytest.raises(ValidationError):
        skipping.skip(item, reason="y", by=coordinator, now=now)
    assert ReminderItem.objects.get().skip_reason == "x"


def test_line_that_waits_in_a_mail_cannot_be_skipped(item, coordinator, now):
    reminders.select_due(now + 7 * DAY)
    with pytest.raises(ValidationError):
        skipping.skip(item, reason="x", by=coordinator, now=now)
    assert ReminderItem.objects.get().delivery


def test_line_that_was_left_out_of_a_mail_can_be_skipped(item, coordinator, hear, now):
    hear(now + 7 * DAY)
    ReminderItem.objects.update(left_out="paused")
    row = skipping.skip(item, reason="x", by=coordinator, now=now + 8 * DAY)
    assert (row.delivery, row.left_out) == (None, "")
    assert hear(now + 9 * DAY) == {}
