"""Who may have an account, and how people prove who they are."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.exceptions import ImmediateHttpResponse, SignupClosedException
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracking.models import Invitation, Membership, State, User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class SignInBackend(AuthenticationBackend):
    """Finds the person of a session, and in the same query whether their State waits for a second factor."""

    def get_user(self, user_id):
        """The account, with `lacks_second_factor` for the middleware; None where it is closed."""
        asking = Q(state__requires_second_factor=True) | Q(local_government__state__requires_second_factor=True)
        people = User.objects.annotate(
            works_for_asking_state=Exists(Membership.objects.filter(asking, user=OuterRef("pk"))),
            any_state_asks=Exists(State.objects.filter(requires_second_factor=True)),
            has_second_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)),
        )
        user = people.filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        # A superuser of the IT desk reaches every State's rows.
        is_asked = user.works_for_asking_state or (user.is_superuser and user.any_state_asks)
        user.lacks_second_factor = is_asked and not user.has_second_factor
        return user


class InvitedOnly(DefaultAccountAdapter):
    """Accounts are made by invitation: nobody signs up on their own."""

    def is_open_for_signup(self, request):
        """Never: the sign-up page says that accounts are given by the national coordinator."""
        return False

    def get_password_change_redirect_url(self, request):
        """Back to the own account."""
        return reverse("tracking:account")


class SecondFactors(DefaultMFAAdapter):
    """Codes and passkeys of the site."""

    def generate_authenticator_name(self, user, type):
        """A first name for a passkey, which its owner may change."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)s") % {"number": count + 1} if count else _("Passkey")

    def _get_site_name(self):
        return settings.SITE_NAME


class InvitedFromAdministration(DefaultSocialAccountAdapter):
    """Lets people in whom their administration vouches for, where they have an account or an open invitation."""

    def pre_social_login(self, request, sociallogin):
        """Tie the administration's account to the one with the same checked address, at the first sign-in."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(redirect("tracking:account"))
        account = sociallogin.account
        account.extra_data = {}  # what else the administration says about people is not ours to keep
        if account.pk:
            account.save(update_fields=["extra_data"])
        if sociallogin.is_existing:
            return
        user = User.objects.filter(email__in=checked_addresses(sociallogin), erased_at=None).first()
        if user:
            sociallogin.connect(request, user)

    def is_open_for_signup(self, request, sociallogin):
        """Only for somebody who was invited, at the very address that the administration vouches for."""
        return open_invitations(sociallogin).exists()

    @transaction.atomic
    def save_user(self, request, sociallogin, form=None):
        """A new account in the language of the invitation, with the roles to which its address was invited."""
        invitations = list(open_invitations(sociallogin))
        if not invitations:
            raise SignupClosedException
        sociallogin.user.email = invitations[0].email
        sociallogin.user.language = invitations[0].language
        user = super().save_user(request, sociallogin, form)
        accepted = [invitation for invitation in invitations if is_accepted(invitation, user)]
        if not accepted:
            context = {"invitation": invitations[0], "now": timezone.now()}
            raise ImmediateHttpResponse(render(request, "tracking/invitation_closed.html", context, status=410))
        return user


def is_accepted(invitation, user):
    """Whether the person could still take the role: it may have been withdrawn a moment ago."""
    try:
        invitation.accept(by=user, now=timezone.now())
    except ValidationError:
        return False
    return True


def checked_addresses(sociallogin):
    """The mail addresses that the administration has checked, in small letters."""
    return [address.email.lower() for address in sociallogin.email_addresses if address.verified]


def open_invitations(sociallogin):
    """The invitations that its checked addresses may still accept."""
    return Invitation.objects.valid(timezone.now()).filter(email__in=checked_addresses(sociallogin))
