"""The head of public pages: description, one canonical address, languages, Open Graph and JSON-LD that is safe."""

import json

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from cms.models import EngagementProfile
from tests import factories
from tests.cms import pages, surveys
from tests.cms.register import entries
from tests.cms.test_search import guide_of


def head(client, address):
    """The head of a page."""
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").head


def graph(soup):
    """{type: thing} of the JSON-LD."""
    data = json.loads(soup.select_one('script[type="application/ld+json"]').string)
    return {thing["@type"]: thing for thing in data["@graph"]}


def test_practice_describes_itself(client, practice):
    found = head(client, "/en/practices/night-shelter/?utm=x")
    address = f"{settings.SITE_URL}/en/practices/night-shelter/"
    assert found.select_one("link[rel=canonical]")["href"] == address
    assert found.select_one("meta[name=description]")["content"] == "A night shelter with forty beds opened."
    assert found.select_one('meta[property="og:title"]')["content"] == "Night shelter"
    assert found.select_one('meta[property="og:image"]')["content"].endswith("/shared.png")
    things = graph(found)
    assert things["Article"]["contentLocation"] == {"@type": "Place", "name": "Altamira"}
    assert things["Article"]["license"].startswith("https://creativecommons.org/")
    trail = things["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in trail] == ["Home", "Good practices", "Night shelter"]
    assert trail[-1]["item"] == address


def test_practice_on_the_map_says_where_it_is(client, practice):
    practice.latitude, practice.longitude = 52.0, 0.0
    practice.save_revision().publish()
    place = graph(head(client, "/en/practices/night-shelter/"))["Article"]["contentLocation"]
    assert place["geo"] == {"@type": "GeoCoordinates", "latitude": 52.0, "longitude": 0.0}


def test_what_editors_write_cannot_leave_the_data_block(client, practice):
    practice.title = '</script><script>alert("1")</script> & <!--'
    practice.save_revision().publish()
    answer = client.get("/en/practices/night-shelter/").content.decode()
    assert "</script><script>alert" not in answer
    assert graph(head(client, "/en/practices/night-shelter/"))["Article"]["name"] == practice.title


def test_languages_of_a_page_are_those_with_words_of_their_own(client, practice, city):
    english = practice.get_parent().specific
    spanish = pages.home("es")
    english.create_alias(parent=spanish, update_locale=spanish.locale, reset_translation_key=False)
    found = head(client, "/es/practices/")
    assert found.select_one("link[rel=canonical]")["href"] == f"{settings.SITE_URL}/en/practices/"
    assert found.select("link[hreflang]") == []
    assert graph(found)["Dataset"]["inLanguage"] == "en"


@pytest.mark.parametrize(
    "address, kind",
    [
        ("/en/governments/XUL/altamira/", "GovernmentOrganization"),
        ("/en/recommendations/XUL/4/120.1/", "CreativeWork"),
        ("/en/recommendations/", "Dataset"),
    ],
)
def test_views_describe_what_they_show(client, home, city, recommendation, officer, address, kind):
    factories.step(city, officer, visibility="public")
    found = head(client, address)
    assert kind in graph(found)
    assert len(found.select("link[rel=canonical]")) == 1
    assert {link["hreflang"] for link in found.select("link[hreflang]")} == {*dict(settings.LANGUAGES), "x-default"}
    assert len(found.select("meta[name=description]")) <= 1


@pytest.fixture
def everything(home, city, recommendation):
    """Something to show on every page that everybody reads; what their addresses are filled with."""
    theme, goal = factories.theme(), factories.goal()
    recommendation.theme_links.get_or_create(theme=theme)
    recommendation.goals.add(goal)
    profile = entries.profile(entries.mapping(slug="round-one"), slug="lumeria")
    assert profile.is_shown
    surveys.survey()
    return {"theme": theme.pk, "goal": goal.number}


@pytest.mark.parametrize(
    "path, kind, words",
    [
        ("overview/", "WebPage", "What was recommended to each State"),
        ("overview/XUL/", "Dataset", "On 0 of 1 recommendations"),
        ("overview/XUL/4/", "Dataset", "On 0 of 1 recommendations"),
        ("themes/", "WebPage", "Human rights themes"),
        ("themes/{theme}/", "Dataset", "On 0 of 1 recommendations"),
        ("goals/", "WebPage", "Which Sustainable Development Goals"),
        ("goals/{goal}/", "Dataset", "On 0 of 1 recommendations"),
        ("governments/", "WebPage", "Local and regional governments that chose"),
        ("register/", "WebPage", "Who works with which"),
        ("register/lessons/", "WebPage", "What offices learned"),
        ("register/needs/", "WebPage", "What offices and local governments lack"),
        ("register/mappings/round-one/", "WebPage", "Who works with which"),
        ("register/mappings/round-one/profiles/lumeria/", "WebPage", "Who works with which"),
        ("surveys/", "WebPage", "Questions to bodies"),
        ("surveys/engagement/", "WebPage", "Twenty minutes."),
        ("open-data/", "DataCatalog", "Everything this site publishes"),
        ("open-data/dictionary/", "WebPage", "What every column"),
        ("open-data/api/", "WebPage", ""),
    ],
)
def test_pages_that_everybody_reads_describe_themselves_and_stand_on_the_map(client, everything, path, kind, words):
    address = f"/en/{path.format(**everything)}"
    found = head(client, f"{address}?utm=x")
    assert found.select_one("link[rel=canonical]")["href"] == settings.SITE_URL + address
    assert {link["hreflang"] for link in found.select("link[hreflang]")} == {*dict(settings.LANGUAGES), "x-default"}
    [description] = found.select("meta[name=description]")
    assert description["content"].startswith(words) and description["content"]
    assert found.select_one('meta[property="og:title"]')["content"] != settings.SITE_NAME
    assert graph(found)[kind]["description"] == description["content"]
    assert f"<loc>{settings.SITE_URL}{address}</loc>" in client.get("/sitemap-pages-1.xml").content.decode()


def test_what_is_internal_describes_nothing_and_is_not_on_the_map(client, signed_in, editor, everything):
    EngagementProfile.objects.update(visibility="internal")
    address = "/en/register/mappings/round-one/profiles/lumeria/"
    assert not head(signed_in(editor), f"{address}?internal=1").select("meta[property], link[rel=canonical]")
    assert address not in client.get("/sitemap-pages-1.xml").content.decode()


def test_city_names_its_feed(client, home, city, officer):
    factories.step(city, officer, visibility="public")
    feeds = [link["href"] for link in head(client, "/en/governments/XUL/altamira/").select("link[type*=atom]")]
    assert feeds == ["/en/feeds/governments/XUL/altamira/", "/en/feeds/practices/atom/"]


def test_theme_and_goal_name_their_feeds_and_these_answer(client, home, recommendation):
    theme = factories.theme()
    recommendation.theme_links.get_or_create(theme=theme)
    recommendation.goals.add(factories.goal())
    for page, names in (
        (f"/en/themes/{theme.pk}/", [f"/en/feeds/themes/{theme.pk}/", f"/en/feeds/practices/themes/{theme.pk}/"]),
        ("/en/goals/11/", ["/en/feeds/practices/goals/11/"]),
    ):
        feeds = [link["href"] for link in head(client, page).select("link[type*=atom]")]
        assert feeds == [*names, "/en/feeds/practices/atom/"]
        assert {client.get(feed).status_code for feed in feeds} == {200}


def test_locale_has_a_country_and_names_the_others(client, practice, city):
    spanish = pages.practice_index(pages.home("es"))
    pages.practice(spanish, city, title="Albergue", translation_key=practice.translation_key)
    found = head(client, "/es/practices/albergue/")
    assert found.select_one('meta[property="og:locale"]')["content"] == "es_ES"
    assert [tag["content"] for tag in found.select('meta[property="og:locale:alternate"]')] == ["en_GB"]


def test_questions_and_terms_say_so_to_programs(client, home):
    answers = [{"question": "Why?", "answer": "<p>Because <b>it</b></p><p>helps.</p>"}]
    guide_of(home, title="Q", slug="q", body=[("questions", answers)])
    guide_of(home, title="T", slug="t", body=[("glossary", [{"term": "Cycle", "short": "", "meaning": "A round."}])])
    [question] = graph(head(client, "/en/guidance/q/"))["FAQPage"]["mainEntity"]
    assert (question["name"], question["acceptedAnswer"]["text"]) == ("Why?", "Because it helps.")
    data = json.loads(head(client, "/en/guidance/t/").select_one('script[type="application/ld+json"]').string)
    assert data["@graph"][0]["hasDefinedTerm"][0] == {
        "@type": "DefinedTerm",
        "name": "Cycle",
        "description": "A round.",
    }


def test_pages_that_are_not_for_everybody_describe_nothing(signed_in, home, officer):
    for address in ("/en/my-work/", "/en/search/?q=secret"):
        found = head(signed_in(officer), address)
        assert not found.select("meta[property], link[rel=canonical], script[type]")


def test_filters_leave_the_canonical_address_and_the_review_stays(client, home, recommendation):
    factories.recommendation(factories.review(factories.state("XOT", "XO", "Otheria")))
    review = recommendation.review_id
    found = head(client, f"/en/recommendations/?review={review}&theme=1&q=x")
    assert found.select_one("link[rel=canonical]")["href"].endswith(f"/en/recommendations/?review={review}")


@pytest.mark.parametrize(
    "address",
    [
        *("/en/governments/XUL/nowhere/", "/en/recommendations/XUL/4/1.1/", "/en/midterm-reports/XUL/4/1/1/"),
        *("/en/overview/XUL/", "/en/themes/9/", "/en/register/mappings/none/", "/en/surveys/none/"),
    ],
)
def test_page_that_is_not_there_describes_nothing(client, home, state, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert b"og:title" not in answer.content
