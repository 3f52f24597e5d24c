"""People: who works where, invitations, the own account."""

from django.core import signing

from tests import factories
from tests.tracking.access.rows import CITY, ROLES, Row, all_of, of_city, only
from tracking import own_address
from tracking.models import Invitation
from tracking.models.invitation import hash_of

TOKEN = "known-to-this-test"


def of_invitation(world):
    """An open invitation to the city; its link's token is TOKEN."""
    row = Invitation.objects.first() or factories.invitation(world.city, world.people["approver"])[0]
    Invitation.objects.filter(pk=row.pk).update(token_hash=hash_of(TOKEN), expires_at="2099-01-01T00:00:00Z")
    return {"pk": row.pk}


def of_link(world):
    of_invitation(world)
    return {"token": TOKEN}


def of_viewers_role(world):
    return {"pk": world.people["viewer"].memberships.get().pk}


def of_state(world):
    return {"iso3": world.state.iso3}


def of_contact(world):
    return {"iso3": world.state.iso3, "user": world.people["officer"].pk}


def of_address(world):
    """The link that the officer asked for."""
    officer = world.people["officer"]
    token = signing.dumps([officer.pk, officer.email, "new@example.org"], salt=own_address.SALT)
    return {"token": token}


READERS = only((*CITY, "coordinator"), national_viewer=403)
REFUSED = dict.fromkeys(("officer", "viewer", "collector", "national_viewer"), 403)
MANAGE_PAGE = only(("approver", "coordinator"), **REFUSED)
MANAGE = only(("approver", "coordinator"), 302, **REFUSED)
STATE_PAGE, STATE_SAVES = (only(("coordinator",), code, national_viewer=403) for code in (200, 302))
NEVER = only((), others=405)
NEVER_OF_ACCOUNT = all_of(405)
OPEN = dict.fromkeys(ROLES, 200)
ROWS = [
    Row("people-list", READERS, kwargs=of_city),
    Row("people-posts", MANAGE, "post", of_city),
    Row("people-posts", NEVER, kwargs=of_city),
    Row("people-invite", MANAGE_PAGE, kwargs=of_city),
    Row("people-invite", MANAGE_PAGE, "post", of_city),
    Row("state-people", STATE_PAGE, kwargs=of_state),
    Row("state-people-invite", STATE_PAGE, kwargs=of_state),
    Row("state-people-invite", STATE_PAGE, "post", of_state),
    Row("state-security", STATE_PAGE, kwargs=of_state),
    Row("state-security", STATE_SAVES, "post", of_state),
    Row("contact-confirm", STATE_SAVES, "post", of_contact),
    Row("contact-confirm", NEVER, kwargs=of_contact),
    Row("membership-remove", {**MANAGE_PAGE, "viewer": 200}, kwargs=of_viewers_role),
    Row("membership-remove", {**MANAGE, "viewer": 200}, "post", of_viewers_role),  # the own last role: a tick first
    Row("invitation-resend", MANAGE, "post", of_invitation),
    Row("invitation-resend", NEVER, kwargs=of_invitation),
    Row("invitation-withdraw", MANAGE, "post", of_invitation),
    Row("invitation-withdraw", NEVER, kwargs=of_invitation),
    Row("invitation-accept", OPEN, kwargs=of_link),
    Row("invitation-accept", dict.fromkeys(ROLES, 404), kwargs=lambda world: {"token": "guessed"}),
    Row("account", all_of()),
    Row("account", all_of(), "post"),
    Row("account-export", all_of()),
    Row("account-erase", all_of(302)),  # the password first
    Row("account-erase", all_of(302), "post"),
    Row("address-confirm", all_of(302), "post"),
    Row("address-confirm", NEVER_OF_ACCOUNT),
    Row("address-change", all_of(302)),  # the password first
    Row("address-change", all_of(302), "post"),
    Row("address-take", {**all_of(404), "officer": 200}, kwargs=of_address),
    Row("address-take", {**all_of(404), "officer": 302}, "post", kwargs=of_address),
    Row("second-factor-needed", all_of(302)),
]
