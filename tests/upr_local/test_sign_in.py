"""Signing in and out, and a new password: in the site's own look, with plain words."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests import factories

LOGIN = "/en/accounts/login/"


@pytest.fixture
def person(db):
    return factories.person("ana")


@pytest.fixture(autouse=True)
def mails_in_memory(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def sign_in(client, person, password="correct horse", **fields):
    return client.post(LOGIN, {"login": person.email, "password": password, **fields})


def test_page_says_that_accounts_are_given_by_invitation(db):
    html = Client().get(LOGIN).content.decode()
    assert "Accounts are given by invitation" in html
    assert "site.css" in html


def test_right_password_leads_home_or_where_one_was_going(person):
    assert sign_in(Client(), person)["Location"] == "/en/my-work/"
    page = Client().get(f"{LOGIN}?next=/en/reminders/").content.decode()
    assert re.search(r'name="next"[^>]*value="/en/reminders/"', page)
    assert sign_in(Client(), person, next="/en/reminders/")["Location"] == "/en/reminders/"


def test_next_never_leads_to_another_site(person):
    assert sign_in(Client(), person, next="https://evil.example/")["Location"] == "/en/my-work/"


def test_wrong_password_says_so_and_keeps_address_and_way(person):
    html = sign_in(Client(), person, "wrong", next="/en/reminders/").content.decode()
    assert "error-summary" in html
    assert "not correct" in html
    assert person.email in html
    assert "/en/reminders/" in html


def test_too_many_wrong_passwords_are_told_to_wait_even_with_the_right_one(person):
    client = Client()
    for _ in range(6):
        sign_in(client, person, "wrong")
    assert "Too many" in sign_in(client, person).content.decode()


def test_one_visitor_cannot_try_many_accounts(db):
    client, people = Client(), [factories.person("ana") for _number in range(21)]
    for person in people[:20]:
        assert "not correct" in sign_in(client, person, "wrong").content.decode()
    assert "Too many" in sign_in(client, people[20]).content.decode()
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7"), people[20]).status_code == 302


def test_behind_a_proxy_the_visitor_counts_and_not_the_proxy(db, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    people = [factories.person("ana") for _number in range(21)]
    for person in people[:20]:
        sign_in(Client(headers={"x-forwarded-for": "198.51.100.1, 192.0.2.9"}), person, "wrong")
    made_up = {"x-forwarded-for": "203.0.113.5, 192.0.2.9"}  # only the last address is the proxy's own word
    assert "Too many" in sign_in(Client(headers=made_up), people[20]).content.decode()
    assert sign_in(Client(headers={"x-forwarded-for": "192.0.2.10"}), people[20]).status_code == 302


def test_asking_for_new_passwords_again_and_again_is_stopped(person):
    answers = [Client().post("/en/accounts/password/reset/", {"email": person.email}) for _number in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert len(mail.outbox) == 5
    assert "site.css" in answers[-1].content.decode()


def test_sign_up_is_closed(db):
    html = Client().get("/en/accounts/signup/").content.decode()
    assert "Accounts are given by invitation" in html
    assert "<form" not in html.split("<main")[1]


def test_sign_out_asks_first_then_ends(person, signed_in):
    client = signed_in(person)
    assert "Sign out?" in client.get("/en/accounts/logout/").content.decode()
    client.post("/en/accounts/logout/")
    assert client.get("/en/my-work/").status_code == 302


def test_new_password_by_a_link_in_a_plain_mail_that_works_once(person):
    client = Client()
    client.post("/en/accounts/password/reset/", {"email": person.email})
    (message,) = mail.outbox
    assert message.subject == "Choose a new password"
    assert not getattr(message, "alternatives", [])
    link = re.search(r"https?://\S+/accounts/password/\S+", message.body).group()
    form = client.get(link, follow=True)
    assert "Choose a new password" in form.content.decode()
    new = {"password1": "a battery staple", "password2": "a battery staple"}
    done = client.post(form.redirect_chain[-1][0], new, follow=True)
    assert "Your new password is saved" in done.content.decode()
    assert sign_in(Client(), person, "a battery staple").status_code == 302
    assert "no longer works" in Client().get(link, follow=True).content.decode()


def test_new_password_for_an_unknown_address_looks_the_same_and_explains_by_mail(db):
    response = Client().post("/en/accounts/password/reset/", {"email": "nobody@example.org"}, follow=True)
    assert "Look into your mails" in response.content.decode()
    assert "There is no account with it" in mail.outbox[0].body


@pytest.mark.parametrize(
    "path", ["login/", "password/reset/", "password/reset/done/", "password/reset/key/done/", "inactive/"]
)
def test_pages_of_accounts_have_the_sites_look(path, db):
    html = Client().get(f"/en/accounts/{path}").content.decode()
    assert "site.css" in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("path", ["password/change/", "reauthenticate/", "email/"])
def test_pages_of_own_account_have_the_sites_look(path, person, signed_in):
    html = signed_in(person).get(f"/en/accounts/{path}", follow=True).content.decode()
    assert "site.css" in html
    assert html.count("<h1") == 1
