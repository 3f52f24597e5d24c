"""Atom feeds of statuses and reports: public rows alone, newest first, at a fixed cost."""

import datetime

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from tests import factories
from tracking.models import Visibility

ATOM = "{http://www.w3.org/2005/Atom}"
CITY = "/en/feeds/governments/XUL/altamira/"


def entries(client, address):
    """The (title, address) pairs of the entries."""
    root = fromstring(client.get(address).content)
    return [
        (entry.findtext(f"{ATOM}title"), entry.find(f"{ATOM}link").get("href"))
        for entry in root.findall(f"{ATOM}entry")
    ]


@pytest.fixture
def published(city, other_city, officer, outsider, review, now):
    """Two published statuses of different cities, and one that is not published."""
    rows = [factories.recommendation(review, f"120.{number}") for number in (1, 2, 3)]
    day = datetime.timedelta(days=1)
    public = {"visibility": Visibility.PUBLIC}
    factories.follow_up(city, rows[0], officer, status="in_progress", updated_at=now, **public)
    factories.follow_up(other_city, rows[1], outsider, status="planned", updated_at=now + day, **public)
    factories.follow_up(city, rows[2], officer, gap="secret gap")
    return rows


def test_feed_of_a_city_holds_its_published_statuses(client, published):
    [(title, address)] = entries(client, CITY)
    assert title == "Altamira: In progress (Lumeria, cycle 4: 120.1)"
    assert "/en/recommendations/XUL/4/120.1/#follow-up-" in address
    assert b"secret" not in client.get(CITY).content


def test_feed_of_a_theme_holds_those_of_all_cities_newest_first(client, published):
    theme = factories.theme()
    old = factories.theme("Housing, as it was called", vocabulary="3")
    old.current = theme
    old.save()
    found = [title.split(":")[0] for title, _address in entries(client, f"/en/feeds/themes/{theme.pk}/")]
    assert found == ["Borealis", "Altamira"]
    assert entries(client, f"/en/feeds/themes/{old.pk}/") == entries(client, f"/en/feeds/themes/{theme.pk}/")


def test_feed_speaks_the_language_of_its_address(client, published):
    assert b'xml:lang="es"' in client.get(CITY.replace("/en/", "/es/")).content


def test_reader_who_has_it_already_gets_304(client, published):
    etag = client.get(CITY).headers["ETag"]
    assert client.get(CITY, headers={"if-none-match": etag}).status_code == 304


def test_feed_of_reports_holds_nothing_that_is_not_published(client, db):
    assert entries(client, "/en/feeds/reports/") == []


@pytest.mark.parametrize("item_count", [1, 3])
def test_feed_costs_the_same_however_long(city, officer, review, item_count, django_assert_num_queries):
    for _number in range(item_count):
        row = factories.recommendation(review)
        factories.follow_up(city, row, officer, visibility=Visibility.PUBLIC)
    with django_assert_num_queries(3):
        Client().get(CITY)
