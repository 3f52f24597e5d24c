"""The page of the work in the background, the banner of its silence, and the answer for monitoring."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.tracking.background.test_health import mail
from tracking import background
from tracking.models import BackgroundRun, User

PAGE = "/en/background/"
BANNER = "nothing has run in the background of this site for a while"
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def clock(settings, time_machine, now):
    """Silence is worth a word after a quarter of an hour."""
    settings.BACKGROUND_SILENT_MINUTES = 15
    time_machine.move_to(now, tick=False)
    background.sign_of_life.forget()
    yield
    background.sign_of_life.forget()


@pytest.fixture
def running(settings, db, now):
    """Everything has just run."""
    for name in settings.CELERY_BEAT_SCHEDULE:
        BackgroundRun.objects.begin(name, now=now)
        BackgroundRun.objects.end(name, now=now)


@pytest.fixture
def silent(db, now):
    """Nothing has run for twenty minutes."""
    BackgroundRun.objects.begin("sweep", now=now - 20 * MINUTE)


@pytest.fixture
def superuser(db):
    """The IT desk."""
    return User.objects.create_superuser("it@example.org", "correct horse")


def test_page_says_that_all_is_well(running, coordinator, signed_in):
    page = signed_in(coordinator).get(PAGE).content.decode()
    assert "All is well." in page
    assert "Finding what is due, and sending mails" in page
    assert BANNER not in page


def test_page_says_what_is_wrong(running, now, coordinator, signed_in):
    BackgroundRun.objects.fail("sweep", now=now + MINUTE, error="OperationalError")
    page = signed_in(coordinator).get(PAGE).content.decode()
    assert "The last run failed: waking what waits" in page


def test_coordinator_counts_the_mails_of_the_own_state(
    running, city, officer, stranger, coordinator, superuser, now, signed_in
):
    mail(officer, city, now, "failed")
    elsewhere = factories.government(stranger.memberships.get().state, "Elsewhere")
    mail(stranger, elsewhere, now, "failed")
    counted = {
        who: signed_in(who).get(PAGE).context["health"].mails.failed for who in (coordinator, stranger, superuser)
    }
    assert counted == {coordinator: 1, stranger: 1, superuser: 2}


@pytest.mark.parametrize("mails", [1, 3])
def test_page_costs_the_same_for_more_mails(
    running, state, coordinator, now, mails, signed_in, django_assert_num_queries
):
    city = factories.government(state, "City")
    for _ in range(mails):
        mail(factories.member("officer", city), city, now, "failed")
    client = signed_in(coordinator)
    with django_assert_num_queries(10):
        client.get(PAGE)


@pytest.mark.parametrize("who", ["coordinator", "superuser"])
def test_silence_is_told_on_every_page_of_the_workspace(silent, who, request, signed_in):
    client = signed_in(request.getfixturevalue(who))
    for address in ("/en/my-work/", "/en/reminders/", "/en/my-account/"):
        assert BANNER in client.get(address).content.decode()


@pytest.mark.parametrize("who", ["officer", "national_viewer"])
def test_silence_is_not_told_to_who_cannot_have_it_mended(silent, who, request, signed_in):
    assert BANNER not in signed_in(request.getfixturevalue(who)).get("/en/my-work/").content.decode()


def test_silence_is_no_matter_of_the_public(silent, client):
    assert BANNER not in client.get("/en/recommendations/").content.decode()


def test_banner_goes_when_the_work_goes_on(silent, coordinator, now, signed_in):
    client = signed_in(coordinator)
    assert BANNER in client.get("/en/my-work/").content.decode()
    BackgroundRun.objects.begin("sweep", now=now)
    background.sign_of_life.forget()
    assert BANNER not in client.get("/en/my-work/").content.decode()


def test_banner_costs_one_query_for_many_pages(running, coordinator, signed_in):
    client = signed_in(coordinator)
    client.get("/en/my-account/")
    background.sign_of_life.forget()
    costs = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            client.get("/en/my-account/")
        costs.append(len(asked))
    assert costs[0] - 1 == costs[1] == costs[2]


def test_reminders_lead_to_the_page(running, coordinator, officer, signed_in):
    link = f'href="{reverse("tracking:background-detail")}"'
    assert link in signed_in(coordinator).get("/en/reminders/").content.decode()
    assert link not in signed_in(officer).get("/en/reminders/").content.decode()


def test_monitoring_is_told_yes_or_no_without_internals(running, client, now, time_machine):
    answer = client.get("/health/background/")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok", "text/plain")
    time_machine.move_to(now + 20 * MINUTE)
    answer = client.get("/health/background/")
    assert (answer.status_code, answer.content) == (503, b"not ok")
