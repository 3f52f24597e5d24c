"""What the database refuses of subscriptions and their mails."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from cms.models import Digest, SearchEntry, Subscription
from tests import factories


def subscription(now, **fields):
    """A confirmed subscription to all practices."""
    fields = {"address": "reader@example.org", "language": "en", "topic": "practices", "rhythm": "at_once", **fields}
    return Subscription.objects.create(**{"asked_at": now, "confirmed_at": now, "told_until": now, **fields})


def refused(make, **fields):
    """Whether the database refuses a row."""
    try:
        with transaction.atomic():
            make(**fields)
    except IntegrityError:
        return True
    return False


def test_subscription_names_exactly_its_subject(state, city, now):
    theme, goal = factories.theme(), factories.goal()
    for fields in (
        {"topic": "theme", "theme": theme},
        {"topic": "goal", "goal": goal},
        {"topic": "city", "government": city},
        {"topic": "reports", "state": state},
        {"topic": "practices"},
    ):
        assert not refused(subscription, now=now, **fields), fields
        assert refused(subscription, now=now, **fields), "the same again"
    for fields in ({"topic": "theme"}, {"topic": "practices", "goal": goal}, {"topic": "city", "state": state}):
        assert refused(subscription, now=now, address="other@example.org", **fields), fields


@pytest.mark.parametrize(
    "fields, is_refused",
    [
        ({}, False),
        ({"status": "sending"}, True),
        ({"status": "sending", "claimed_at": True}, False),
        ({"status": "sent", "claimed_at": True}, True),
        ({"status": "sent", "claimed_at": True, "finished_at": True}, False),
        ({"finished_at": True}, True),
        ({"claimed_at": True}, True),
    ],
)
def test_mail_is_claimed_and_finished_in_step_with_its_status(db, now, fields, is_refused):
    fields = {name: now if value is True else value for name, value in fields.items()}
    mine = subscription(now)
    assert refused(Digest.objects.create, subscription=mine, made_at=now, send_after=now, **fields) is is_refused


def test_one_mail_waits_for_each_subscription(db, now):
    mine = subscription(now)
    assert not refused(Digest.objects.create, subscription=mine, made_at=now, send_after=now)
    assert refused(Digest.objects.create, subscription=mine, made_at=now, send_after=now)
    Digest.objects.update(status="sent", claimed_at=now, finished_at=now)
    assert not refused(Digest.objects.create, subscription=mine, made_at=now, send_after=now)


def test_entry_of_the_search_speaks_of_one_thing(city, home):
    fields = {"key": "x", "kind": "page", "title": "x", "address": "/", "stamp": "x"}
    assert refused(SearchEntry.objects.create, **fields)
    assert refused(SearchEntry.objects.create, **fields, page=home, government=city)
    assert not refused(SearchEntry.objects.create, **fields, page=home)
    assert refused(SearchEntry.objects.create, **fields, government=city), "the same key and language"


def test_forged_and_ended_links_name_nothing(db, now):
    mine = subscription(now)
    token = mine.token
    assert Subscription.objects.with_token(token) == mine
    assert Subscription.objects.with_token(token[:-1] + ("a" if token[-1] != "a" else "b")) is None
    mine.delete()
    assert Subscription.objects.with_token(token) is None


def test_weekly_ones_are_due_a_week_after_they_were_told(db, now):
    subscription(now, rhythm="weekly")
    subscription(now, rhythm="at_once", address="other@example.org")
    subscription(now, rhythm="at_once", address="third@example.org", confirmed_at=None)
    week = datetime.timedelta(days=7)

    def due(moment):
        return [row.address for row in Subscription.objects.due(moment)]

    assert due(now + week - datetime.timedelta(seconds=1)) == ["other@example.org"]
    assert due(now + week) == ["reader@example.org", "other@example.org"]
