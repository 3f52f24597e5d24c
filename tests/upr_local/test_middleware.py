"""What was typed while the session ended comes back; addresses that no database takes lead nowhere."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from tests import factories

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
    assert page.select_one("main label").get_text() == "What is done, for whom"
    assert page.select_one("main a.button")["href"] == f"/en/accounts/login/?next={adding}"


def refused(person, url, **typed):
    """The page of a form whose key is of an earlier sign-in, sent by a person who is signed in."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    client.cookies["csrftoken"] = "n" * 32
    response = send(client, url, csrfmiddlewaretoken="o" * 32, **typed)
    assert response.status_code == 403
    return BeautifulSoup(response.content, "html.parser").select_one("main")


def test_typed_text_comes_back_where_the_key_of_the_form_is_old(adding, city, officer, settings):
    officer.language = "en"
    page = refused(officer, adding, description=TYPED, odd_name=TYPED, password="a long password of mine")
    assert page.select_one("h1").get_text() == "Nothing was saved"
    assert [area.get_text().strip() for area in page.select("textarea")] == [TYPED, TYPED]
    assert [label.get_text() for label in page.select("label")] == ["What is done, for whom", "Odd name"]
    assert page.select_one("a.button")["href"] == adding
    assert "oooo" not in page.get_text()
    assert not page.select("form")


def test_refused_form_without_words_or_with_secrets_gives_nothing_back(adding, officer):
    assert "Open the page again and send it once more" in refused(officer, adding, kind="service").get_text()
    page = refused(officer, reverse("account_change_password"), oldpassword="a long old password")
    assert not page.select("textarea")


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


def test_times_are_told_by_the_clock_of_the_reader(recommendation, review, city, coordinator, signed_in, officer):
    contribution = factories.contribution(factories.call(review, coordinator), city, [recommendation])
    contribution.hand_in(by=officer, now=factories.NOW)
    assert "10 March 2026, 09:00" in signed_in(officer).get(contribution.get_absolute_url()).content.decode()
    officer.time_zone = "America/Lima"
    officer.save()
    assert "10 March 2026, 04:00" in signed_in(officer).get(contribution.get_absolute_url()).content.decode()
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.parametrize("address", ["/en/?q=a%00b", "/en/explore/%00/", "/en/%00", "/%00"])
def test_address_with_the_sign_nul_is_no_page(address, db):
    assert Client().get(address).status_code == 404
