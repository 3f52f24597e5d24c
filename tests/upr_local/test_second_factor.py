"""The second factor: set up without JavaScript, asked for at sign-in, demanded by a State, passed by nobody."""

import json
import re

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode
from fido2.utils import websafe_encode

from cms.practices.urls import urlpatterns as practice_urls
from tests import factories
from tracking.models import User
from upr_local.middleware import SecondFactorMiddleware

NEEDED = "/en/my-account/second-factor/"
LOGIN = "/en/accounts/login/"


def code_of(secret):
    """The six digits that an app shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(person, client=None):
    client = client or Client()
    client.post(LOGIN, {"login": person.email, "password": "correct horse"})
    return client


def set_up(client):
    """Set up codes as a person does; the app's secret."""
    address = reverse("mfa_activate_totp")
    asked = client.get(address)
    if asked.status_code == 302:
        asked = client.post(asked["Location"], {"password": "correct horse", "next": address}, follow=True)
    html = asked.content.decode()
    secret = re.search(r'class="secret"[^>]*>([A-Z2-7]+)<', html).group(1)
    assert "data:image/svg+xml" in html
    done = client.post(address, {"code": code_of(secret)}, follow=True)
    assert "Recovery codes" in done.content.decode()
    return secret


@pytest.fixture
def asking(state):
    state.requires_second_factor = True
    state.save()
    return state


def test_codes_are_set_up_and_asked_for_at_the_next_sign_in(officer):
    secret = set_up(sign_in(officer))
    client = sign_in(officer)
    assert client.get("/en/my-work/").status_code == 302
    page = client.get(reverse("mfa_authenticate")).content.decode()
    assert "site.css" in page
    assert "Type the code" in page
    assert "error-summary" in client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})["Location"] == "/en/my-work/"
    assert client.get("/en/my-work/").status_code == 200


def test_recovery_code_lets_in_once(officer):
    client = sign_in(officer)
    set_up(client)
    code = re.search(r"<code>(\d+)</code>", client.get(reverse("mfa_view_recovery_codes")).content.decode()).group(1)
    for expected in (302, 200):
        other = sign_in(officer)
        assert other.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected


def test_guessing_codes_is_stopped(officer):
    secret = set_up(sign_in(officer))
    client = sign_in(officer)
    for _time in range(6):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    page = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert "Too many" in page.content.decode()


def test_account_whose_password_was_reset_can_still_set_up_codes(officer):
    client = Client()
    client.post("/en/accounts/password/reset/", {"email": officer.email})
    set_up(sign_in(officer))


@pytest.mark.parametrize(
    "path",
    ["", "totp/activate/", "webauthn/", "webauthn/add/", "recovery-codes/", "recovery-codes/generate/",
     "totp/deactivate/", "reauthenticate/"],
)  # fmt: skip
def test_every_page_has_the_sites_look_and_nothing_inline(path, officer):
    client = sign_in(officer)
    set_up(client)
    response = client.get(f"/en/accounts/second-factor/{path}", follow=True)
    html = response.content.decode()
    assert response.status_code == 200
    assert "site.css" in html
    assert html.count("<h1") == 1
    assert "style=" not in html
    for attributes in re.findall(r"<script([^>]*)>", html):
        assert "src=" in attributes or 'type="application/json"' in attributes


def test_state_that_asks_leads_its_people_to_set_one_up_and_then_opens(asking, city, officer):
    client = sign_in(officer)
    assert client.get("/en/my-work/")["Location"] == NEEDED
    assert client.get(f"/en/my-work/{city.pk}/")["Location"] == NEEDED
    page = client.get(NEEDED).content.decode()
    assert "Lumeria" in page
    assert reverse("mfa_activate_totp") in page
    set_up(client)
    assert client.get("/en/my-work/").status_code == 200
    assert client.get(NEEDED)["Location"] == "/en/my-work/"


