"""Own reminders: switch off, set aside, take back; and the way out that stands in a mail."""

import datetime

import pytest
from django.test import Client

from tests import factories
from tracking import reminders
from tracking.models import ReminderItem, ReminderPause, ReminderRule


@pytest.fixture
def item(city, officer, now):
    """A line about a step that went to the officer."""
    ReminderRule.objects.create(kind="step-due", days_before=14)
    factories.step(city, officer, due_date=now.date() + datetime.timedelta(days=10))
    reminders.select_due(now)
    return ReminderItem.objects.get()


@pytest.fixture
def address(item):
    return f"/en/reminders/lines/{item.pk}/set-aside/"


def test_page_says_what_always_comes_and_what_came(client, officer, item):
    client.force_login(officer)
    page = client.get("/en/reminders/mine/").content.decode()
    assert "These come in any case" in page
    assert f"/en/reminders/lines/{item.pk}/set-aside/" in page


@pytest.mark.parametrize("days, stands", [("0", False), ("1", True), ("366", True), ("367", False), ("", False)])
def test_set_aside_until_a_day(client, officer, address, days, stands):
    client.force_login(officer)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    day = (today + datetime.timedelta(days=int(days))).isoformat() if days else ""
    answer = client.post(address, {"how_long": "day", "until": day})
    assert answer.status_code == (302 if stands else 200)
    assert ReminderPause.objects.exists() is stands
    if not stands:
        assert "Name" in answer.content.decode()


def test_mute_and_take_back(client, officer, address):
    client.force_login(officer)
    assert client.post(address, {"how_long": "good"}).status_code == 302
    pause = ReminderPause.objects.get()
    assert pause.until is None
    assert "until you take it back" in client.get("/en/reminders/mine/").content.decode()
    client.post(f"/en/reminders/set-aside/{pause.pk}/end/")
    assert not ReminderPause.objects.exists()


def test_nobody_sets_aside_for_somebody_else(client, approver, outsider, address, item):
    for person in (approver, outsider):
        client.force_login(person)
        assert client.post(address, {"how_long": "good"}).status_code == 404
    pause = ReminderPause.objects.create(
        recipient=item.recipient, kind="step-due", object_id=1, made_at="2026-03-10T09:00Z"
    )
    assert client.post(f"/en/reminders/set-aside/{pause.pk}/end/").status_code == 404
    assert ReminderPause.objects.exists()


def test_step_that_is_done_meanwhile_is_said_so(client, officer, address, item):
    client.force_login(officer)
    officer.memberships.get().local_government.steps.update(status="done", end_date="2026-03-10")
    assert "Nothing waits here any more" in client.get(address).content.decode()


def test_switch_off_and_on(client, officer):
    client.force_login(officer)
    for value, is_on in (("0", False), ("0", False), ("1", True)):
        client.post("/en/reminders/mine/mails/", {"on": value})
        officer.refresh_from_db()
        assert officer.wants_digest is is_on


def test_mail_program_switches_off_with_one_click_and_without_signing_in(officer):
    client = Client(enforce_csrf_checks=True)
    address = f"/en/reminders/off/{officer.way_out}/"
    assert "Switch them off" in client.get(address).content.decode()
    officer.refresh_from_db()
    assert officer.wants_digest  # looking at the page changes nothing: scanners of mails open every link
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    officer.refresh_from_db()
    assert not officer.wants_digest
    client.post(address, {"on": "1"})
    officer.refresh_from_db()
    assert officer.wants_digest
    assert client.get(address[:-3] + "xx/").status_code == 404


@pytest.mark.parametrize("lines", [1, 3])
def test_page_costs_the_same_for_more_lines(client, officer, city, now, lines, django_assert_num_queries):
    ReminderRule.objects.create(kind="step-due", days_before=14)
    for number in range(lines):
        factories.step(city, officer, title=f"Step {number}", due_date=now.date())
    reminders.select_due(now)
    client.force_login(officer)
    client.get("/en/reminders/mine/")
    with django_assert_num_queries(5):
        client.get("/en/reminders/mine/")
