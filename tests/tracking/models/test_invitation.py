"""An invitation works once, for a while, for one address; the database refuses half-made ones."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import Event, Invitation
from tracking.models.invitation import LASTS, hash_of


@pytest.fixture
def invited(city, approver):
    return factories.invitation(city, approver)


@pytest.fixture
def newcomer(db):
    person = factories.person("newcomer")
    person.email = "newcomer@example.org"
    person.save()
    return person


def refuses(invitation, constraint, **fields):
    """Whether the database refuses the row with these fields, by the constraint's name."""
    for name, value in fields.items():
        setattr(invitation, name, value)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        invitation.save()
    return constraint in str(refusal.value)


def test_only_the_hash_of_the_token_is_kept(invited):
    invitation, token = invited
    assert invitation.token_hash == hash_of(token)
    assert token not in str(vars(invitation))
    assert Invitation.objects.of_token(token) == invitation
    assert Invitation.objects.of_token(token + "x") is None


def test_link_works_for_fourteen_days(invited, now):
    invitation, _token = invited
    assert invitation.is_valid(now + LASTS - datetime.timedelta(seconds=1))
    assert not invitation.is_valid(now + LASTS)


def test_accepting_gives_the_role_once_and_is_written_down(invited, newcomer, city, now):
    invitation, _token = invited
    membership = invitation.accept(by=newcomer, now=now)
    assert (membership.user, membership.role, membership.local_government) == (newcomer, "viewer", city)
    assert (invitation.accepted_by, invitation.accepted_at) == (newcomer, now)
    event = Event.objects.about(membership).get()
    assert (event.verb, event.by, event.local_government) == ("added", newcomer, city)
    assert "newcomer@example.org" not in str([list(Event.objects.values_list("before", "after"))])
    with pytest.raises(ValidationError, match="used or withdrawn"):
        invitation.accept(by=newcomer, now=now)


def test_accepting_ends_the_time_without_a_role(invited, newcomer, now):
    newcomer.roles_ended_at = now
    newcomer.save()
    invited[0].accept(by=newcomer, now=now)
    newcomer.refresh_from_db()
    assert newcomer.roles_ended_at is None
    assert newcomer.reviewed_at == now


def test_accepting_a_role_one_holds_already_changes_nothing_but_the_invitation(invited, newcomer, city, now):
    held = newcomer.memberships.create(role="viewer", local_government=city)
    assert invited[0].accept(by=newcomer, now=now) == held
    assert not Event.objects.about(held).exists()


def test_accepting_is_refused_to_another_address(invited, outsider, now):
    with pytest.raises(ValidationError, match="another mail address"):
        invited[0].accept(by=outsider, now=now)
    assert invited[0].is_open


def test_accepting_is_refused_after_the_last_day(invited, newcomer, now):
    with pytest.raises(ValidationError, match="expired"):
        invited[0].accept(by=newcomer, now=now + LASTS)
    assert not newcomer.memberships.exists()


def test_withdrawn_invitation_leads_nowhere(invited, newcomer, approver, now):
    invitation, _token = invited
    invitation.withdraw(by=approver, now=now)
    assert not invitation.is_valid(now)
    assert Event.objects.about(invitation).first().verb == "removed"
    for change in (invitation.accept, invitation.withdraw, invitation.issue):
        with pytest.raises(ValidationError, match="used or withdrawn"):
            change(by=newcomer, now=now)


def test_sending_again_gives_a_fresh_link_and_ends_the_old_one(invited, approver, now):
    invitation, old = invited
    later = now + datetime.timedelta(days=20)
    token = invitation.issue(by=approver, now=later)
    assert Invitation.objects.of_token(old) is None
    assert Invitation.objects.of_token(token).expires_at == later + LASTS


def test_commenter_keeps_the_organisation(state, coordinator, newcomer, now):
    invitation, _token = factories.invitation(state, coordinator, role="commenter", organisation="Homes for All")
    assert invitation.accept(by=newcomer, now=now).organisation == "Homes for All"


@pytest.mark.parametrize(
    "constraint, fields",
    [
        ("invitation_role_fits_its_place", {"role": "coordinator"}),
        ("invitation_address_in_small_letters", {"email": "New@example.org"}),
        ("invitation_works_for_a_while", {"expires_at": factories.NOW}),
        ("invitation_accepted_by_and_at", {"accepted_at": factories.NOW}),
        ("invitation_withdrawn_by_and_at", {"withdrawn_at": factories.NOW}),
    ],
)
def test_database_refuses_half_made_rows(invited, constraint, fields):
    assert refuses(invited[0], constraint, **fields)


def test_database_refuses_accepted_and_withdrawn_at_once(invited, approver, now):
    both = {"accepted_by": approver, "accepted_at": now, "withdrawn_by": approver, "withdrawn_at": now}
    assert refuses(invited[0], "invitation_accepted_or_withdrawn", **both)


def test_database_refuses_a_commenter_without_organisation(state, coordinator):
    invitation, _token = factories.invitation(state, coordinator, role="commenter", organisation="Homes for All")
    assert refuses(invitation, "invitation_commenter_names_the_organisation", organisation="")


@pytest.mark.parametrize("place", ["city", "state"])
def test_database_refuses_two_open_invitations_to_one_role(place, approver, request):
    invitation, _token = factories.invitation(request.getfixturevalue(place), approver)
    invitation.pk, invitation.token_hash = None, "x"
    with pytest.raises(IntegrityError), transaction.atomic():
        invitation.save(force_insert=True)


def test_database_takes_a_new_invitation_after_a_withdrawn_one(invited, city, approver, now):
    invited[0].withdraw(by=approver, now=now)
    factories.invitation(city, approver)
    assert Invitation.objects.count() == 2
