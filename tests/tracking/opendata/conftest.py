"""What open data is asked about."""

import pytest

from tests.cms import pages
from tests.tracking.access.conftest import world  # noqa: F401 - everything that is not public
from tests.tracking.opendata import everything
from tracking.opendata.catalogue import subjects


@pytest.fixture(autouse=True)
def no_limit(settings):
    """Tests ask often; those of the limit set their own."""
    settings.API_RATE = settings.DOWNLOAD_RATE = "100000/min"


@pytest.fixture
def practice_index(db):
    """The list of practices, below an English home page."""
    return pages.practice_index(pages.home())


@pytest.fixture
def publish(city, review, officer, coordinator, commenter, practice_index):
    """Gives a function that publishes one row of every subject that grows."""
    return lambda: everything.published_set(city, review, officer, coordinator, commenter, practice_index)


@pytest.fixture
def ask(client):
    """Gives a function that asks the API: ask("states", cycle=4)."""
    return lambda code, **asked: client.get(f"/api/v1/{code}/", asked)


@pytest.fixture
def codes():
    """The codes of all subjects."""
    return [subject.code for subject in subjects()]
