"""When the mid-term date moves: which calls move along, and who is told, once."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from tests import factories
from tracking import review_dates
from tracking.models import Call, Event, ReminderItem, Review

DAY = datetime.date
DRAFT = {"status": "draft", "opened_by": None, "opened_at": None}


@pytest.fixture
def change(review, coordinator, now):
    """Changes a day of the review as the coordinator."""

    def changed(code, day, calls=(), **said):
        words = {"source": "Note verbale" if day else "", **said}
        return review_dates.change(review, code, day, calls=calls, by=coordinator, now=now, **words)

    return changed


def told():
    return list(ReminderItem.objects.filter(rule__kind="date-moved").values_list("due_date", "recipient"))


def test_calls_that_are_planned_for_the_midterm_date_follow_it(review, coordinator, state, now):
    call, draft = factories.call(review, coordinator), factories.call(review, coordinator, **DRAFT)
    factories.call(review, coordinator, target_date=DAY(2027, 6, 1))
    closed = factories.call(review, coordinator)
    closed.close(by=coordinator, now=now)
    other = factories.review(factories.state("XOT", "XO", "Otheria"))
    factories.call(other, coordinator)
    assert list(review_dates.following(review)) == [call, draft]


def test_open_call_moves_along_and_its_writers_are_told(review, city, officer, viewer, coordinator, change):
    call = factories.call(review, coordinator)
    moved = change("mid-term", DAY(2027, 9, 8), [call])
    assert ([row.pk for row in moved.calls], moved.mails) == ([call.pk], 1)
    call.refresh_from_db()
    assert (call.target_date, call.deadline) == (DAY(2027, 9, 8), DAY(2027, 3, 8))
    assert told() == [(DAY(2027, 3, 8), officer.pk)]
    events = {event.object_kind: event for event in Event.objects.all()}
    assert events["call"].before["deadline"] == "2026-11-08"
    assert events["review"].after["midterm_date_override"] == "2027-09-08"


def test_last_day_to_confirm_excerpts_moves_along(review, city, coordinator, change, now):
    call = factories.call(review, coordinator, excerpts_until=DAY(2027, 1, 8), excerpts_sent_at=now,
                          excerpts_sent_by=coordinator)  # fmt: skip
    change("mid-term", DAY(2027, 9, 8), [call])
    call.refresh_from_db()
    assert call.excerpts_until == DAY(2027, 1, 8) + (DAY(2027, 9, 8) - DAY(2027, 5, 8))


def test_draft_moves_along_and_nobody_is_told(review, city, officer, coordinator, change):
    draft = factories.call(review, coordinator, **DRAFT)
    moved = change("review", DAY(2025, 1, 8), [draft])
    assert (len(moved.calls), moved.mails, told()) == (1, 0, [])
    draft.refresh_from_db()
    assert (draft.target_date, draft.deadline) == (DAY(2027, 7, 8), DAY(2027, 1, 8))


def test_call_that_was_not_chosen_stays(review, city, officer, coordinator, change):
    call = factories.call(review, coordinator)
    assert change("mid-term", DAY(2027, 9, 8)) == review_dates.Moved()
    call.refresh_from_db()
    assert (call.target_date, told()) == (DAY(2027, 5, 8), [])


def test_call_with_another_date_stays_even_where_it_is_asked_for(review, coordinator, change):
    call = factories.call(review, coordinator, target_date=DAY(2027, 6, 1))
    assert change("mid-term", DAY(2027, 9, 8), [call]).calls == ()
    call.refresh_from_db()
    assert call.target_date == DAY(2027, 6, 1)


def test_day_that_leaves_the_midterm_date_moves_no_call(review, coordinator, change):
    call = factories.call(review, coordinator)
    assert change("adoption", DAY(2025, 3, 28), [call]) == review_dates.Moved()
    assert change("mid-term", DAY(2027, 5, 8), [call]) == review_dates.Moved()  # announced as it was counted


def test_moving_back_and_forth_tells_each_day_once(review, city, officer, coordinator, change):
    call = factories.call(review, coordinator)
    for day in (DAY(2027, 9, 8), DAY(2027, 5, 8), DAY(2027, 9, 8), DAY(2027, 5, 8)):
        change("mid-term", day, [call])
    assert sorted(told()) == [(DAY(2026, 11, 8), officer.pk), (DAY(2027, 3, 8), officer.pk)]


def test_call_whose_last_day_would_have_passed_keeps_everything_as_it_was(review, city, officer, coordinator, change):
    call = factories.call(review, coordinator)
    with pytest.raises(ValidationError) as refused:
        change("mid-term", DAY(2026, 8, 1), [call])
    assert "its last day would be 1 February 2026, which has passed" in refused.value.message_dict["calls"][0]
    assert Review.objects.get().midterm_date_override is None
    assert Call.objects.get().target_date == DAY(2027, 5, 8)
    assert not told() and not Event.objects.exists()


def test_review_without_a_date_any_more_moves_nothing(review, coordinator, change):
    call = factories.call(review, coordinator)
    assert change("review", None, [call]) == review_dates.Moved()
    assert Call.objects.get().target_date == DAY(2027, 5, 8)