@pytest.mark.parametrize("role", ["coordinator", "national_viewer", "commenter", "collector", "viewer"])
def test_state_that_asks_asks_everybody_who_works_for_it(role, asking, request, signed_in):
    client = signed_in(request.getfixturevalue(role))
    assert client.get("/en/my-work/")["Location"] == NEEDED


def test_state_that_asks_leaves_others_alone(asking, stranger, signed_in):
    assert signed_in(stranger).get("/en/my-work/").status_code == 200
    assert Client().get("/en/recommendations/").status_code == 200


def test_own_account_and_sign_out_stay_open(asking, officer, signed_in):
    client = signed_in(officer)
    assert client.get("/en/my-account/").status_code == 200
    assert client.get("/en/accounts/password/change/").status_code == 200
    client.post("/en/accounts/logout/")
    assert client.get("/en/my-work/")["Location"].startswith(LOGIN)


def test_recovery_codes_alone_are_no_second_factor(asking, officer, signed_in):
    officer.authenticator_set.create(type="recovery_codes", data={})
    assert signed_in(officer).get("/en/my-work/")["Location"] == NEEDED


def test_typed_text_comes_back_where_the_state_begins_to_ask(asking, city, officer, signed_in):
    typed = urlencode({"description": "We open forty beds in the north before the winter."})
    address = reverse("tracking:step-add", args=[city.pk])
    page = signed_in(officer).post(address, typed, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 403
    assert "forty beds" in page.content.decode()
    assert "Set up a second factor first" in page.content.decode()


def test_admin_opens_only_with_the_second_factor(asking, state):
    admin = User.objects.create_superuser("it@example.org", "correct horse")
    client = sign_in(admin)
    assert client.get("/admin/")["Location"] == NEEDED
    set_up(client)
    assert client.get("/admin/").status_code == 200
    again = sign_in(admin)
    assert again.get("/admin/").status_code == 302
    assert "_auth_user_id" not in again.session


@pytest.mark.parametrize("door", ["/admin/login/", "/en/_util/login/", "/_util/login/", "/es/_util/login/"])
def test_no_other_door_takes_a_password(door, officer):
    set_up(sign_in(officer))
    client = Client()
    credentials = {"username": officer.email, "login": officer.email, "password": "correct horse"}
    for response in (client.get(door, follow=True), client.post(door, credentials, follow=True)):
        assert "accounts/login" in (response.redirect_chain or [[""]])[-1][0]
    assert "_auth_user_id" not in client.session


def test_admin_changes_neither_password_nor_address(db):
    admin = User.objects.create_superuser("it@example.org", "correct horse")
    page = sign_in(admin).get("/admin/account/").content.decode()
    assert 'type="password"' not in page
    assert 'type="email"' not in page


def test_asking_costs_no_query_of_its_own(officer, signed_in, django_assert_num_queries):
    client = signed_in(officer)
    client.get("/en/my-account/second-factor/")
    with django_assert_num_queries(2):  # the session, and the person with everything the question needs
        client.get("/en/my-account/second-factor/")


def test_closed_account_has_no_session(officer, signed_in):
    client = signed_in(officer)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert client.get("/en/my-work/").status_code == 302


def test_passkey_login_gives_its_question_as_data(db):
    answer = Client().get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    options = answer.json()["request_options"]["publicKey"]
    assert options["userVerification"] == "required"
    assert options["rpId"] == "testserver"


def test_forged_passkey_lets_nobody_in(officer):
    client = Client()
    client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    handle = websafe_encode(user_pk_to_url_str(officer).encode())
    answer = dict.fromkeys(("clientDataJSON", "authenticatorData", "signature", "userHandle"), handle)
    answer["authenticatorData"] = websafe_encode(bytes(37))
    answer["clientDataJSON"] = websafe_encode(b'{"type": "webauthn.get", "challenge": "", "origin": "x"}')
    credential = {"id": handle, "rawId": handle, "type": "public-key", "response": answer}
    response = client.post(reverse("mfa_login_webauthn"), {"credential": json.dumps(credential)}, follow=True)
    assert "accounts/login" in response.redirect_chain[-1][0]
    assert "_auth_user_id" not in client.session


def test_signed_in_here_lists_sessions_and_ends_the_others(officer):
    firefox = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"})
    here, there = sign_in(officer, firefox), sign_in(officer)
    page = here.get("/en/accounts/sessions/").content.decode()
    assert "Firefox, Linux" in page
    assert page.count("Signed in on") == 2
    here.post("/en/accounts/sessions/")
    assert here.get("/en/my-work/").status_code == 200
    assert there.get("/en/my-work/").status_code == 302


def test_new_password_ends_the_other_sessions(officer):
    here, there = sign_in(officer), sign_in(officer)
    new = {"oldpassword": "correct horse", "password1": "a battery staple", "password2": "a battery staple"}
    assert here.post("/en/accounts/password/change/", new)["Location"] == "/en/my-account/"
    assert here.get("/en/my-work/").status_code == 200
    assert there.get("/en/my-work/").status_code == 302


def test_mail_tells_where_the_second_factor_is_turned_off(officer, settings, mailoutbox):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client = sign_in(officer)
    set_up(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert not officer.authenticator_set.exists()
    assert [message.to for message in mailoutbox] == [[officer.email]]
    assert "choose a new password at once" in mailoutbox[0].body


def test_people_of_two_states_are_asked_where_one_asks(asking, officer, signed_in):
    other = factories.member("viewer", factories.government(factories.state("XOT", "XO", "Otheria"), "Elsewhere"))
    assert signed_in(other).get("/en/my-work/").status_code == 200
    other.memberships.create(role="commenter", state=asking, organisation="Homes for All")
    assert signed_in(other).get("/en/my-work/")["Location"] == NEEDED


ANSWERS = [[], 5, "x", {}, {"id": "x"}, {"id": "eA", "rawId": "eA", "response": "x"}, {"response": {"userHandle": 5}}]


@pytest.mark.parametrize("answer", [*ANSWERS, "without rawId"], ids=str)
@pytest.mark.parametrize("page", ["mfa_login_webauthn", "mfa_add_webauthn", "mfa_authenticate"])
def test_malformed_answer_of_a_passkey_is_refused(page, answer, officer):
    address, client = reverse(page), sign_in(officer) if page == "mfa_add_webauthn" else Client()
    if page == "mfa_authenticate":
        officer.authenticator_set.create(type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
        client = sign_in(officer)
    if answer == "without rawId":
        handle = websafe_encode(user_pk_to_url_str(officer).encode())
        parts = ("clientDataJSON", "authenticatorData", "signature", "userHandle", "attestationObject")
        answer = {"id": handle, "type": "public-key", "response": dict.fromkeys(parts, handle)}
    client.get(address, headers={"accept": "application/json"} if "login" in page else {})
    response = client.post(address, {"credential": json.dumps(answer)})
    assert response.status_code in (200, 302)
    assert not officer.authenticator_set.filter(type="webauthn").exists()
    assert page == "mfa_add_webauthn" or "_auth_user_id" not in client.session


def test_rooms_of_the_cms_that_are_not_public_open_only_with_it(asking, city, officer, signed_in):
    closed = [reverse("cms:proposal-list", args=[city.pk]), reverse("cms:proposal-add", args=[city.pk])]
    closed += [reverse("cms:notice-list"), reverse("cms:risk-detail", args=[1]), "/en/register/?internal=1"]
    client = signed_in(officer)
    assert [client.get(address)["Location"] for address in closed] == [NEEDED] * len(closed)
    assert client.get("/en/register/").status_code == 200


def test_every_room_of_the_cms_below_my_work_is_guarded():
    closed = re.compile("my-work/|practice/(reported|unpublish)")
    names = {f"cms:{pattern.name}" for pattern in practice_urls if closed.match(str(pattern.pattern))}
    assert len(names) > 5
    assert names <= SecondFactorMiddleware.GUARDED_PAGES_OF_THE_CMS
