"""Atom feeds of practices are well-formed, say when nothing changed, and hold what is public alone."""

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from tests import factories
from tests.cms import pages

ATOM = "{http://www.w3.org/2005/Atom}"
ALL = "/en/feeds/practices/atom/"


@pytest.fixture(autouse=True)
def public_address(settings):
    """The site's own address, which differs from the host that tests ask."""
    settings.SITE_URL = "https://upr.example.org"


def titles(client, address):
    """The titles of the entries of a feed."""
    answer = client.get(address)
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    root = fromstring(answer.content)
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}id") == f"https://upr.example.org{address}"
    return [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]


def test_feeds_hold_practices_of_all_of_a_theme_and_of_a_goal(client, practice_index, city):
    theme, _target = factories.theme(), factories.target("11.1")
    old = factories.theme("Housing, as it was called", vocabulary="3")
    old.current = theme
    old.save()
    tagged = pages.practice(
        practice_index, city, title="Homes & more", summary="Less <than> before.", target_codes="11.1"
    )
    tagged.themes.add(old)
    tagged.save_revision().publish()
    pages.practice(practice_index, city, title="Other")
    pages.draft(practice_index)
    assert set(titles(client, ALL)) == {"Other (Altamira)", "Homes & more (Altamira)"}
    assert titles(client, f"/en/feeds/practices/themes/{theme.pk}/") == ["Homes & more (Altamira)"]
    assert titles(client, "/en/feeds/practices/goals/11/") == ["Homes & more (Altamira)"]
    assert "Less &amp;lt;than&amp;gt;" in client.get(ALL).content.decode()  # text, as HTML, inside of XML
    assert "testserver" not in client.get(ALL).content.decode()


@pytest.mark.parametrize("address", ["/en/feeds/practices/themes/0/", "/en/feeds/practices/goals/99/"])
def test_feed_of_nothing_is_404(client, home, address):
    assert client.get(address).status_code == 404


def test_reader_who_has_it_already_gets_304_until_something_changes(client, practice):
    first = client.get(ALL)
    known = {"if-none-match": first.headers["ETag"]}
    assert client.get(ALL, headers=known).status_code == 304
    assert client.get(ALL, headers={"if-modified-since": first.headers["Last-Modified"]}).status_code == 304
    practice.title = "Changed"
    practice.save_revision().publish()
    assert client.get(ALL, headers=known).status_code == 200


def test_entry_keeps_its_name_when_the_page_moves(client, practice):
    def name():
        return fromstring(client.get(ALL).content).find(f"{ATOM}entry").findtext(f"{ATOM}id")

    before = name()
    practice.slug = "moved"
    practice.save_revision().publish()
    assert name() == before == f"https://upr.example.org/practice/{practice.translation_key}/#en"


def test_empty_feed_stays_the_same(client, home):
    assert client.get(ALL).headers["ETag"] == client.get(ALL).headers["ETag"]
    assert titles(client, ALL) == []


@pytest.mark.parametrize("item_count", [1, 3])
def test_feed_costs_the_same_however_long(practice_index, city, item_count, django_assert_num_queries):
    for _number in range(item_count):
        pages.practice(practice_index, city)
    with django_assert_num_queries(2):
        Client().get(ALL)
