"""The search page finds guidance, practices and recommendations, and survives whatever people type."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.models import GuidanceIndexPage, GuidancePage
from tests import factories
from tests.cms import pages
from tracking import search


def found(client, query, language="en"):
    """The words of the links that the search page shows."""
    answer = client.get(f"/{language}/search/", {"q": query})
    assert answer.status_code == 200
    return [link.text for link in BeautifulSoup(answer.content, "html.parser").select("main h3 a")]


@pytest.fixture
def guide(home):
    """A guidance page about mediators."""
    index = GuidanceIndexPage(title="Guidance", locale=home.locale)
    home.add_child(instance=index)
    page = GuidancePage(title="Schools", introduction="How mediators work in schools.", locale=home.locale)
    index.add_child(instance=page)
    return page


def test_search_finds_guidance_practices_and_recommendations(client, guide, practice_index, city, review):
    pages.practice(practice_index, city, title="Mediators in court")
    recommendation = factories.recommendation(review, "120.7", "Employ mediators in every school.")
    search.reindex([recommendation.pk])
    assert found(client, "mediators") == ["Lumeria, cycle 4: 120.7", "Mediators in court", "Schools"]


def test_beginning_of_a_word_is_enough(client, guide):
    assert found(client, "mediat") == ["Schools"]
    assert found(client, "ediators") == []


def test_practice_is_found_by_its_city(client, practice):
    assert found(client, "Altamira") == ["Night shelter"]


def test_paragraph_number_finds_the_recommendation(client, home, review):
    rows = [factories.recommendation(review, "120.7"), factories.recommendation(review, "120.8")]
    search.reindex([row.pk for row in rows])
    assert found(client, "120.7") == ["Lumeria, cycle 4: 120.7"]


def test_only_the_first_recommendations_show_and_the_rest_is_linked(client, home, review):
    rows = [factories.recommendation(review, f"120.{number}") for number in range(1, 8)]
    search.reindex([row.pk for row in rows])
    text = client.get("/en/search/?q=homes").content.decode()
    assert text.count("<h3>") == 5
    assert "7 recommendations" in text
    assert "/en/recommendations/?q=homes" in text


def test_practice_in_another_language_is_found(client, practice_index, city):
    pages.practice(pages.practice_index(pages.home("es")), city, title="Albergue nocturno")
    assert found(client, "albergue") == ["Albergue nocturno"]


def test_guidance_of_another_language_is_not_shown(client, guide):
    pages.home("es")
    assert found(client, "mediators", language="es") == []


def test_drafts_are_not_found(client, guide, practice_index):
    pages.draft(practice_index, title="Mediators in court")
    guide.unpublish()
    assert found(client, "mediators") == []


def test_nothing_found_says_what_to_do(client, home):
    assert "Nothing found" in client.get("/en/search/?q=submarine").content.decode()


@pytest.mark.parametrize(
    "query", ['"', "* AND (", "NOT OR NEAR", "a:b^-", "%", "\\", "_", "  ", "x" * 5_000, "مدرسة", "<script>"]
)
def test_odd_queries_do_no_harm(client, guide, query):
    answer = client.get("/en/search/", {"q": query})
    assert answer.status_code == 200
    assert b"<script>" not in answer.content


def test_page_without_words_is_only_a_form(client, home):
    text = client.get("/en/search/").content.decode()
    assert 'type="search"' in text
    assert "Nothing found" not in text


@pytest.mark.parametrize("item_count", [1, 3])
def test_search_costs_the_same_however_much_is_found(
    guide, practice_index, city, review, item_count, django_assert_num_queries
):
    rows = [factories.recommendation(review, text="Mediators.") for _number in range(item_count)]
    search.reindex([row.pk for row in rows])
    for _number in range(item_count):
        pages.practice(practice_index, city, summary="Mediators.")
    client = Client()
    client.get("/en/search/?q=mediators")
    with django_assert_num_queries(10):
        client.get("/en/search/?q=mediators")
