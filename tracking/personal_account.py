"""What the site holds about a person: to take along, and to erase."""

import logging
from importlib import import_module

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from . import people
from .models import Event, Invitation, User

log = logging.getLogger(__name__)
KEPT_AFTER_THE_LAST_ROLE = relativedelta(months=24)
# What belongs to the person alone, by its name on the account: gone with it.
OWN_ROWS = ("reminder_pauses", "calendar_feeds", "drafts", "emailaddress_set", "socialaccount_set", "authenticator_set")


def export(user):
    """Everything about a person, as data for JSON: account, roles, sign-ins, and what they did as codes."""
    account = ("email", "first_name", "last_name", "phone", "preferred_channel", "language", "time_zone")
    account += ("wants_digest", "quiet_from", "quiet_until", "mail_failure")
    dates = ("date_joined", "last_login", "reviewed_at", "roles_ended_at", "mail_failing_since")
    invitations = Invitation.objects.filter(Q(email=user.email) | Q(accepted_by=user))
    event = ("at", "verb", "object_kind", "object_id", "local_government", "on_behalf_of", "before", "after")
    return {
        "account": {name: getattr(user, name) for name in (*account, *dates)},
        "roles": [_role(row) for row in user.memberships.select_related("local_government", "state").order_by("pk")],
        "former_roles": user.former_roles,
        "invitations": [
            {"role": row.role, "place": str(row.place), "invited_at": row.invited_at, "accepted_at": row.accepted_at}
            for row in invitations.select_related("local_government", "state")
        ],
        "second_factors": list(user.authenticator_set.values("type", "created_at", "last_used_at")),
        "sessions": list(user.usersession_set.values("ip", "user_agent", "created_at")),
        "administration_accounts": list(user.socialaccount_set.values("provider", "uid", "date_joined")),
        "reminders": list(user.reminders.order_by("pk").values("local_date", "subject", "status")),
        "reminders_set_aside": list(user.reminder_pauses.values("kind", "object_id", "until", "made_at")),
        "calendar_addresses": list(
            user.calendar_feeds.order_by("pk").values("local_government", "created_at", "last_read_at", "revoked_at")
        ),
        "drafts": list(user.drafts.values("form", "saved_at", "data")),
        "events": list(Event.objects.filter(by=user).order_by("pk").values(*event)),
        **{name: room.export(user) for name, room in _other_rooms()},
    }


def _other_rooms():
    """(name, module) of what other apps hold about people."""
    return [(name, import_module(path)) for name, path in settings.ACCOUNT_DATA.items()]


def _role(row):
    place = str(row.local_government or row.state)
    return {"role": row.role, "place": place, "post": row.post, "organisation": row.organisation}


def expect_erasable(user):
    """Raise ValidationError where a State would be left without a coordinator."""
    for membership in user.memberships.filter(state__isnull=False).select_related("state"):
        if people.is_last_coordinator(membership):
            message = _("You are the last coordinator of %(state)s. Invite another one first.")
            raise ValidationError(message % {"state": membership.state})


@transaction.atomic
def erase(user, *, by, now):
    """Take name, address, phone, roles and sign-ins from an account and close it.

    What the person wrote for a government stays, and so does the role in which they did it. Raises
    ValidationError for the last coordinator of a State.
    """
    expect_erasable(user)
    address = user.email
    for membership in user.memberships.select_related("user", "local_government", "state"):
        membership.user = user
        people.remove_role(membership, by=by, now=now)
    Invitation.objects.filter(Q(email=address) | Q(accepted_by=user)).delete()
    for session in user.usersession_set.all():
        session.end()
    for name in OWN_ROWS:
        getattr(user, name).all().delete()
    for _name, room in _other_rooms():
        room.erase(user)
    user.groups.clear()
    user.user_permissions.clear()
    user.email, user.erased_at = f"erased-{user.pk}@erased.invalid", now
    user.first_name = user.last_name = user.phone = ""
    user.preferred_channel, user.mail_failing_since, user.mail_failure = User.Channel.MAIL, None, ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    Event.objects.record(Event.Verb.REMOVED, user, by=by, now=now)


def note_who_left(now):
    """Start the clock of accounts that lost their last role somewhere else, such as in the CMS admin.

    Editors of the site and the IT desk have their tasks without a role; they never count as left.
    """
    accounts = User.objects.filter(is_active=True)
    accounts.filter(memberships__isnull=False).exclude(roles_ended_at=None).update(roles_ended_at=None)
    left = accounts.filter(memberships=None, roles_ended_at=None, is_superuser=False, is_staff=False, groups=None)
    return left.update(roles_ended_at=now)


def erase_left(now):
    """Erase the accounts that have had no role for 24 months; returns their number. One that fails stops no other."""
    due = User.objects.filter(is_active=True, memberships=None, is_superuser=False, is_staff=False, groups=None)
    erased = 0
    for user in due.filter(roles_ended_at__lt=now - KEPT_AFTER_THE_LAST_ROLE):
        try:
            erase(user, by=None, now=now)
        except (ValidationError, DatabaseError):
            log.exception("account %s was not erased", user.pk)
        else:
            erased += 1
    return erased
