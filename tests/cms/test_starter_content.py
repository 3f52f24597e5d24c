"""The starter content: every page shows in every language, is light, valid and complete."""

import datetime
import gzip
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from cms import building, starter
from cms.blocks import BodyBlock
from cms.models import ContactSettings, GuidanceIndexPage
from tests.cms import pages

LANGUAGES = ("en", "es", "fr")
KEYS = [plan.key for plan in building.TREE]
ARTICLES = [key for key in KEYS if key not in ("home", "guidance", "practices")]
ARABIC = ("about", "accessibility", "data-protection", "report-a-risk")  # the articles that speak Arabic, too
VERSIONS = [(key, language) for key in ARTICLES for language in LANGUAGES] + [(key, "ar") for key in ARABIC]
REFERENCE = ("questions", "glossary", "reading-list", "data-protection")  # people look things up in them
MOST_BYTES = 60_000
# Data for programs (JSON-LD) is no script: no browser runs it, and the policy lets it stand.
INLINE = re.compile(
    rb"<script(?![^>]*\bsrc=)(?! type=\"application/ld\+json\">)|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE
)


@pytest.mark.parametrize("key", KEYS)
def test_page_is_written_in_every_language(key):
    versions = [starter.read(key, language) for language in LANGUAGES]
    assert all(versions)
    assert len({version["title"] for version in versions}) == len(LANGUAGES)
    assert len({tuple(sorted(version)) for version in versions}) == 1


@pytest.mark.parametrize("key", ARTICLES)
def test_articles_are_built_alike_in_every_language(key):
    shapes = [
        [(block["type"], size_of(block["value"])) for block in starter.read(key, language)["body"]]
        for language in (*LANGUAGES, *(["ar"] if key in ARABIC else []))
    ]
    assert all(shape == shapes[0] for shape in shapes)


def size_of(value):
    """The number of parts of a block: steps, points, rows or paragraphs."""
    if isinstance(value, dict):
        value = value.get("points") or value.get("tasks") or value.get("rows") or value["text"]
    return len(re.findall(r"<p>|<li>", value)) if isinstance(value, str) else len(value)


@pytest.mark.parametrize(("key", "language"), VERSIONS)
def test_article_is_short_and_dated(key, language):
    content = starter.read(key, language)
    words = BeautifulSoup(str(content["body"]), "html.parser").get_text(" ").split()
    assert 180 <= len(words) <= (1000 if key in REFERENCE else 700)
    assert len(content["introduction"]) <= 200
    assert isinstance(content["last_verified"], datetime.date)
    assert content["search_description"]


@pytest.mark.parametrize(("key", "language"), VERSIONS)
def test_article_holds_blocks_that_editors_could_have_made(key, language):
    block = BodyBlock()
    block.clean(block.to_python(starter.read(key, language)["body"]))


def test_pages_on_safety_and_rights_are_in_arabic_on_a_new_site(client, db, use_languages):
    use_languages("en", "ar")
    building.build_site()
    for key in ARABIC:
        soup = BeautifulSoup(client.get(f"/ar/{key}/").content, "html.parser")
        assert (soup.html["lang"], soup.html["dir"]) == ("ar", "rtl")
        assert soup.select_one("h1").get_text(strip=True) == starter.read(key, "ar")["title"]
        assert not soup.select("main [lang=en], .notice--language"), key


def test_plain_text_becomes_safe_html():
    assert starter.rich_text("One <b>\n\n- two\n- **three**\n  goes on\n\nFour") == (
        "<p>One &lt;b&gt;</p><ul><li>two</li><li><b>three</b>   goes on</li></ul><p>Four</p>"
    )


def addresses(language):
    """Every page of the tree in one language, and the search page."""
    paths = {"home": "", "guidance": "guidance/", "practices": "practices/"}
    for plan in building.TREE:
        if plan.parent:
            paths[plan.key] = ("" if plan.parent == "home" else f"{plan.parent}/") + f"{plan.key}/"
    return [f"/{language}/{path}" for path in [*paths.values(), "search/"]]


def test_every_page_shows_light_and_without_inline_code(client, db):
    building.build_site()
    css = gzip.compress(Path(finders.find("upr_local/site.css")).read_bytes())
    for language in LANGUAGES:
        for address in addresses(language):
            answer = client.get(address)
            assert answer.status_code == 200, address
            soup = BeautifulSoup(answer.content, "html.parser")
            assert soup.html["lang"] == language
            assert len(soup.select("h1")) == 1, address
            assert len(gzip.compress(answer.content)) + len(css) <= MOST_BYTES, address
            assert not INLINE.search(answer.content), address
            check_headings(soup, address)


def check_headings(soup, address):
    """No level of heading is left out on the way down."""
    levels = [int(heading.name[1]) for heading in soup.select("main h1, main h2, main h3, main h4")]
    assert all(deeper <= upper + 1 for upper, deeper in zip(levels, levels[1:], strict=False)), (address, levels)


def test_practice_page_is_light_and_without_inline_code(client, practice):
    for address in ("/en/practices/", "/en/practices/night-shelter/"):
        content = client.get(address).content
        assert not INLINE.search(content)
        assert len(gzip.compress(content)) <= MOST_BYTES / 2


def test_links_inside_the_site_lead_somewhere(client, db):
    building.build_site()
    for language in LANGUAGES:
        soup = BeautifulSoup(client.get(f"/{language}/").content, "html.parser")
        for link in soup.select("a[href^='/']"):
            assert client.get(link["href"], follow=True).status_code == 200, link["href"]


def test_missing_contact_is_said_aloud(client, db, use_languages):
    use_languages("en")
    building.build_site()
    assert "has not entered a mailbox" in client.get("/en/report-a-risk/").content.decode()
    ContactSettings.objects.create(operator="City league", mailbox="info@example.org", risk_mailbox="risk@example.org")
    risk, about = (client.get(f"/en/{slug}/").content.decode() for slug in ("report-a-risk", "about"))
    assert "mailto:risk@example.org" in risk
    assert "mailto:info@example.org" in about
    assert "has not entered" not in risk + about


def test_enforcement_body_shows_on_the_accessibility_statement_only(client, db, use_languages):
    use_languages("en")
    building.build_site()
    ContactSettings.objects.create(enforcement_body="Equality board", enforcement_url="https://board.example.org/")
    assert "https://board.example.org/" in client.get("/en/accessibility/").content.decode()
    assert "Equality board" not in client.get("/en/about/").content.decode()


@pytest.mark.parametrize("name", sorted(BodyBlock().child_blocks.keys() - {"paragraph"}))
def test_template_of_each_block_is_valid(name):
    assert get_template(f"cms/blocks/{name}.html")


def test_guidance_leads_to_the_next_page(client, db, use_languages):
    use_languages("en")
    building.build_site()
    following = BeautifulSoup(client.get("/en/guidance/upr-in-five-steps/").content, "html.parser")
    assert following.select_one("main nav a")["href"] == "/en/guidance/read-a-recommendation/"
    last = BeautifulSoup(client.get("/en/guidance/reading-list/").content, "html.parser")
    assert not last.select("main nav")


def test_empty_list_of_guidance_explains_itself(client, home):
    home.add_child(instance=GuidanceIndexPage(title="Guidance", locale=pages.locale()))
    assert "No guidance yet" in client.get("/en/guidance/").content.decode()
