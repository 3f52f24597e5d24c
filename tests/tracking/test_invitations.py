"""Inviting: whom one may ask, the mail, the newcomer's account, and what is forgotten in time."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from tests import factories
from tracking import invitations
from tracking.models import Invitation, User
from tracking.models.invitation import LASTS


@pytest.fixture(autouse=True)
def mails_in_memory(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_URL = "https://upr.example.org"


def test_inviting_an_address_twice_says_so(city, approver):
    factories.invitation(city, approver)
    with pytest.raises(ValidationError, match="invited already"):
        factories.invitation(city, approver, email="  Newcomer@Example.org ")
    factories.invitation(city, approver, role="officer")
    assert Invitation.objects.count() == 2


def test_inviting_again_after_the_last_day_makes_the_same_invitation_anew(city, approver, now):
    old, _token = factories.invitation(city, approver)
    again, token = factories.invitation(city, approver, now=now + LASTS)
    assert again.pk == old.pk
    assert Invitation.objects.of_token(token).is_valid(now + LASTS)


def test_inviting_somebody_who_has_the_role_says_so(city, approver, viewer, other_city, coordinator):
    with pytest.raises(ValidationError, match="has this role already"):
        factories.invitation(city, approver, email=viewer.email)
    factories.invitation(other_city, coordinator, email=viewer.email)


@pytest.mark.parametrize("email", ["nobody", "a b@example.org", ""])
def test_inviting_needs_a_mail_address(city, approver, email):
    with pytest.raises(ValidationError):
        factories.invitation(city, approver, email=email)
    assert not Invitation.objects.exists()


def test_mail_is_in_the_invited_persons_language_with_the_link(city, approver, now):
    invitation, token = factories.invitation(city, approver, language="es")
    assert invitations.send(invitation, token, now=now)
    (message,) = mail.outbox
    link = f"https://upr.example.org/es/invitation/{token}/"
    html, kind = message.alternatives[0]
    assert message.to == ["newcomer@example.org"]
    assert link in message.body
    assert kind == "text/html"
    assert f'href="{link}"' in html
    assert 'lang="es"' in html
    assert "<script" not in html
    assert "style=" not in html
    invitation.refresh_from_db()
    assert invitation.mailed_at == now


def test_mail_that_does_not_go_out_is_told_and_the_invitation_waits(city, approver, now, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    invitation, token = factories.invitation(city, approver)
    assert not invitations.send(invitation, token, now=now)
    invitation.refresh_from_db()
    assert invitation.mailed_at is None
    assert invitation.is_valid(now)


def test_newcomer_gets_an_account_in_the_language_of_the_invitation(city, approver, now):
    city.time_zone = "America/Bogota"
    city.save()
    invitation, _token = factories.invitation(city, approver, language="fr")
    names = {"first_name": "Ana", "last_name": "Ruiz"}
    user = invitations.register(invitation, **names, password="a battery staple", now=now)
    assert (user.email, str(user), user.language, user.time_zone) == (
        "newcomer@example.org",
        "Ana Ruiz",
        "fr",
        "America/Bogota",
    )
    assert user.check_password("a battery staple")
    assert user.memberships.get().local_government == city


def test_newcomer_whose_address_has_an_account_must_sign_in(city, approver, viewer, other_city, coordinator, now):
    invitation, _token = factories.invitation(other_city, coordinator, email=viewer.email)
    with pytest.raises(ValidationError, match="Sign in to accept"):
        invitations.register(invitation, first_name="A", last_name="B", password="a battery staple", now=now)
    assert viewer.check_password("correct horse")


def test_newcomer_without_a_valid_link_leaves_no_account_behind(city, approver, now):
    invitation, _token = factories.invitation(city, approver)
    with pytest.raises(ValidationError, match="expired"):
        invitations.register(invitation, first_name="A", last_name="B", password="a battery staple", now=now + LASTS)
    assert not User.objects.filter(email="newcomer@example.org").exists()


def test_old_invitations_are_forgotten_unless_accepted(city, approver, now):
    factories.invitation(city, approver, email="never@example.org")
    accepted, _token = factories.invitation(city, approver, email="yes@example.org")
    invitations.register(accepted, first_name="A", last_name="B", password="a battery staple", now=now)
    kept_until = now + LASTS + invitations.KEPT_AFTER_THEIR_END
    assert invitations.forget_old(kept_until) == 0
    assert invitations.forget_old(kept_until + datetime.timedelta(seconds=1)) == 1
    assert Invitation.objects.get() == accepted


def test_inviting_at_the_same_moment_as_somebody_else_says_so(city, approver, monkeypatch):
    factories.invitation(city, approver)
    monkeypatch.setattr(type(Invitation.objects.all()), "open", lambda rows: rows.none())  # the other is not seen yet
    with pytest.raises(ValidationError, match="invited already"):
        factories.invitation(city, approver)
    assert Invitation.objects.count() == 1
