"""Which page may stand where, and what a page refuses."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from cms.models import (
    CoursePage,
    GuidanceIndexPage,
    GuidancePage,
    HomePage,
    ModulePage,
    PracticeIndexPage,
    PracticePage,
    StandardPage,
)
from tests.cms import pages

TREE = {
    HomePage: {CoursePage, GuidanceIndexPage, PracticeIndexPage, StandardPage},
    CoursePage: {ModulePage},
    GuidanceIndexPage: {GuidancePage},
    PracticeIndexPage: {PracticePage},
    GuidancePage: set(),
    ModulePage: set(),
    PracticePage: set(),
    StandardPage: set(),
}


@pytest.mark.parametrize(("parent", "children"), TREE.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_page_type_allows_its_children_only(parent, children):
    assert set(parent.allowed_subpage_models()) == children


def test_home_page_stands_below_the_root_only():
    assert HomePage.allowed_parent_page_models() == [Page]


def test_list_of_practices_stands_once_below_a_home_page(practice_index, home):
    assert not PracticeIndexPage.can_create_at(home)
    assert GuidanceIndexPage.can_create_at(home)


def test_second_home_page_in_a_language_is_refused(home):
    with pytest.raises(ValidationError, match="home page in this language"):
        pages.home(slug="another", translation_key=uuid.uuid4())


def test_home_page_in_another_language_is_accepted(home):
    assert pages.home("es").translation_key == home.translation_key


@pytest.mark.parametrize("slug", ["my-work", "search", "recommendations", "calls"])
def test_standard_page_under_an_address_that_is_taken_is_refused(home, slug):
    with pytest.raises(ValidationError, match="has this address") as refused:
        home.add_child(instance=standard_page(home, slug))
    assert set(refused.value.message_dict) <= {"slug"}


def test_standard_page_under_a_free_address_is_accepted(home, client):
    home.add_child(instance=standard_page(home, "imprint"))
    assert client.get("/en/imprint/").status_code == 200


def standard_page(home, slug):
    """A page that is not saved yet."""
    return StandardPage(title="Imprint", slug=slug, introduction="Who runs it.", locale=home.locale)
