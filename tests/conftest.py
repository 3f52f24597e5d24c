"""The cast: one State with two cities, its people, a review with recommendations, and strangers from elsewhere."""

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import translation

from cms.building import course as starter_course
from cms.building import practices as starter_practices
from tests import factories, template
from tracking.midterm import compiling
from tracking.models import SourceFile

TODAY = datetime.date(2026, 3, 10)
NOW = datetime.datetime(2026, 3, 10, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture(scope="session")
def django_db_keepdb(pytestconfig):
    """A copied file is a database that stands already; it goes with its folder."""
    return pytestconfig.getoption("reuse_db") or (bool(template.given()) and connection.vendor == "sqlite")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """The test database of each process is a copy of the run's template, where there is one."""
    if template.given():
        template.use(connection.settings_dict["TEST"], tmp_path_factory.mktemp("database"))


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path, monkeypatch):
    """Files and mails of a test stay in its own folder; passwords hash fast; static files need no manifest."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.KEPT_MAIL_DIR = settings.EMAIL_FILE_PATH = tmp_path / "mail"
    # All file fields share one storage, made when the models were: later settings do not reach it.
    monkeypatch.setitem(vars(SourceFile._meta.get_field("file").storage), "location", str(tmp_path / "private"))
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()  # the next test has rows of the same numbers
    settings.CELERY_TASK_ALWAYS_EAGER = True
    # The search of the editors' own list of pages is the CMS's; writing its index would be half of a page's cost.
    settings.WAGTAILSEARCH_BACKENDS = {"default": {**settings.WAGTAILSEARCH_BACKENDS["default"], "AUTO_UPDATE": False}}
    settings.BACKGROUND_SILENT_MINUTES = 0  # no beat runs beside tests; those of the silence turn it on


@pytest.fixture(autouse=True)
def no_pdf(monkeypatch):
    """Compiling leaves the PDF out, which takes seconds; a test that wants it puts the renderer back."""
    for kind in ("pdf", "pdf-body"):
        monkeypatch.delitem(compiling.RENDERERS, kind, raising=False)


@pytest.fixture(autouse=True)
def no_starter_practices(monkeypatch, tmp_path):
    """build_site leaves out starter practices and course, which take seconds; a test that wants them names a folder."""
    monkeypatch.setattr(starter_practices, "FOLDER", tmp_path / "practices")
    monkeypatch.setattr(starter_course, "FOLDER", tmp_path / "course")


@pytest.fixture(autouse=True)
def own_language():
    """A test begins in English; the language of the last page it asked for ends with it."""
    with translation.override("en"):
        yield


@pytest.fixture
def now():
    """The moment at which tests happen."""
    return NOW


@pytest.fixture
def today():
    """The day on which tests happen."""
    return TODAY


@pytest.fixture
def state(db):
    """The State under review."""
    return factories.state("XUL", "XU", "Lumeria")


@pytest.fixture
def city(state):
    """The city of the officer and the approver."""
    return factories.government(state, "Altamira", population=500_000)


@pytest.fixture
def other_city(state):
    """Another city of the same State."""
    return factories.government(state, "Borealis", population=100_000)


@pytest.fixture
def officer(city):
    """Prepares the city's work; reads Spanish."""
    return factories.member("officer", city, language="es")


@pytest.fixture
def approver(city):
    """The city's second pair of eyes."""
    return factories.member("approver", city)


@pytest.fixture
def viewer(city):
    """Looks into the city's work, changes nothing."""
    return factories.member("viewer", city)


@pytest.fixture
def outsider(other_city):
    """An officer of another city."""
    return factories.member("officer", other_city)


@pytest.fixture
def coordinator(state):
    """Compiles for the State."""
    return factories.member("coordinator", state)


@pytest.fixture
def national_viewer(state):
    """Reads for the State (a ministry, the statistics office)."""
    return factories.member("national-viewer", state)


@pytest.fixture
def stranger(db):
    """A coordinator of another State."""
    return factories.member("coordinator", factories.state("XOT", "XO", "Otheria"))


@pytest.fixture
def commenter(state):
    """Speaks for an organisation of civil society; serves nobody."""
    return factories.member("commenter", state, organisation="Homes for All")


@pytest.fixture
def collector(state, city):
    """An officer of the region above the city, which collects for it."""
    city.parent, city.is_collected_by_parent = factories.government(state, "Sierra", level="region"), True
    city.save()
    return factories.member("officer", city.parent)


@pytest.fixture
def review(state):
    """The State's 4th-cycle review."""
    return factories.review(state)


@pytest.fixture
def recommendation(review):
    """A supported recommendation with a theme, a group, a goal and two recommending States."""
    return factories.recommendation(review, "120.1")


@pytest.fixture
def signed_in():
    """Gives a client that is signed in as a person: signed_in(officer).get(...)."""

    def client_of(user):
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return client_of
