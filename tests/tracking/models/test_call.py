"""Calls: half-opened ones are refused, dates are planned back, nobody opens one twice."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import Call, Event

DAY = datetime.date
DRAFT = {"status": "draft", "opened_by": None, "opened_at": None}


@pytest.fixture
def draft(review, coordinator):
    """A call that is not open yet."""
    return factories.call(review, coordinator, **DRAFT)


def test_default_deadline_is_six_months_before_and_clamps():
    assert Call.default_deadline(DAY(2027, 5, 8)) == DAY(2026, 11, 8)
    assert Call.default_deadline(DAY(2027, 8, 31)) == DAY(2027, 2, 28)


def test_milestones_are_planned_back_and_keep_the_deadline_that_was_set():
    call = Call(target_date=DAY(2027, 5, 31), deadline=DAY(2026, 12, 20))
    assert [stage.date for stage in call.milestones] == [
        DAY(2026, 8, 31),
        DAY(2026, 12, 20),
        DAY(2026, 12, 31),
        DAY(2027, 1, 31),
        DAY(2027, 2, 28),
        DAY(2027, 4, 30),
        DAY(2027, 5, 31),
        DAY(2027, 6, 30),
    ]


def test_deadline_is_not_after_the_report(review, coordinator):
    factories.call(review, coordinator, deadline=DAY(2027, 5, 8))
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.call(review, coordinator, deadline=DAY(2027, 5, 9))


@pytest.mark.parametrize("gap", ["opened_by", "opened_at"])
def test_open_call_says_who_and_when(review, coordinator, gap):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.call(review, coordinator, **{gap: None})


@pytest.mark.parametrize("gap", ["opened_by", "opened_at"])
def test_draft_has_not_been_opened_by_half(review, coordinator, gap):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.call(
            review, coordinator, **{**DRAFT, "opened_by": coordinator, "opened_at": factories.NOW, gap: None}
        )


def test_open_writes_who_when_and_an_event(draft, coordinator, now):
    draft.open(by=coordinator, now=now)
    draft.refresh_from_db()
    assert (draft.status, draft.opened_by, draft.opened_at) == ("open", coordinator, now)
    assert Event.objects.about(draft).get().verb == Event.Verb.OPENED


def test_open_twice_is_refused_though_the_second_looked_earlier(draft, coordinator, now):
    other = Call.objects.get(pk=draft.pk)
    draft.open(by=coordinator, now=now)
    with pytest.raises(ValidationError, match="opened already"):
        other.open(by=coordinator, now=now)


def test_close_only_what_is_open(draft, coordinator, now):
    with pytest.raises(ValidationError, match="Only an open call"):
        draft.close(by=coordinator, now=now)
    draft.open(by=coordinator, now=now)
    draft.close(by=coordinator, now=now)
    draft.refresh_from_db()
    assert (draft.status, draft.opened_by) == ("closed", coordinator)


def test_write_refuses_a_call_that_was_closed_meanwhile(draft, coordinator, now):
    draft.open(by=coordinator, now=now)
    other = Call.objects.get(pk=draft.pk)
    draft.close(by=coordinator, now=now)
    other.title = "Too late"
    with pytest.raises(ValidationError, match="closed call cannot be changed"):
        other.write(by=coordinator, now=now)


def test_is_late_counts_from_the_day_after_the_deadline(review, coordinator):
    call = factories.call(review, coordinator)
    assert not call.is_late(call.deadline)
    assert call.is_late(call.deadline + datetime.timedelta(days=1))
    call.status = "closed"
    assert not call.is_late(call.deadline + datetime.timedelta(days=1))


def test_visible_to_shows_drafts_to_the_state_alone(draft, officer, coordinator, national_viewer, stranger):
    assert list(Call.objects.visible_to(coordinator)) == list(Call.objects.visible_to(national_viewer)) == [draft]
    for person in (officer, stranger, AnonymousUser()):
        assert not Call.objects.visible_to(person).exists()


def test_visible_to_shows_open_calls_to_all_governments_of_the_state(review, coordinator, officer, outsider, stranger):
    call = factories.call(review, coordinator)
    assert list(Call.objects.visible_to(officer)) == list(Call.objects.visible_to(outsider)) == [call]
    assert not Call.objects.visible_to(stranger).exists()


def test_for_listing_counts_a_government_once(
    review, coordinator, city, other_city, recommendation, officer, approver, now
):
    call = factories.call(review, coordinator)
    first = factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    first.next_version(by=officer, now=now)
    factories.contribution(call, other_city, [recommendation])
    assert Call.objects.for_listing().get().heard == 1


def test_for_listing_counts_nothing_that_was_returned_or_withdrawn(
    review, coordinator, city, recommendation, officer, approver, now
):
    call = factories.call(review, coordinator)
    first = factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    second = first.next_version(by=officer, now=now)
    second.hand_in(by=officer, now=now)
    second.approve(by=approver, now=now)
    second.return_("Give a number.", by=coordinator, now=now)
    assert Call.objects.for_listing().get().heard == 1  # the first version still stands
    first.withdraw(by=officer, now=now)
    assert Call.objects.for_listing().get().heard == 0


def test_write_tells_whether_the_last_day_of_an_open_call_moved(review, coordinator, now):
    call = factories.call(review, coordinator)
    assert not call.write(by=coordinator, now=now)
    call.deadline = datetime.date(2026, 12, 1)
    assert call.write(by=coordinator, now=now)
    event = Event.objects.about(call).first()
    assert (event.before["deadline"], event.after["deadline"]) == ("2026-11-08", "2026-12-01")
    draft = factories.call(review, coordinator, status="draft", opened_by=None, opened_at=None)
    draft.deadline = datetime.date(2026, 12, 1)
    assert not draft.write(by=coordinator, now=now)
