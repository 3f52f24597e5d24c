"""Opening a call: the page that shows who will be told, and the mails that then go out once."""

import pytest
from django.core import mail
from django.urls import reverse

from tests import factories
from tracking.models import Event

DRAFT = {"status": "draft", "opened_by": None, "opened_at": None, "note": "Write in your language."}


@pytest.fixture(autouse=True)
def moment(time_machine, now):
    """Everything happens on the day of the tests."""
    time_machine.move_to(now)


@pytest.fixture
def draft(review, coordinator):
    """A call that is not open yet."""
    return factories.call(review, coordinator, **DRAFT)


def address(call):
    return reverse("tracking:call-open", args=[call.pk])


def said(response):
    return " ".join(str(message) for message in response.context["messages"])


def test_preview_names_who_is_told_in_which_words(draft, city, other_city, officer, approver, coordinator, signed_in):
    response = signed_in(coordinator).get(address(draft))
    page = response.content.decode()
    assert "2 mails, one for each person" in page
    assert "officer: 1 · approver: 1" in page
    assert "1 government has nobody who could write" in page
    assert reverse("tracking:people-invite", args=[other_city.pk]) in page
    assert "Write in your language." in page
    assert "/es/my-work/" in page and "/en/my-work/" in page
    assert officer.email not in page
    assert draft.is_draft and not mail.outbox and not Event.objects.exists()


def test_preview_says_who_collects(draft, city, collector, coordinator, signed_in):
    page = signed_in(coordinator).get(address(draft)).content.decode()
    assert "Sierra collects for it" in page
    assert "1 mail, one for each person" in page


def test_open_tells_everybody_once(
    draft, officer, approver, coordinator, signed_in, django_capture_on_commit_callbacks
):
    client = signed_in(coordinator)
    seen = {"seen": client.get(address(draft)).context["preview"].stamp}
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(address(draft), seen, follow=True)
    assert "1 government sees it. 2 mails are on their way." in said(response)
    assert len(mail.outbox) == 2
    with django_capture_on_commit_callbacks(execute=True):
        assert "opened already" in said(client.post(address(draft), seen, follow=True))
    assert len(mail.outbox) == 2
    assert Event.objects.about(draft).get().verb == "opened"


def test_what_was_seen_is_what_is_opened(draft, city, officer, coordinator, signed_in):
    client = signed_in(coordinator)
    seen = {"seen": client.get(address(draft)).context["preview"].stamp}
    factories.member("officer", city)
    response = client.post(address(draft), seen)
    assert "Something changed since this page was shown" in said(response)
    draft.refresh_from_db()
    assert draft.is_draft


def test_open_warns_of_a_last_day_that_passed(draft, city, coordinator, signed_in, time_machine):
    time_machine.move_to("2026-12-01T12:00:00Z")
    assert "The last day for input has passed. Move it" in signed_in(coordinator).get(address(draft)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_preview_asks_the_same_questions_for_more_governments(
    draft, state, coordinator, count, signed_in, django_assert_num_queries
):
    for number in range(count):
        factories.member("officer", factories.government(state, f"City {number}"))
    client = signed_in(coordinator)
    with django_assert_num_queries(14):
        client.get(address(draft))


def test_preview_counts_the_ministries_that_see_it(draft, city, officer, coordinator, state, signed_in):
    client = signed_in(coordinator)
    assert "Nobody of a ministry sees the call" in client.get(address(draft)).content.decode()
    factories.member("national-viewer", state)
    factories.member("national-viewer", state)
    page = client.get(address(draft)).content.decode()
    assert "These also see the call: 2 national viewers." in page
    assert "1 mail, one for each person" in page
