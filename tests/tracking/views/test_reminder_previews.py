"""Who will get what, when, and why not, in the browser; and a line that is skipped."""

import datetime

import pytest

from tests import factories
from tests.pages import soup_of
from tracking.models import ReminderItem, ReminderRule
from tracking.views import reminder_previews

STATE = "/en/states/XUL/reminders/preview/"
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def moment(time_machine, now):
    """Everything happens on the day of the tests."""
    time_machine.move_to(now)


@pytest.fixture
def call(review, coordinator, today):
    """An open call 20 days before its last day, with three stages."""
    for days in (14, 0, -7):
        ReminderRule.objects.create(kind="call-deadline", days_before=days)
    return factories.call(review, coordinator, deadline=today + 20 * DAY)


def words(response):
    return " ".join(soup_of(response).select_one("main").text.split())


def test_lines_by_day_and_person(call, city, officer, coordinator, signed_in):
    response = signed_in(coordinator).get(STATE)
    text = words(response)
    assert "Monday, 16 March 2026" in text and str(officer) in text
    assert "Altamira: last day for input, 30 March 2026 (14 days before)" in text
    assert officer.email not in response.text
    assert "3 mails" in text and "1 person" in text


def test_how_far_to_look(call, officer, coordinator, signed_in):
    client = signed_in(coordinator)
    of_call = f"/en/calls/{call.pk}/reminders/preview/"
    found = [
        len(client.get(url).context["preview"].items)
        for url in (f"{STATE}?days=7", f"{STATE}?days=90", f"{STATE}?days=x", of_call, f"{of_call}?days=30")
    ]
    assert found == [1, 3, 3, 2, 3]


def test_why_somebody_hears_nothing(call, city, officer, approver, coordinator, recommendation, signed_in):
    factories.accepted(call, city, [recommendation], officer, approver, coordinator)
    text = words(signed_in(coordinator).get(STATE))
    assert "0 mails" in text and "3 not sent: nothing is missing" in text
    assert "(14 days before) Not sent: nothing is missing" in text
    assert "Skip" not in text


def test_national_viewer_reads_no_names(call, officer, coordinator, national_viewer, signed_in):
    text = words(signed_in(national_viewer).get(STATE))
    assert str(officer) not in text and "Altamira" in text and "Skip" not in text


def test_national_viewer_reads_no_reason_of_a_skip(call, officer, coordinator, national_viewer, signed_in):
    client = signed_in(coordinator)
    link = soup_of(client.get(STATE)).select_one("main .card a")["href"]
    client.post(link, {"reason": "She is ill."})
    assert "Not sent: skipped: She is ill." in words(client.get(STATE))
    text = words(signed_in(national_viewer).get(STATE))
    assert "Not sent: skipped" in text and "She is ill." not in text


def test_nothing_planned_says_so(state, review, coordinator, signed_in):
    assert "Nothing is planned in these days" in signed_in(coordinator).get(STATE).text
    draft = factories.call(review, coordinator, status="draft", opened_by=None, opened_at=None)
    page = signed_in(coordinator).get(f"/en/calls/{draft.pk}/reminders/preview/")
    assert "go out while it is open" in page.text


def test_line_is_skipped_with_a_reason_and_taken_back(call, officer, coordinator, signed_in):
    client = signed_in(coordinator)
    link = soup_of(client.get(STATE)).select_one("main .card a")["href"]
    assert "16 March 2026 (14 days before)" in words(client.get(link))
    assert "This field is required" in client.post(link, {"reason": " "}).text
    assert "at most 200 characters" in client.post(link, {"reason": "x" * 201}).text
    response = client.post(link, {"reason": "By phone on Monday."}, follow=True)
    assert "This line is skipped." in response.text
    assert "Not sent: skipped: By phone on Monday." in words(response)
    assert "Not sent: skipped" in words(client.get(link))
    assert "is skipped already" in client.post(link, {"reason": "Again."}, follow=True).text
    page = client.get("/en/reminders/")
    assert "By phone on Monday." in page.text
    undo = soup_of(page).select_one("form[action*=skipped]")["action"]
    assert "This line is due again." in client.post(undo, follow=True).text
    assert ReminderItem.objects.count() == 0
    assert client.post(undo).status_code == 404


def test_lines_of_other_states_are_neither_shown_nor_skipped(call, officer, coordinator, stranger, signed_in):
    link = soup_of(signed_in(coordinator).get(STATE)).select_one("main .card a")["href"]
    client = signed_in(stranger)
    assert client.get(link).status_code == 404
    assert client.get(link.replace("/XUL/", "/XOT/")).status_code == 404
    assert client.get("/en/states/XOT/reminders/preview/").context["preview"].items == []


def test_long_lists_have_pages(call, state, officer, coordinator, signed_in, monkeypatch):
    monkeypatch.setattr(reminder_previews, "LINES_PER_PAGE", 2)
    page = signed_in(coordinator).get(STATE, {"page": "2"})
    assert "Page 2 of 2" in words(page) and "14 days before" not in words(page)


@pytest.mark.parametrize("cities", [1, 3])
def test_same_questions_for_more_people(
    call, state, officer, coordinator, cities, signed_in, django_assert_num_queries
):
    for number in range(cities - 1):
        factories.member("officer", factories.government(state, f"City {number}"))
    client = signed_in(coordinator)
    with django_assert_num_queries(16):
        client.get(STATE)
