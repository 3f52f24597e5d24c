"""The home page: what the site is for, three ways in, numbers that lead somewhere."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests import factories
from tests.cms import pages


def numbers(client):
    """The numbers of the home page, as [(number, address)]."""
    soup = BeautifulSoup(client.get("/en/").content, "html.parser")
    return [(link.select_one("strong").text, link["href"]) for link in soup.select(".stats a")]


def test_numbers_lead_to_what_they_count(client, practice, recommendation):
    assert numbers(client) == [("1", "/en/recommendations/"), ("0", "#governments"), ("1", "/en/practices/")]


def test_empty_site_counts_nothing(client, practice_index):
    assert [number for number, _address in numbers(client)] == ["0", "0", "0"]
    assert "No city or region has published anything yet." in client.get("/en/").content.decode()


def test_translated_practice_counts_once(client, practice, city):
    spanish = pages.practice_index(pages.home("es"))
    pages.practice(spanish, city, translation_key=practice.translation_key)
    assert numbers(client)[2][0] == "1"


def governments(client):
    """The governments that the home page names."""
    return [chip.text for chip in BeautifulSoup(client.get("/en/").content, "html.parser").select("a.chip")]


def test_governments_appear_once_they_publish(client, home, city, other_city, recommendation, officer):
    follow_up = factories.follow_up(city, recommendation, officer)
    step = factories.step(other_city, officer)
    assert governments(client) == []
    follow_up.visibility = step.visibility = "public"
    follow_up.save()
    step.save()
    assert governments(client) == ["Altamira · Lumeria", "Borealis · Lumeria"]


def entrance(*links):
    """The stored form of one entrance."""
    return json.dumps([{"type": "entrance", "value": {"title": "For cities", "text": "Begin.", "links": list(links)}}])


def test_entrances_lead_to_pages_and_parts_of_the_site(client, home, practice_index):
    home.entrances = entrance(
        {"label": "Practices", "page": practice_index.pk, "place": ""},
        {"label": "Feed", "page": None, "place": "cms:practice-feed"},
        {"label": "Nowhere", "page": None, "place": ""},
    )
    home.save()
    soup = BeautifulSoup(client.get("/en/").content, "html.parser")
    links = [(link.text, link["href"]) for link in soup.select(".link-list a")]
    assert links == [("Practices", "/en/practices/"), ("Feed", "/en/feeds/practices/")]


def test_entrance_to_an_unpublished_page_is_left_out(client, home, practice_index):
    home.entrances = entrance({"label": "Practices", "page": practice_index.pk, "place": ""})
    home.save()
    practice_index.unpublish()
    assert not BeautifulSoup(client.get("/en/").content, "html.parser").select(".link-list a")


@pytest.mark.parametrize("item_count", [1, 3])
def test_home_page_costs_the_same_however_much_there_is(
    practice_index, state, review, item_count, django_assert_num_queries
):
    for number in range(item_count):
        factories.recommendation(review)
        pages.practice(practice_index, factories.government(state, f"City {number}"))
    client = Client()
    client.get("/en/")
    with django_assert_num_queries(14):
        client.get("/en/")
