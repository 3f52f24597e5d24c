"""Private addresses of calendars: one in use per thing, worth nothing once taken back."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from tracking.models import CalendarFeed, Event
from tracking.models.calendar_feed import digest_of

HOUR = datetime.timedelta(hours=1)


def test_address_is_known_by_its_token_and_not_kept(city, officer, now):
    feed, token = CalendarFeed.objects.issue(officer, city, now=now)
    assert CalendarFeed.objects.known(token) == feed
    assert CalendarFeed.objects.known(token[:-1]) is None
    stored = CalendarFeed.objects.values().get()
    assert token not in str(stored) and stored["token_digest"] == digest_of(token)
    assert len(token) >= 32


def test_new_address_ends_the_old_one_of_the_same_thing_only(city, other_city, officer, approver, now):
    _first, old = CalendarFeed.objects.issue(officer, city, now=now)
    others = [CalendarFeed.objects.issue(who, what, now=now)[1] for who, what in [(officer, None), (approver, city)]]
    _second, new = CalendarFeed.objects.issue(officer, city, now=now)
    assert CalendarFeed.objects.known(old) is None
    assert all(CalendarFeed.objects.known(token) for token in [new, *others])


def test_address_is_taken_back_once(city, officer, now):
    feed, token = CalendarFeed.objects.issue(officer, city, now=now)
    assert [feed.revoke(by=officer, now=now), feed.revoke(by=officer, now=now)] == [True, False]
    assert CalendarFeed.objects.known(token) is None and CalendarFeed.objects.of(officer, city) is None
    events = [(event.verb, event.by, event.local_government) for event in Event.objects.order_by("pk")]
    assert events == [("added", officer, city), ("removed", officer, city)]


def test_address_of_somebody_inactive_opens_nothing(officer, now):
    _feed, token = CalendarFeed.objects.issue(officer, now=now)
    officer.is_active = False
    officer.save()
    assert CalendarFeed.objects.known(token) is None


@pytest.mark.parametrize("of_city", [True, False])
def test_one_address_in_use_per_person_and_thing(city, officer, now, of_city):
    place = city if of_city else None
    CalendarFeed.objects.issue(officer, place, now=now)
    CalendarFeed.objects.create(
        user=officer, local_government=place, token_digest="x" * 64, created_at=now, revoked_at=now
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarFeed.objects.create(user=officer, local_government=place, token_digest="y" * 64, created_at=now)


def test_reading_is_noted_once_an_hour(officer, now):
    feed, _token = CalendarFeed.objects.issue(officer, now=now)
    for moment, noted in [(now, now), (now + HOUR / 2, now), (now + HOUR, now + HOUR)]:
        feed.note_read(moment)
        feed.refresh_from_db()
        assert feed.last_read_at == noted
