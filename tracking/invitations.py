"""Inviting people to a role: who is asked, the mail that asks, and the account that answers."""

import datetime
import smtplib

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import emails
from .models import Invitation, Membership, State, User
from .models.invitation import scope_of
from .models.role import LOCAL_ROLES, STATE_ROLES

INVITED_ALREADY = gettext_lazy("This address is invited already. You can send the invitation again.")
KEPT_AFTER_THEIR_END = datetime.timedelta(days=90)  # of invitations that nobody accepted: addresses of strangers


def roles_at(place):
    """[(code, label)] of the roles that a government, or a State, has."""
    roles = STATE_ROLES if isinstance(place, State) else LOCAL_ROLES
    return [(role.value, role.label) for role in roles]


@transaction.atomic
def invite(place, *, email, role, by, now, language="en", organisation=""):
    """Ask an address to take a role at a place; returns (invitation, token of its link).

    An expired invitation is made anew. Raises ValidationError where the address holds the role already, or an
    invitation to it still works.
    """
    email, scope = email.strip().lower(), {scope_of(place): place}
    if Membership.objects.filter(user__email=email, role=role, **scope).exists():
        raise ValidationError({"email": _("This person has this role already.")})
    invitation = Invitation.objects.open().to_address(email).filter(role=role, **scope).first()
    if invitation and invitation.is_valid(now):
        raise ValidationError({"email": INVITED_ALREADY})
    invitation = invitation or Invitation(email=email, role=role, **scope)
    invitation.language, invitation.organisation = language, organisation
    invitation.full_clean(exclude=["token_hash", "invited_by", "invited_at", "expires_at"], validate_constraints=False)
    try:
        return invitation, invitation.issue(by=by, now=now)
    except IntegrityError as error:  # somebody else invited them at the same moment
        raise ValidationError({"email": INVITED_ALREADY}) from error


def send(invitation, token, *, now):
    """Mail the link in the invited person's language; returns whether the mail went out.

    Call it after the transaction: the mail server may be slow, and only the mail holds the link.
    """
    with translation.override(invitation.language):
        mail = emails.invitation(invitation, token)
    try:
        mail.send()
    except (smtplib.SMTPException, OSError):
        return False
    Invitation.objects.filter(pk=invitation.pk).update(mailed_at=now)
    return True


def account_of(invitation):
    """The account with the invited address that can sign in, or None."""
    return User.objects.filter(email=invitation.email, is_active=True).first()


@transaction.atomic
def register(invitation, *, first_name, last_name, password, now):
    """A newcomer's account with the invited role; the mail's link has proved the address.

    Raises ValidationError where the link no longer works, or the address has an account.
    """
    if User.objects.filter(email=invitation.email).exists():
        raise ValidationError(_("There is an account with your mail address. Sign in to accept."))
    time_zone = invitation.local_government.time_zone if invitation.local_government else "UTC"
    names = {"first_name": first_name, "last_name": last_name}
    user = User.objects.create_user(
        invitation.email, password, language=invitation.language, time_zone=time_zone, **names
    )
    invitation.accept(by=user, now=now)
    return user


def forget_old(now):
    """Delete invitations that nobody accepted and that ended 90 days ago; returns their number."""
    ended = Invitation.objects.filter(accepted_at=None, expires_at__lt=now - KEPT_AFTER_THEIR_END)
    return ended.delete()[0]
