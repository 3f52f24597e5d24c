"""From the form of an invitation to the newcomer who is signed in, and every link that leads nowhere."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tracking.models import Invitation, User
from tracking.models.invitation import LASTS

NEWCOMER = {"first_name": "Ana", "last_name": "Ruiz", "password": "a battery staple"}


@pytest.fixture(autouse=True)
def mails_in_memory(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def form_of(place):
    return reverse("tracking:people-invite", args=[place.pk])


def accept_page(token):
    return reverse("tracking:invitation-accept", args=[token])


@pytest.fixture
def link(city, approver):
    """The address that the mail of an invitation to the city holds."""
    return accept_page(factories.invitation(city, approver, now=timezone.now())[1])


def test_inviting_sends_a_mail_whose_link_makes_an_account_and_signs_in(city, approver, signed_in):
    data = {"email": "new@example.org", "role": "officer", "language": "en"}
    page = signed_in(approver).post(form_of(city), data, follow=True).content.decode()
    assert "is on its way" in page
    link = re.search(r"/en/invitation/\S+/", mail.outbox[0].body).group()
    client = Client()
    page = client.get(link).content.decode()
    assert "Altamira" in page
    assert "new@example.org" in page
    assert client.post(link, NEWCOMER)["Location"] == "/en/my-work/"
    assert client.get(reverse("tracking:workspace", args=[city.pk])).status_code == 200
    newcomer = User.objects.get(email="new@example.org")
    assert newcomer.memberships.get().role == "officer"
    assert newcomer.usersession_set.count() == 1


def test_inviting_wrongly_keeps_what_was_typed(city, approver, viewer, signed_in):
    data = {"email": viewer.email, "role": "viewer", "language": "es"}
    html = signed_in(approver).post(form_of(city), data).content.decode()
    assert "has this role already" in html
    assert viewer.email in html
    assert not mail.outbox


def test_inviting_to_roles_of_another_kind_of_place_is_refused(city, approver, coordinator, signed_in):
    data = {"email": "new@example.org", "role": "coordinator", "language": "en"}
    assert "error-summary" in signed_in(approver).post(form_of(city), data).content.decode()
    national = reverse("tracking:state-people-invite", args=["XUL"])
    signed_in(coordinator).post(national, {**data, "role": "officer"})
    assert not Invitation.objects.exists()
    signed_in(coordinator).post(national, data)
    assert Invitation.objects.get().role == "coordinator"


def test_commenter_is_invited_for_an_organisation(state, coordinator, signed_in):
    client, national = signed_in(coordinator), reverse("tracking:state-people-invite", args=["XUL"])
    data = {"email": "new@example.org", "role": "commenter", "language": "en"}
    assert "Name the organisation" in client.post(national, data).content.decode()
    client.post(national, {**data, "organisation": "Homes for All"})
    assert Invitation.objects.get().organisation == "Homes for All"


def test_mail_that_fails_is_said_and_the_invitation_stays_in_the_list(city, approver, signed_in, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    data = {"email": "new@example.org", "role": "officer", "language": "en"}
    page = signed_in(approver).post(form_of(city), data, follow=True).content.decode()
    assert "could not be sent" in page
    assert "The mail did not go out" in page


def test_coordinator_invites_to_a_city_of_the_state(city, coordinator, signed_in):
    data = {"email": "new@example.org", "role": "approver", "language": "en"}
    signed_in(coordinator).post(form_of(city), data)
    assert Invitation.objects.get().local_government == city


@pytest.mark.parametrize("password", ["short", "newcomer-example", "password1234"])
def test_weak_password_is_refused_and_the_name_stays(link, password):
    html = Client().post(link, {**NEWCOMER, "password": password}).content.decode()
    assert "error-summary" in html
    assert 'value="Ruiz"' in html
    assert f'value="{password}"' not in html
    assert not User.objects.filter(email="newcomer@example.org").exists()


def test_password_may_be_pasted_and_kept_by_the_browser(link):
    html = Client().get(link).content.decode()
    assert 'autocomplete="new-password"' in html
    assert "onpaste" not in html


def test_link_works_once(link):
    Client().post(link, NEWCOMER)
    again = Client().get(link)
    assert again.status_code == 410
    assert "accepted already" in again.content.decode()
    assert Client().post(link, {**NEWCOMER, "password": "another staple"}).status_code == 410
    assert User.objects.get(email="newcomer@example.org").check_password(NEWCOMER["password"])


def test_withdrawn_link_says_whom_to_ask(link, approver, signed_in):
    invitation = Invitation.objects.get()
    signed_in(approver).post(reverse("tracking:invitation-withdraw", args=[invitation.pk]))
    page = Client().get(link)
    assert page.status_code == 410
    assert str(approver) in page.content.decode()
    assert "<form" not in page.content.decode().split("<main")[1]


def test_expired_link_says_so(link):
    Invitation.objects.update(invited_at=timezone.now() - 2 * LASTS, expires_at=timezone.now() - LASTS)
    assert "It expired on" in Client().get(link).content.decode()
    assert Client().post(link, NEWCOMER).status_code == 410


def test_guessed_link_is_not_found_and_names_nobody(link, approver):
    page = Client().get(accept_page("guessed"))
    assert page.status_code == 404
    assert str(approver) not in page.content.decode()


def test_sending_again_ends_the_old_link(link, approver, signed_in):
    page = signed_in(approver).post(
        reverse("tracking:invitation-resend", args=[Invitation.objects.get().pk]), follow=True
    )
    assert "is on its way" in page.content.decode()
    assert Client().get(link).status_code == 404
    fresh = re.search(r"/en/invitation/\S+/", mail.outbox[0].body).group()
    assert Client().get(fresh).status_code == 200


def test_person_with_an_account_signs_in_and_accepts(other_city, coordinator, viewer, signed_in):
    _row, token = factories.invitation(other_city, coordinator, email=viewer.email, now=timezone.now())
    page = Client().get(accept_page(token)).content.decode()
    assert f"/en/accounts/login/?next={accept_page(token)}" in page
    assert 'name="password"' not in page.split("<main")[1]
    assert Client().post(accept_page(token), NEWCOMER).status_code == 200
    assert viewer.memberships.count() == 1
    signed_in(viewer).post(accept_page(token))
    assert set(viewer.memberships.values_list("local_government__name", flat=True)) == {"Altamira", "Borealis"}


def test_somebody_elses_invitation_cannot_be_accepted(link, outsider, signed_in):
    client = signed_in(outsider)
    page = client.get(link).content.decode()
    assert "sent to another mail address" in page
    assert "newcomer@example.org" not in page
    client.post(link)
    assert Invitation.objects.get().is_open
    assert outsider.memberships.count() == 1


def test_looking_at_a_link_changes_nothing(link):
    for _time in range(2):
        response = Client().get(link)
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
    assert Invitation.objects.get().is_open
