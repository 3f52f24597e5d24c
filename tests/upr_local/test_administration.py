"""Signing in with an administration's own account (OpenID Connect), against a small provider on this machine."""

import http.server
import json
import threading
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tracking.models import Invitation, User
from upr_local import accounts

CALLBACK = "/oidc/administration/login/callback/"
SIGNING_KEY = "a key of the test's own provider"


class Provider(http.server.BaseHTTPRequestHandler):
    """Answers as an OpenID Connect provider does; `claims` is what it says about whoever signs in."""

    claims = {}

    def do_GET(self):
        own = f"http://{self.headers['Host']}"
        if self.path.endswith("openid-configuration"):
            addresses = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            known = {f"{name}_endpoint": f"{own}/{path}" for name, path in addresses.items()}
            return self.answer({"issuer": own, "jwks_uri": f"{own}/keys", **known})
        return self.answer(self.claims)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        own = f"http://{self.headers['Host']}"
        claims = {**self.claims, "iss": own, "aud": "upr-local", "exp": time.time() + 60, "iat": time.time()}
        token = jwt.encode(claims, SIGNING_KEY, algorithm="HS256")
        self.answer({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def answer(self, data):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(data).encode())

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def provider(settings):
    """The site set up with a provider: provider(sub="1", email=..., ...) says who signs in there next."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    app = {
        "provider_id": "administration",
        "name": "City Hall",
        "client_id": "upr-local",
        "secret": "secret",
        "settings": {"server_url": f"http://127.0.0.1:{server.server_port}", "verified_email": []},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}

    def says(**claims):
        Provider.claims = {"sub": "17", "given_name": "Ana", "family_name": "Ruiz", "phone": "555", **claims}
        return app

    yield says
    server.shutdown()
    server.server_close()


def enter(client=None, **query):
    """Go to the provider and come back with a code; (client, the site's answer)."""
    client = client or Client()
    gone = client.get("/oidc/administration/login/", query)
    asked = parse_qs(urlsplit(gone["Location"]).query)
    assert asked["redirect_uri"] == [f"http://testserver{CALLBACK}"]
    assert asked["code_challenge_method"] == ["S256"]
    return client, client.get(CALLBACK, {"code": "any", "state": asked["state"][0]})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_button_stands_on_the_sign_in_page_only_where_a_provider_is_set(db):
    assert "Sign in with City Hall" not in Client().get("/en/accounts/login/").content.decode()


def test_button_leads_to_the_provider_and_back_to_where_one_was_going(provider, officer):
    provider(email=officer.email, email_verified=True)
    html = Client().get("/en/accounts/login/?next=/en/reminders/").content.decode()
    assert "Sign in with City Hall" in html
    assert "/oidc/administration/login/?process=login&amp;next=%2Fen%2Freminders%2F" in html
    _client, answer = enter(next="/en/reminders/")
    assert answer["Location"] == "/en/reminders/"


def test_person_with_an_account_enters_and_keeps_the_password(provider, officer):
    provider(email=officer.email.upper(), email_verified=True)
    client, answer = enter()
    assert answer["Location"].endswith("/my-work/")
    assert client.session["_auth_user_id"] == str(officer.pk)
    officer.refresh_from_db()
    assert officer.check_password("correct horse")
    assert SocialAccount.objects.get().extra_data == {}


def test_person_who_entered_once_is_known_by_the_administrations_number(provider, officer):
    provider(email=officer.email, email_verified=True)
    enter()
    provider(email="renamed@city.example", email_verified=True)
    client, _answer = enter()
    assert client.session["_auth_user_id"] == str(officer.pk)
    assert SocialAccount.objects.get().extra_data == {}
    assert User.objects.count() == 1


def test_invited_newcomer_gets_the_account_and_the_role(provider, city, approver):
    factories.invitation(city, approver, email="ana@city.example", language="es", now=timezone.now())
    provider(email="Ana@city.example", email_verified=True)
    client, _answer = enter()
    ana = User.objects.get(email="ana@city.example")
    assert (str(ana), ana.language, ana.has_usable_password()) == ("Ana Ruiz", "es", False)
    assert ana.memberships.get().local_government == city
    assert client.get(reverse("tracking:workspace", args=[city.pk])).status_code == 200


@pytest.mark.parametrize("verified", [{"email_verified": False}, {}])
def test_address_that_the_administration_did_not_check_opens_nothing(provider, officer, verified):
    provider(email=officer.email, **verified)
    client, answer = enter()
    assert not is_signed_in(client)
    assert "Accounts are given by invitation" in answer.content.decode()
    assert not SocialAccount.objects.exists()


def test_address_of_a_named_domain_counts_as_checked(provider, officer):
    provider(email=officer.email)["settings"]["verified_email"] = ["example.org"]
    assert is_signed_in(enter()[0])


def test_stranger_of_the_administration_gets_no_account(provider, db):
    provider(email="stranger@city.example", email_verified=True)
    client, answer = enter()
    assert not is_signed_in(client)
    assert "Accounts are given by invitation" in answer.content.decode()
    assert not User.objects.exists()


def test_expired_invitation_opens_nothing(provider, city, approver, now):
    factories.invitation(city, approver, email="ana@city.example", now=now.replace(year=2020))
    provider(email="ana@city.example", email_verified=True)
    assert not is_signed_in(enter()[0])


def test_closed_account_stays_closed(provider, officer):
    User.objects.filter(pk=officer.pk).update(is_active=False)
    provider(email=officer.email, email_verified=True)
    client, answer = enter()
    assert not is_signed_in(client)
    assert answer["Location"].endswith("/accounts/inactive/")


def test_second_factor_is_asked_for_here_too(provider, officer):
    officer.authenticator_set.create(type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    provider(email=officer.email, email_verified=True)
    client, answer = enter()
    assert answer["Location"].endswith("/second-factor/authenticate/")
    assert not is_signed_in(client)


def test_nobody_is_tied_to_anothers_account_while_signed_in(provider, officer, viewer, signed_in):
    provider(email=viewer.email, email_verified=True)
    _client, answer = enter(signed_in(officer), process="connect")
    assert answer["Location"].endswith("/my-account/")
    assert not SocialAccount.objects.exists()


def test_answer_without_the_question_is_refused_in_the_sites_look(provider, officer):
    provider(email=officer.email, email_verified=True)
    answer = Client().get(CALLBACK, {"code": "any", "state": "forged"})
    assert answer.status_code == 401
    assert "That sign-in did not work" in answer.content.decode()


def test_cancelling_at_the_provider_says_that_nothing_changed(provider, db):
    provider()
    client = Client()
    asked = parse_qs(urlsplit(client.get("/oidc/administration/login/")["Location"]).query)
    page = client.get(CALLBACK, {"error": "access_denied", "state": asked["state"][0]}, follow=True)
    assert "You did not sign in" in page.content.decode()


def test_without_a_provider_its_addresses_are_not_found(db):
    assert Client().get("/oidc/administration/login/", follow=True).status_code == 404


def test_invitation_withdrawn_at_the_same_moment_is_told_and_leaves_no_account(provider, city, approver, monkeypatch):
    invitation, _token = factories.invitation(city, approver, email="ana@city.example", now=timezone.now())
    provider(email="ana@city.example", email_verified=True)
    found = accounts.open_invitations

    def slow(sociallogin):
        rows = list(found(sociallogin))
        if not User.objects.filter(email="ana@city.example").exists():
            Invitation.objects.update(withdrawn_at=timezone.now(), withdrawn_by=approver)
        return rows

    monkeypatch.setattr(accounts.InvitedFromAdministration, "is_open_for_signup", lambda *args: True)
    monkeypatch.setattr(accounts, "open_invitations", slow)
    client, answer = enter()
    assert answer.status_code == 410 and "It was withdrawn." in answer.content.decode()
    assert not is_signed_in(client) and not User.objects.filter(email="ana@city.example").exists()


def test_one_of_two_invitations_withdrawn_leaves_the_other(provider, city, other_city, approver, monkeypatch):
    for place in (city, other_city):
        factories.invitation(place, approver, email="ana@city.example", now=timezone.now())
    provider(email="ana@city.example", email_verified=True)
    rows = list(Invitation.objects.filter(email="ana@city.example"))
    Invitation.objects.filter(local_government=city).update(withdrawn_at=timezone.now(), withdrawn_by=approver)
    monkeypatch.setattr(accounts.InvitedFromAdministration, "is_open_for_signup", lambda *args: True)
    monkeypatch.setattr(accounts, "open_invitations", lambda sociallogin: rows)
    client, _answer = enter()
    assert is_signed_in(client)
    assert User.objects.get(email="ana@city.example").memberships.get().local_government == other_city
