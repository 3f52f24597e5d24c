"""The public list of practices: filters combine, addresses hold them, lists cost the same however long."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.models import PracticePage
from tests import factories
from tests.cms import pages

LIST = "/en/practices/"


def titles(client, query=""):
    """The titles of the practices that the list shows, in its order."""
    answer = client.get(f"{LIST}{query}")
    assert answer.status_code == 200
    return [link.text for link in BeautifulSoup(answer.content, "html.parser").select(".card h3 a")]


@pytest.fixture
def three(practice_index, city, other_city):
    """A shelter and a school in the large city, a school in the small one."""
    factories.target("4.1"), factories.target("11.1")
    education, housing = factories.theme("Right to education"), factories.theme()
    shelter = {"title": "Shelter", "target_codes": "11.1", "themes": [housing], "maturity": "pilot"}
    school = {"target_codes": "4.1", "themes": [education], "groups": [factories.group()], "maturity": "running"}
    pages.practice(practice_index, city, **shelter)
    pages.practice(practice_index, city, title="School", review_status="checked", **school)
    pages.practice(practice_index, other_city, title="Small school", summary="Lessons in the evening.", **school)
    return {"education": education, "housing": housing}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Small school", "School", "Shelter"]),
        ("?goal=4", ["Small school", "School"]),
        ("?target=11.1", ["Shelter"]),
        ("?maturity=running&review_status=checked", ["School"]),
        ("?size=100k-500k", ["Small school"]),
        ("?size=500k-1m&goal=4", ["School"]),
        ("?q=EVENING", ["Small school"]),
        ("?q=school+lessons", ["Small school"]),
        ("?q=altamira&maturity=pilot", ["Shelter"]),
        ("?q=altamira&goal=4&review_status=self_reported", []),
    ],
)
def test_filters_combine(client, three, query, expected):
    assert titles(client, query) == expected


def test_theme_group_and_city_combine(client, three, other_city):
    group = factories.group()
    query = f"?theme={three['education'].pk}&group={group.pk}"
    assert titles(client, query) == ["Small school", "School"]
    assert titles(client, f"{query}&city={other_city.pk}") == ["Small school"]
    assert titles(client, f"?theme={three['housing'].pk}&group={group.pk}") == []


def test_value_that_does_not_exist_is_said_and_left_out(client, three):
    answer = client.get(f"{LIST}?maturity=nonsense&goal=4")
    assert "nonsense is not one of the available choices" in answer.content.decode()
    assert titles(client, "?maturity=nonsense&goal=4") == ["Small school", "School"]


def test_filter_offers_only_what_practices_name(client, three):
    factories.theme("Right to health")
    options = BeautifulSoup(client.get(LIST).content, "html.parser").select("select[name=theme] option")
    assert [option.text for option in options] == [
        "All", "Right to adequate housing (1)", "Right to education (2)",
    ]  # fmt: skip


def test_chips_take_one_filter_away(client, three):
    soup = BeautifulSoup(client.get(f"{LIST}?goal=4&maturity=running&page=1").content, "html.parser")
    assert [chip["href"] for chip in soup.select("a.chip")] == ["?maturity=running", "?goal=4"]
    assert [chip.select_one("b").text for chip in soup.select("a.chip")] == ["4 Goal 4 title", "running"]


def test_nothing_found_says_what_to_do(client, three):
    text = client.get(f"{LIST}?q=submarine").content.decode()
    assert "No practice fits all these filters" in text
    assert 'class="button" href="/en/practices/"' in text


def test_empty_list_explains_itself(client, practice_index):
    assert "No practice is published yet" in client.get(LIST).content.decode()


def test_drafts_are_not_listed(client, practice_index):
    pages.draft(practice_index, title="Not ready")
    assert titles(client) == []


def test_list_is_paged_and_keeps_its_filters(client, practice_index, city, monkeypatch):
    monkeypatch.setattr("cms.models.practice_index.PER_PAGE", 2)
    for number in range(3):
        pages.practice(practice_index, city, title=f"Practice {number}", maturity="pilot")
    assert titles(client, "?maturity=pilot") == ["Practice 2", "Practice 1"]
    soup = BeautifulSoup(client.get(f"{LIST}?maturity=pilot").content, "html.parser")
    following = soup.select_one("a[rel=next]")["href"]
    assert titles(client, following) == ["Practice 0"]
    second = BeautifulSoup(client.get(f"{LIST}{following}").content, "html.parser")
    assert soup.title.text != second.title.text and "Page 2 of 2" in second.title.text
    assert titles(client, "?page=99") == ["Practice 0"]


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_costs_the_same_however_long(practice_index, city, item_count, django_assert_num_queries):
    theme, group = factories.theme(), factories.group()
    factories.target("11.1")
    for _number in range(item_count):
        pages.practice(practice_index, city, themes=[theme], groups=[group], target_codes="11.1")
    client = Client()
    client.get(LIST)
    with django_assert_num_queries(27):
        client.get(f"{LIST}?goal=11")


@pytest.mark.parametrize("item_count", [1, 3])
def test_csv_costs_the_same_however_long(practice_index, city, review, item_count, django_assert_num_queries):
    factories.recommendation(review, "120.3")
    for _number in range(item_count):
        pages.practice(practice_index, city, review=review, paragraphs="120.3")
    client = Client()
    client.get(LIST)
    with django_assert_num_queries(18):
        client.get(f"{LIST}?format=csv")


def test_csv_holds_what_the_filters_leave(client, three, settings):
    settings.SITE_URL = "https://upr.example.org"
    answer = client.get(f"{LIST}?format=csv&goal=4")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["title"] for row in rows] == ["Small school", "School"]
    assert rows[1]["place"] == "Altamira"
    assert rows[1]["costs"] == "Not disclosed."
    assert rows[1]["address"] == "https://upr.example.org/en/practices/school/"


def test_csv_holds_no_formulas(client, practice_index, city):
    pages.practice(practice_index, city, title="=1+1")
    assert "'=1+1" in client.get(f"{LIST}?format=csv").content.decode()


def test_practice_in_another_language_only_is_listed_with_its_language(client, practice_index, city):
    spanish = pages.practice_index(pages.home("es"))
    pages.practice(spanish, city, title="Albergue nocturno")
    card = BeautifulSoup(client.get(LIST).content, "html.parser").select_one(".card")
    assert card.select_one("h3 a").text == "Albergue nocturno"
    assert card.select_one("h3 a")["lang"] == "es"
    assert card.select_one("h3 a")["href"] == "/es/practices/albergue-nocturno/"
    assert "in Spanish" in card.text


def test_translated_practice_is_listed_once_in_each_language(client, practice_index, city):
    english = pages.practice(practice_index, city, title="Night shelter")
    spanish = pages.practice_index(pages.home("es"), translation_key=practice_index.translation_key)
    pages.practice(spanish, city, title="Albergue nocturno", translation_key=english.translation_key)
    assert titles(client) == ["Night shelter"]
    assert [page.title for page in PracticePage.objects.shown_in("es")] == ["Albergue nocturno"]
    assert [page.title for page in PracticePage.objects.shown_in("fr")] == ["Night shelter"]
