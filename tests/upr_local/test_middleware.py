"""What was typed while the session ended comes back; addresses that no database takes lead nowhere."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

TYPED = "We open <b>40 beds</b> in the north before the winter."


def send(client, url, **typed):
    """Send a form as a browser does that has no file to send."""
    return client.post(url, urlencode(typed), content_type="application/x-www-form-urlencoded")


@pytest.fixture
def adding(city):
    return reverse("tracking:step-add", args=[city.pk])


def test_typed_text_comes_back_after_the_session_ended(adding):
    response = send(Client(), adding, description=TYPED, version="2026-01-01T00:00:00+00:00", kind="service")
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 403
    assert [area.get_text().strip() for area in page.select("main textarea")] == [TYPED]
    assert page.select_one("main a.button")["href"] == f"/en/accounts/login/?next={adding}"


def test_form_without_typed_text_leads_to_the_sign_in(adding):
    response = send(Client(), adding, description=" short ", version="2026-01-01T00:00:00+00:00")
    assert response["Location"] == f"/en/accounts/login/?next={adding}"


def test_passwords_are_never_shown_again(db):
    changing = reverse("account_change_password")
    response = send(Client(), changing, oldpassword="a long old password", password1="a long new password")
    assert response.status_code == 302
    assert b"long" not in response.content


def test_signed_in_person_is_not_told_so(adding, signed_in, officer):
    assert send(signed_in(officer), adding, description=TYPED).status_code == 200


@pytest.mark.parametrize("address", ["/en/?q=a%00b", "/en/explore/%00/", "/en/%00", "/%00"])
def test_address_with_the_sign_nul_is_no_page(address, db):
    assert Client().get(address).status_code == 404
