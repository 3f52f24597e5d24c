"""The search finds every public thing once, best first, in every language, and survives whatever people type."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.http import QueryDict
from django.test import Client
from django.utils.translation import override
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cms import finding
from cms.models import GuidanceIndexPage, GuidancePage, SearchEntry
from tests import factories
from tests.cms import pages
from tracking import search
from tracking.models import Visibility


def found(client, query, site="en", **data):
    """The words of the links that the search page shows."""
    answer = client.get(f"/{site}/search/", {"q": query, **data})
    assert answer.status_code == 200
    return [link.text for link in BeautifulSoup(answer.content, "html.parser").select("main h3 a")]


def guide_of(home, title="Schools", text="How mediators work in schools.", **fields):
    """A published guidance page."""
    index = GuidanceIndexPage.objects.child_of(home).first()
    if index is None:
        index = GuidanceIndexPage(title="Guidance", locale=home.locale)
        home.add_child(instance=index)
    page = GuidancePage(title=title, introduction=text, locale=home.locale, **fields)
    index.add_child(instance=page)
    page.save_revision().publish()
    return GuidancePage.objects.get(pk=page.pk)


@pytest.fixture
def guide(home):
    """A guidance page about mediators."""
    return guide_of(home)


def test_search_finds_guidance_practices_and_recommendations(client, guide, practice_index, city, review):
    pages.practice(practice_index, city, title="Mediators in court")
    recommendation = factories.recommendation(review, "120.7", "Employ mediators in every school.")
    search.reindex([recommendation.pk])
    finding.refresh()
    assert found(client, "mediators") == ["Mediators in court", "Schools", "Lumeria, cycle 4: 120.7"]
    assert found(client, "mediators", kind="recommendation") == ["Lumeria, cycle 4: 120.7"]
    assert found(client, "mediators", kind="guidance") == ["Schools"]


def test_beginning_of_the_last_word_is_enough(client, guide):
    finding.refresh()
    assert found(client, "mediat") == ["Schools"]
    assert found(client, "ediators") == []
    assert found(client, "sch mediators") == []


@pytest.mark.parametrize(
    "language, text, queries",
    [
        (
            "es",
            "Educación para las mujeres en viviendas dignas.",
            ["educacion", "mujer", "VIVIENDA", "educaciones hoy"],
        ),
        ("fr", "L’égalité devant les logements sociaux.", ["egalite", "égalités", "logement social"]),
        ("ar", "المدرسة في المدينة", ["مدرسة", "المدرسه"]),
        ("ru", "Права жителей города", ["право", "житель", "городов"]),
        ("en", "Evictions were prevented.", ["eviction", "prevent"]),
    ],
)
def test_forms_and_accents_of_each_language(client, use_languages, home, language, text, queries):
    use_languages("en", "es", "fr", "ar", "ru")
    guide_of(home if language == "en" else pages.home(language), title="X", text=f"{text} hoy", slug="x")
    finding.refresh()
    assert {query: found(client, query, "en") for query in queries} == {query: ["X"] for query in queries}


def test_title_counts_more_than_text_and_the_word_more_than_its_stem(client, home):
    guide_of(home, title="Text", text="Something about housing, and more.")
    guide_of(home, title="Houses", text="Nothing else here to read at all.")
    guide_of(home, title="Housing", text="Nothing else here to read at all.")
    finding.refresh()
    assert found(client, "housing") == ["Housing", "Houses", "Text"]


def test_thing_in_two_languages_is_shown_once_in_that_of_the_reader(client, home):
    english = guide_of(home, title="Protocol", text="Protocol")
    guide_of(pages.home("es"), title="Protocol ES", text="Protocol", translation_key=english.translation_key)
    finding.refresh()
    assert found(client, "protocol", "es") == ["Protocol ES"]
    assert found(client, "protocol", "en") == ["Protocol"]
    assert found(client, "protocol", "en", language="es") == ["Protocol ES"]


def test_page_that_stands_in_for_a_translation_leads_to_the_reader_s_language(client, guide):
    spanish = pages.home("es")
    guide.get_parent().specific.create_alias(parent=spanish, update_locale=spanish.locale, reset_translation_key=False)
    parent = Page.objects.get(locale=spanish.locale, depth=3)
    guide.create_alias(parent=parent, update_locale=spanish.locale, reset_translation_key=False)
    finding.refresh()
    answer = BeautifulSoup(client.get("/es/search/?q=mediators").content, "html.parser")
    [link] = answer.select("main h3 a")
    assert (link["href"], link["lang"]) == ("/es/guidance/schools/", "en")


def test_drafts_and_private_pages_are_neither_found_nor_stored(client, guide, practice_index):
    pages.draft(practice_index, title="Mediators in court")
    hidden = guide_of(Page.objects.get(pk=guide.pk).get_parent().get_parent().specific, title="Hidden mediators")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    finding.refresh()
    assert found(client, "mediators") == ["Schools"]
    assert not SearchEntry.objects.filter(title__contains="mediators").exists()


def test_what_is_unpublished_vanishes_at_once_and_leaves_with_the_next_look(client, guide):
    finding.refresh()
    guide.unpublish()
    assert found(client, "mediators") == []
    assert finding.refresh() == (0, 1)
    assert finding.refresh() == (0, 0)


def test_editor_who_publishes_is_found_at_once(client, home, signed_in, editor):
    page = guide_of(home, title="Old words")
    finding.refresh()
    data = {"title": "Brand new words", "slug": page.slug, "introduction": "x", "body-count": 0}
    data |= {"action-publish": "1", "last_verified": "", "seo_title": "", "search_description": ""}
    assert signed_in(editor).post(f"/admin/pages/{page.pk}/edit/", data).status_code == 302
    assert found(client, "brand") == ["Brand new words"]


def test_government_is_found_once_it_publishes(client, home, city, officer, recommendation):
    row = factories.follow_up(city, recommendation, officer)
    finding.refresh()
    assert found(client, "altamira") == []
    row.visibility = Visibility.PUBLIC
    row.save()
    finding.refresh()
    assert found(client, "altamira lumeria", "es") == ["Altamira"]
    row.visibility = Visibility.INTERNAL
    row.save()
    assert found(client, "altamira") == []


def test_document_is_found_where_a_public_page_leads_to_it(client, home):
    collection = Collection.get_first_root_node().add_child(name="Files")
    files = [
        Document.objects.create(title=f"Budget {name}", file=ContentFile(b"x", f"{name}.txt"), collection=collection)
        for name in ("linked", "loose")
    ]
    guide_of(home, body=[("document", {"document": files[0], "note": ""})])
    finding.refresh()
    assert found(client, "budget") == ["Budget linked"]
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    assert found(client, "budget") == []


def test_facets_narrow_and_say_how_much_each_leaves(client, practice_index, city, other_city):
    theme = factories.theme()
    first = pages.practice(practice_index, city, title="Homes A")
    first.themes.add(theme)
    first.save_revision().publish()
    pages.practice(practice_index, other_city, title="Homes B")
    finding.refresh()
    assert found(client, "homes", theme=theme.pk) == ["Homes A"]
    page = client.get("/en/search/", {"q": "homes"}).content.decode()
    assert f'<option value="{theme.pk}">Right to adequate housing (1)</option>' in page
    chosen = client.get("/en/search/", {"q": "homes", "theme": theme.pk}).content.decode()
    assert 'class="chip" href="?q=homes"' in chosen
    assert found(client, "homes", theme="999", state="x", year="y") == []


def test_words_are_marked_and_text_is_escaped(client, home):
    guide_of(home, title="Plain", text="Filler. " * 60 + "A <b>mediator</b> & more.")
    finding.refresh()
    page = client.get("/en/search/?q=mediators").content.decode()
    assert "<b><mark>mediator</mark></b>" not in page
    assert "<mark>mediator</mark>" in page
    assert "&amp; more" in page


def test_nothing_found_says_what_was_tried_and_what_to_try(client, guide):
    finding.refresh()
    page = BeautifulSoup(client.get("/en/search/?q=submarine mediators").content, "html.parser").select_one("main")
    assert "Nothing found" in page.text
    [link] = [link for link in page.select("a") if "at least one of the words" in link.text]
    answer = client.get(f"/en/search/{link['href']}")
    assert "Schools" in answer.content.decode()
    filtered = client.get("/en/search/?q=mediators&kind=practice").content.decode()
    assert "1 result without the filters" in filtered


@pytest.mark.parametrize(
    "query",
    ['"', "* AND (", "NOT OR NEAR", "a:b^-", "%", "\\", "_", "  ", "x" * 5_000, "مدرسة", "<script>", "½ ﷺ ŉ", "'); --"],
)
def test_odd_queries_do_no_harm(client, guide, query):
    finding.refresh()
    for data in ({}, {"any": "1"}):
        answer = client.get("/en/search/", {"q": query, **data})
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content


def test_page_without_words_is_only_a_form(client, home):
    text = client.get("/en/search/").content.decode()
    assert 'type="search"' in text
    assert "Nothing found" not in text


def test_rebuilding_twice_is_the_same_as_once(guide, practice):
    assert (
        finding.rebuild() == finding.rebuild() == 4
    )  # guidance and practice, the lists of both; the city publishes nothing
    with override("en"):
        assert finding.search("night", QueryDict("")).count == 1


@pytest.mark.parametrize("item_count", [1, 3])
def test_search_costs_the_same_however_much_is_found(
    guide, practice_index, city, review, item_count, django_assert_num_queries
):
    rows = [factories.recommendation(review, text="Mediators.") for _number in range(item_count)]
    search.reindex([row.pk for row in rows])
    for _number in range(item_count):
        pages.practice(practice_index, city, summary="Mediators.")
    finding.refresh()
    client = Client()
    client.get("/en/search/?q=mediators")
    with django_assert_num_queries(13):
        client.get("/en/search/?q=mediators")
