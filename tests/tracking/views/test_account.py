"""My account: what one changes, takes along, and erases."""

import datetime
import json

import pytest
from django.core.cache import cache
from django.urls import reverse

from tracking.models import User

PAGE = "/en/my-account/"


@pytest.fixture(autouse=True)
def nobody_tried_before(own_folders):
    """Limits of sign-in count from nothing."""
    cache.clear()


OWN = {
    "first_name": "Ana",
    "last_name": "Ruiz",
    "phone": "+57 1 555 00 00",
    "preferred_channel": "phone",
    "language": "fr",
    "time_zone": "America/Bogota",
}
MAILS = {"quiet_from": "19:30", "quiet_until": "08:00", "wants_digest": "on"}
DATA = OWN | MAILS


def sign_in(client, person):
    """As people do: erasing asks for a fresh proof, which a shortcut does not give."""
    client.post("/en/accounts/login/", {"login": person.email, "password": "correct horse"})
    return client


def prove(client, then):
    """Answer the question for the password that stands before `then`; the answer to what follows."""
    asked = client.get(then)
    return client.post(asked["Location"], {"password": "correct horse", "next": then})


def test_own_facts_are_changed_and_the_contact_is_fresh(officer, signed_in):
    assert signed_in(officer).post(PAGE, DATA)["Location"] == PAGE
    officer.refresh_from_db()
    assert {name: getattr(officer, name) for name in OWN} == OWN
    assert (officer.quiet_from, officer.quiet_until) == (datetime.time(19, 30), datetime.time(8))
    assert officer.wants_digest
    signed_in(officer).post(PAGE, OWN | {"quiet_from": "00:00", "quiet_until": "00:00"})
    officer.refresh_from_db()
    assert not officer.wants_digest
    assert officer.reviewed_at is not None


@pytest.mark.parametrize("wrong", [{"time_zone": "Mars/Crater"}, {"language": "tlh"}, {"first_name": ""}])
def test_wrong_values_are_refused_and_what_was_typed_stays(wrong, officer, signed_in):
    html = signed_in(officer).post(PAGE, DATA | wrong).content.decode()
    assert "error-summary" in html
    assert 'value="Ruiz"' in html
    officer.refresh_from_db()
    assert officer.last_name == ""


def test_what_is_not_in_the_form_cannot_be_changed(officer, signed_in):
    signed_in(officer).post(PAGE, DATA | {"email": "other@example.org", "is_superuser": "on"})
    officer.refresh_from_db()
    assert officer.email != "other@example.org"
    assert not officer.is_superuser


def test_page_shows_own_roles_and_sign_in(officer, state, signed_in):
    officer.memberships.create(role="national-viewer", state=state)
    officer.authenticator_set.create(type="totp", data={})
    html = signed_in(officer).get(PAGE).content.decode()
    assert html.count("Leave this role") == 2
    assert "Change the second factor" in html


def test_export_is_a_file_with_ones_own_data(officer, signed_in):
    response = signed_in(officer).get("/en/my-account/my-account.json")
    assert "attachment" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    assert json.loads(response.content)["account"]["email"] == officer.email


def test_erasing_asks_for_the_password_then_for_a_tick(officer, client):
    address = reverse("tracking:account-erase")
    sign_in(client, officer)
    assert client.get(address)["Location"].startswith("/en/accounts/reauthenticate/")
    assert prove(client, address).status_code == 302
    assert "What stays" in client.get(address).content.decode()
    assert "error-summary" in client.post(address, {}).content.decode()
    assert client.post(address, {"confirmed": "on"}).status_code == 302
    assert str(User.objects.get(pk=officer.pk)) == "former officer of Altamira"
    assert client.get(PAGE).status_code == 302


def test_wrong_password_erases_nothing(officer, client):
    address = reverse("tracking:account-erase")
    sign_in(client, officer)
    asked = client.get(address)
    assert client.post(asked["Location"], {"password": "wrong", "next": address}).status_code == 200
    client.post(address, {"confirmed": "on"})
    assert User.objects.get(pk=officer.pk).is_active


def test_erasing_waits_for_the_password_also_where_the_tick_came_first(officer, client):
    address = reverse("tracking:account-erase")
    asked = sign_in(client, officer).post(address, {"confirmed": "on"})
    assert User.objects.get(pk=officer.pk).is_active
    client.post(asked["Location"], {"password": "correct horse", "next": address})
    assert not User.objects.get(pk=officer.pk).is_active


def test_last_coordinator_is_told_to_invite_another_first(coordinator, client):
    address = reverse("tracking:account-erase")
    sign_in(client, coordinator)
    prove(client, address)
    assert "Invite another one first" in client.get(address).content.decode()
    client.post(address, {"confirmed": "on"})
    assert User.objects.get(pk=coordinator.pk).is_active
