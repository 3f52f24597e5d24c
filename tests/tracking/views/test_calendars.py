"""Private calendar addresses in the browser and in calendar programs, and deadlines as a file."""

import datetime

import icalendar
import pytest
from django.test import Client

from tests import factories
from tests.pages import soup_of
from tracking import personal_account
from tracking.models import CalendarFeed

OWN = "/en/my-account/calendar/"


@pytest.fixture(autouse=True)
def moment(time_machine, now):
    """Everything happens on the day of the tests."""
    time_machine.move_to(now)


@pytest.fixture
def step(city, officer):
    return factories.step(city, officer)


def of(government):
    return f"/en/my-work/{government.pk}/calendar/"


def made(client, address):
    """Make an address on the page; its path."""
    page = client.post(address, {"do": "new"})
    return soup_of(page).select_one("#address")["value"].removeprefix("http://localhost:8000")


def uids(response):
    return {str(event["uid"]).split("@")[0] for event in icalendar.Calendar.from_ical(response.content).walk("VEVENT")}


def test_address_is_shown_once_and_read_without_signing_in(step, officer, signed_in):
    client = signed_in(officer)
    address = made(client, OWN)
    assert address.startswith("/calendar/") and address.endswith(".ics")
    response = Client().get(address)
    assert response.status_code == 200 and f"step-{step.pk}" in uids(response)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    again = client.get(OWN).text
    assert address not in again and "Make a new address; the old one ends" in again
    assert not response.cookies and "Cookie" not in response.get("Vary", "")


def test_page_says_how_to_add_it_in_plain_words(officer, signed_in, settings):
    settings.SITE_URL = "https://upr.example.org"
    page = signed_in(officer).post(OWN, {"do": "new"})
    for words in ("iPhone, iPad, Mac", "Google Calendar", "Outlook", "only where https://upr.example.org opens there"):
        assert words in page.text
    links = [link["href"] for link in soup_of(page).select("a.button") if link["href"].startswith("webcal")]
    assert links and links[0].startswith("webcal://upr.example.org/calendar/")


def test_new_address_ends_the_old_one_and_taken_back_is_404(step, officer, signed_in):
    client = signed_in(officer)
    old, new = made(client, OWN), made(client, OWN)
    assert [Client().get(address).status_code for address in (old, new)] == [404, 200]
    response = client.post(OWN, {"do": "end"}, follow=True)
    assert "is taken back" in " ".join(map(str, response.context["messages"]))
    assert Client().get(new).status_code == 404
    assert client.post(OWN, {"do": "end"}).status_code == 302  # once more changes nothing
    assert client.post(OWN, {"do": "dance"}).status_code == 200 and CalendarFeed.objects.count() == 2


@pytest.mark.parametrize("token", ["guessed", "a" * 500, "ü", "%00"])
def test_wrong_address_is_404(db, token):
    assert Client().get(f"/calendar/{token}.ics").status_code == 404
    assert Client().get(f"/en/calendar/{token}.ics").status_code == 404


def test_only_reading_is_possible(officer, signed_in):
    address = made(signed_in(officer), OWN)
    assert Client().post(address).status_code == 405
    assert Client().head(address).status_code == 200


def test_inactive_and_erased_people_have_no_calendar(step, city, officer, approver, signed_in, now):
    addresses = [made(signed_in(person), of(city)) for person in (officer, approver)]
    officer.is_active = False
    officer.save()
    personal_account.erase(approver, by=None, now=now)
    assert [Client().get(address).status_code for address in addresses] == [404, 404]
    assert not approver.calendar_feeds.exists()


def test_calendar_follows_the_rights_of_the_day(step, city, officer, signed_in):
    addresses = [made(signed_in(officer), page) for page in (OWN, of(city))]
    assert all(uids(Client().get(address)) for address in addresses)
    officer.memberships.all().delete()
    for address in addresses:
        response = Client().get(address)
        assert (response.status_code, uids(response)) == (200, set())  # the program empties its copy


def test_calendar_of_a_city_holds_nothing_for_a_stranger(step, city, outsider, coordinator, now):
    for person in (outsider, coordinator):
        _feed, token = CalendarFeed.objects.issue(person, city, now=now)
        response = Client().get(f"/calendar/{token}.ics")
        assert (response.status_code, uids(response)) == (200, set())


def test_calendar_of_another_state_holds_nothing_of_this_one(step, review, stranger, now):
    _feed, token = CalendarFeed.objects.issue(stranger, now=now)
    assert uids(Client().get(f"/calendar/{token}.ics")) == set()


def test_calendar_speaks_the_language_of_its_person(step, officer, signed_in):
    data = Client(headers={"accept-language": "fr"}).get(made(signed_in(officer), OWN)).content.decode()
    assert f"/es/steps/{step.pk}/" in data.replace("\r\n ", "")


def test_unchanged_calendar_is_not_sent_again(step, city, officer, signed_in):
    address = made(signed_in(officer), of(city))
    first = Client().get(address)
    assert "private" in first["Cache-Control"] and "no-cache" in first["Cache-Control"]
    tag = {"if-none-match": first["ETag"]}
    assert Client(headers=tag).get(address).status_code == 304
    step.due_date = datetime.date(2026, 8, 1)
    step.save()
    assert Client(headers=tag).get(address).status_code == 200


def test_reading_is_noted(officer, signed_in, now):
    client = signed_in(officer)
    address = made(client, OWN)
    assert "not yet" in client.get(OWN).text
    Client().get(address)
    assert CalendarFeed.objects.get().last_read_at.date() == now.date()
    assert "not yet" not in client.get(OWN).text


def test_deadlines_of_a_government_are_a_file(step, city, other_city, officer, outsider, signed_in):
    response = signed_in(officer).get(f"/en/my-work/{city.pk}/deadlines.ics")
    assert response["Content-Disposition"] == 'attachment; filename="deadlines-altamira.ics"'
    assert f"step-{step.pk}" in uids(response)
    assert signed_in(outsider).get(f"/en/my-work/{city.pk}/deadlines.ics").status_code == 404
    assert f"step-{step.pk}" not in uids(signed_in(outsider).get(f"/en/my-work/{other_city.pk}/deadlines.ics"))


def test_dates_of_a_call_are_a_file(review, coordinator, officer, stranger, signed_in):
    call = factories.call(review, coordinator)
    address = f"/en/calls/{call.pk}/deadlines.ics"
    whole, part = (uids(signed_in(person).get(address)) for person in (coordinator, officer))
    assert f"call-{call.pk}-approve" in whole - part and f"call-{call.pk}-submit" in part
    assert signed_in(stranger).get(address).status_code == 404
    assert address in signed_in(officer).get(call.get_absolute_url()).text


def test_ways_lead_to_the_calendar(city, viewer, outsider, signed_in):
    client = signed_in(viewer)
    assert OWN in client.get("/en/my-account/").text
    assert of(city) in client.get(f"/en/my-work/{city.pk}/").text
    assert f"/en/my-work/{city.pk}/deadlines.ics" in client.get(of(city)).text
    assert signed_in(outsider).get(of(city)).status_code == 404
    assert signed_in(outsider).post(of(city), {"do": "new"}).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_own_data_tell_of_addresses_and_never_the_token(officer, signed_in, city):
    token = made(signed_in(officer), of(city)).split("/")[-1].removesuffix(".ics")
    data = personal_account.export(officer)
    assert data["calendar_addresses"][0]["local_government"] == city.pk
    assert token not in str(data)
