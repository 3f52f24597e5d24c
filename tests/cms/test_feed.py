"""The feed of new practices is well-formed, and every address in it is public."""

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from tests.cms import pages

FEED = "/en/feeds/practices/"


@pytest.fixture(autouse=True)
def public_address(settings):
    """The site's own address, which differs from the host that tests ask."""
    settings.SITE_URL = "https://upr.example.org"


def channel(client, address=FEED):
    """The feed's channel element."""
    answer = client.get(address)
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    root = fromstring(answer.content)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    return root.find("channel")


def test_feed_holds_the_newest_practices(client, practice_index, city):
    pages.practice(practice_index, city, title="Older")
    pages.practice(practice_index, city, title="Newer & better")
    pages.draft(practice_index)
    items = channel(client).findall("item")
    assert [item.findtext("title") for item in items] == ["Newer & better (Altamira)", "Older (Altamira)"]
    assert items[1].findtext("link") == items[1].findtext("guid") == "https://upr.example.org/en/practices/older/"
    assert items[1].findtext("description") == "A night shelter with forty beds opened."
    assert items[1].findtext("pubDate")


def test_feed_names_itself(client, practice):
    feed = channel(client)
    assert feed.findtext("link") == "https://upr.example.org/en/"
    assert feed.find("{http://www.w3.org/2005/Atom}link").get("href") == "https://upr.example.org/en/feeds/practices/"
    assert feed.findtext("language") == "en"


def test_every_address_is_on_the_site(client, practice):
    content = client.get(FEED).content.decode()
    assert "testserver" not in content
    assert "localhost" not in content


def test_feed_speaks_the_language_of_its_address(client, practice_index, city):
    english = pages.practice(practice_index, city, title="Night shelter")
    spanish = pages.practice_index(pages.home("es"))
    pages.practice(spanish, city, title="Albergue nocturno", translation_key=english.translation_key)
    feed = channel(client, "/es/feeds/practices/")
    assert [item.findtext("title") for item in feed.findall("item")] == ["Albergue nocturno (Altamira)"]
    assert feed.findtext("language") == "es"


def test_empty_feed_is_valid(client, home):
    assert channel(client).findall("item") == []


@pytest.mark.parametrize("item_count", [1, 3])
def test_feed_costs_the_same_however_long(practice_index, city, item_count, django_assert_num_queries):
    for _number in range(item_count):
        pages.practice(practice_index, city)
    with django_assert_num_queries(2):
        Client().get(FEED)
