"""Mails that do not arrive are told to the person, who says that the address is right or takes another one."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError

from tests import factories
from tracking import own_address
from tracking.models import Event, User

PAGE, NEW = "/en/my-account/", "new@example.org"


@pytest.fixture(autouse=True)
def nobody_tried_before(own_folders):
    """Limits of sign-in count from nothing."""
    cache.clear()


@pytest.fixture
def failing(officer, now):
    """The officer, to whom mails do not arrive; reads English here."""
    officer.language = "en"
    officer.save()
    officer.note_failing_mail("address", now=now)
    return officer


def sign_in(client, person):
    client.post("/en/accounts/login/", {"login": person.email, "password": "correct horse"})
    return client


def proven(client, then):
    """Answer the question for the password that stands before a page."""
    asked = client.get(then)
    client.post(asked["Location"], {"password": "correct horse", "next": then})
    return client


def ask_for(client, address):
    return proven(client, f"{PAGE}address/").post(f"{PAGE}address/", {"email": address})


def link():
    return next(word for word in mail.outbox[0].body.split() if "/my-account/address/" in word)


def test_account_says_why_mails_fail(failing, signed_in):
    page = signed_in(failing).get(PAGE).content.decode()
    assert "Mails to your address have not arrived since 10 March 2026: the address does not exist." in page


def test_account_is_calm_while_mails_arrive(officer, signed_in):
    assert "have not arrived" not in signed_in(officer).get(PAGE).content.decode()


def test_person_says_that_the_address_is_right(failing, signed_in):
    assert signed_in(failing).post(f"{PAGE}address/confirm/")["Location"] == PAGE
    failing.refresh_from_db()
    assert (failing.mail_failing_since, failing.mail_failure) == (None, "")
    assert Event.objects.about(failing).filter(by=failing, after={"mail": ""}).exists()


def test_other_address_is_taken_by_the_link_that_went_to_it(failing, client):
    old = failing.email
    client = sign_in(client, failing)
    assert ask_for(client, NEW.upper())["Location"] == PAGE
    assert mail.outbox[0].to == [NEW]
    assert NEW in client.get(link()).content.decode()
    failing.refresh_from_db()
    assert failing.email == old  # looking is not taking
    client.post(link())
    failing.refresh_from_db()
    assert (failing.email, failing.mail_failing_since) == (NEW, None)
    assert mail.outbox[1].to == [old]
    assert not any("@" in str(event.after) for event in Event.objects.about(failing))
    client.logout()
    sign_in(client, failing)
    assert client.get(PAGE).status_code == 200


def test_link_works_once(failing, client):
    client = sign_in(client, failing)
    ask_for(client, NEW)
    client.post(link())
    assert client.post(link()).status_code == 404


def test_address_of_somebody_else_is_refused(failing, client, approver, outsider):
    client = sign_in(client, failing)
    assert "belongs to another account" in ask_for(client, approver.email).content.decode()
    assert mail.outbox == []


def test_invited_address_is_refused(failing, approver, city):
    invitation = factories.invitation(city, approver)[0]
    with pytest.raises(ValidationError):
        own_address.expect_free(invitation.email)


def test_somebody_faster_keeps_the_address(failing, client):
    client = sign_in(client, failing)
    ask_for(client, NEW)
    User.objects.create_user(NEW)
    client.post(link())
    failing.refresh_from_db()
    assert failing.email != NEW


def test_link_of_another_account_is_unknown(failing, approver, client):
    ask_for(sign_in(client, failing), NEW)
    client.logout()
    assert sign_in(client, approver).post(link()).status_code == 404


def test_old_link_is_unknown(failing, client, time_machine, now):
    time_machine.move_to(now)
    client = sign_in(client, failing)
    ask_for(client, NEW)
    token = link().rstrip("/").rpartition("/")[2]
    assert own_address.of_link(failing, token) == NEW
    time_machine.move_to(now.replace(day=12))
    assert own_address.of_link(failing, token) is None


def test_mail_server_that_refuses_is_said(failing, client, monkeypatch):
    def refuse(self, fail_silently=False):
        raise ConnectionRefusedError

    client = proven(sign_in(client, failing), f"{PAGE}address/")
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    page = client.post(f"{PAGE}address/", {"email": NEW}).content.decode()
    assert "does not take mail for this address" in page
