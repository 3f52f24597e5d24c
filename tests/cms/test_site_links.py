"""Navigation, footer, trail and language links: what the CMS shows around every page."""

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template

from cms.models import StandardPage
from tests.cms import pages, surveys

FOOTER = {
    **{"States": "/en/overview/", "Themes": "/en/themes/", "SDG goals": "/en/goals/"},
    **{"Cities and regions": "/en/governments/", "News by mail": "/en/news/", "Open data": "/en/open-data/"},
}


def links(soup, selector):
    """The links under a selector, as {words: address}."""
    return {link.text.strip(): link["href"] for link in soup.select(f"{selector} a")}


@pytest.fixture
def imprint(home):
    """A page for the footer."""
    page = StandardPage(title="Imprint", introduction="Who runs it.", locale=home.locale)
    home.add_child(instance=page)
    return page


def page_at(client, address):
    """The parsed page."""
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_sections_and_footer_show_on_every_page(client, practice_index, imprint):
    practice_index.show_in_menus = True
    practice_index.save()
    for address in ("/en/", "/en/search/", "/en/accounts/login/"):
        soup = page_at(client, address)
        assert links(soup, ".site-nav")["Good practices"] == "/en/practices/"
        assert links(soup, ".site-footer") == FOOTER | {"Imprint": "/en/imprint/"}


def test_unpublished_and_unlisted_pages_are_left_out(client, practice_index, imprint):
    imprint.unpublish()
    soup = page_at(client, "/en/")
    assert "Good practices" not in links(soup, ".site-nav")
    assert links(soup, ".site-footer") == FOOTER


def test_surveys_are_found_while_one_is_open(client, practice_index):
    assert "Surveys" not in links(page_at(client, "/en/"), ".site-nav")
    survey = surveys.survey()
    assert links(page_at(client, "/en/search/"), ".site-nav")["Surveys"] == "/en/surveys/"
    type(survey).objects.update(access=survey.Access.INVITED)
    assert "Surveys" not in links(page_at(client, "/en/"), ".site-footer")


@pytest.mark.parametrize(
    "address, steps", [("/en/search/", 2), ("/en/news/", 2), ("/en/recommendations/", 2), ("/en/surveys/", 3)]
)
def test_every_trail_begins_at_the_home_page_and_only_once(client, home, recommendation, address, steps):
    trail = page_at(client, address).select(".breadcrumbs li")
    assert [number for number, step in enumerate(trail) if step.get_text(strip=True) == "Home"] == [0]
    assert trail[-1].select_one("[aria-current=page]")
    assert len(trail) == steps


def test_site_links_cost_one_query_a_request(home, imprint, rf, django_assert_num_queries):
    template = Template("{% load cms_tags %}{% site_links as a %}{% site_links as b %}{{ a.footer|length }}")
    with django_assert_num_queries(1):
        assert template.render(Context({"request": rf.get("/en/")})) == "1"


def test_section_of_the_page_is_marked(client, practice_index, practice):
    practice_index.show_in_menus = True
    practice_index.save()
    link = page_at(client, "/en/practices/night-shelter/").select_one('.site-nav a[href="/en/practices/"]')
    assert link["aria-current"] == "true"


def test_trail_leads_back_to_the_home_page(client, practice):
    soup = page_at(client, "/en/practices/night-shelter/")
    assert links(soup, ".breadcrumbs") == {"Home": "/en/", "Good practices": "/en/practices/"}
    assert soup.select_one(".breadcrumbs [aria-current]").text == "Night shelter"


def test_languages_lead_to_the_translation_or_to_the_home_page(client, practice_index, city, use_languages):
    use_languages("en", "es", "ar")
    english = pages.practice(practice_index, city, title="Night shelter")
    spanish = pages.practice_index(pages.home("es"), translation_key=practice_index.translation_key)
    pages.practice(spanish, city, title="Albergue", slug="albergue", translation_key=english.translation_key)
    found = links(page_at(client, "/en/practices/night-shelter/"), ".languages")
    assert found == {"Español": "/es/practices/albergue/", "العربيّة": "/ar/"}


def test_languages_skip_a_translation_that_is_not_published(client, practice_index, use_languages):
    use_languages("en", "es", "ar")
    spanish = pages.practice_index(pages.home("es"), translation_key=practice_index.translation_key)
    spanish.unpublish()
    assert links(page_at(client, "/en/practices/"), ".languages")["Español"] == "/es/"


def test_languages_keep_the_query_on_other_pages(client, home, use_languages):
    use_languages("en", "es", "ar")
    found = links(page_at(client, "/en/search/?q=water"), ".languages")
    assert found["Español"] == "/es/search/?q=water"


def test_site_in_one_language_has_no_language_links(client, home, use_languages):
    use_languages("en")
    assert not page_at(client, "/en/").select(".languages")


def test_alias_says_in_which_language_it_is_written(client, home, imprint, use_languages):
    use_languages("en", "es", "ar")
    arabic = home.create_alias(
        parent=home.get_parent(), update_slug="home-ar", update_locale=pages.locale("ar"), reset_translation_key=False
    )
    imprint.create_alias(parent=arabic, update_locale=pages.locale("ar"), reset_translation_key=False)
    soup = page_at(client, "/ar/imprint/")
    assert (soup.html["lang"], soup.html["dir"]) == ("ar", "rtl")
    assert (soup.select_one(".page-header")["lang"], soup.select_one(".page-header")["dir"]) == ("en", "ltr")
    assert soup.select_one(".notice--language")
    assert not page_at(client, "/en/imprint/").select_one(".notice--language")
