"""The site's pages as tests meet them."""

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache

from cms.people import set_up_editors
from tests import factories
from tests.cms import pages


@pytest.fixture(autouse=True)
def empty_cache(own_folders):
    """Renditions of pictures are remembered in the cache, but their files stay in the folder of one test."""
    cache.clear()


@pytest.fixture
def home(db):
    """The English home page, root of the site."""
    return pages.home()


@pytest.fixture
def practice_index(home):
    """The English list of practices."""
    return pages.practice_index(home)


@pytest.fixture
def practice(practice_index, city):
    """A published practice of the city."""
    return pages.practice(practice_index, city, title="Night shelter")


@pytest.fixture
def editor(db):
    """Writes pages; has no role in the tracking app."""
    person = factories.person("editor")
    set_up_editors()
    person.groups.add(Group.objects.get(name="Editors"))
    return person


@pytest.fixture
def use_languages(settings):
    """Gives a function that sets the languages of the site: use_languages("en", "ar")."""

    def use(*codes):
        settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [(code, code.upper()) for code in codes]

    return use
