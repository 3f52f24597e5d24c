"""What the site holds about a person can be taken along, and goes; their work and their role stay."""

import datetime
import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder

from tests import factories
from tracking import people, personal_account
from tracking.models import Event, FormDraft, ImplementationStep, Invitation, User

DAY = datetime.timedelta(days=1)


@pytest.fixture
def known(officer, city, now):
    """An officer of whom the site holds everything it can hold."""
    officer.first_name, officer.last_name, officer.phone = "Ana", "Ruiz", "+34 600 000 000"
    officer.save()
    EmailAddress.objects.create(user=officer, email=officer.email)
    SocialAccount.objects.create(user=officer, provider="administration", uid="17")
    Authenticator.objects.create(user=officer, type="totp", data={"secret": "TOPSECRET"})
    FormDraft.objects.keep(officer, "/en/steps/1/edit/", {"title": ["Half a thought"]}, now=now)
    work_on(city, officer, now)
    return officer


def work_on(city, user, now):
    """A step of theirs, written down."""
    Event.objects.record("added", factories.step(city, user), by=user, now=now, local_government=city)


def test_export_holds_all_that_is_known_and_no_secret(known, approver, city):
    factories.invitation(city, approver, email=known.email, role="approver")
    data = json.loads(json.dumps(personal_account.export(known), cls=DjangoJSONEncoder))
    assert data["account"]["phone"] == "+34 600 000 000"
    assert data["roles"] == [{"role": "officer", "place": "Altamira", "post": "", "organisation": ""}]
    assert data["invitations"][0]["role"] == "approver"
    assert data["drafts"][0]["data"] == {"title": ["Half a thought"]}
    assert data["events"][0]["object_kind"] == "implementationstep"
    assert data["second_factors"][0]["type"] == "totp"
    assert "TOPSECRET" not in json.dumps(data)
    assert known.password not in json.dumps(data)


def test_export_holds_nothing_of_others(known, approver, city, now):
    work_on(city, approver, now)
    data = json.dumps(personal_account.export(known), cls=DjangoJSONEncoder)
    assert approver.email not in data
    assert len(personal_account.export(known)["events"]) == 1


def test_erased_person_is_gone_and_the_work_stays(known, city, approver, now):
    factories.invitation(city, approver, email=known.email, role="approver")
    known.groups.add(Group.objects.create(name="Readers"))
    personal_account.erase(known, by=known, now=now)
    user = User.objects.get(pk=known.pk)
    assert (user.first_name, user.last_name, user.phone, user.is_active) == ("", "", "", False)
    assert "example.org" not in user.email
    assert not user.has_usable_password()
    assert str(user) == "former officer of Altamira"
    for rows in (user.memberships, user.drafts, user.emailaddress_set, user.socialaccount_set, user.authenticator_set):
        assert not rows.exists()
    assert not user.groups.exists()
    assert not Invitation.objects.exists()
    assert ImplementationStep.objects.get(local_government=city).added_by == user
    assert Event.objects.get(object_kind="implementationstep").by == user


def test_erased_person_of_several_roles_is_named_by_all_of_them(known, state, city, approver, now):
    known.memberships.create(role="national-viewer", state=state)
    personal_account.erase(known, by=known, now=now)
    assert str(User.objects.get(pk=known.pk)) == "former officer of Altamira, former national viewer of Lumeria"


def test_erased_sessions_end_at_once(known, signed_in, now):
    client = signed_in(known)
    assert client.get("/en/my-work/").status_code == 200
    personal_account.erase(known, by=known, now=now)
    assert client.get("/en/my-work/").status_code == 302


def test_last_coordinator_is_not_erased(coordinator, state, now):
    with pytest.raises(ValidationError, match="last coordinator of Lumeria"):
        personal_account.erase(coordinator, by=coordinator, now=now)
    assert User.objects.get(pk=coordinator.pk).is_active
    factories.member("coordinator", state)
    personal_account.erase(coordinator, by=coordinator, now=now)
    assert not User.objects.get(pk=coordinator.pk).is_active


def test_two_erased_people_do_not_clash(officer, approver, now):
    for user in (officer, approver):
        personal_account.erase(user, by=user, now=now)
    assert User.objects.filter(erased_at=now).count() == 2


def test_left_contact_is_erased_after_24_months(officer, approver, now):
    people.remove_role(officer.memberships.get(), by=approver, now=now)
    end = datetime.datetime(2028, 3, 10, 9, 0, tzinfo=datetime.UTC)
    assert personal_account.erase_left(end) == 0
    assert personal_account.erase_left(end + DAY) == 1
    officer.refresh_from_db()
    assert str(officer) == "former officer of Altamira"
    assert personal_account.erase_left(end + DAY) == 0


def test_left_contact_who_came_back_stays(officer, approver, city, now):
    people.remove_role(officer.memberships.get(), by=approver, now=now)
    officer.memberships.create(role="viewer", local_government=city)
    personal_account.note_who_left(now + DAY)
    officer.refresh_from_db()
    assert officer.roles_ended_at is None
    assert personal_account.erase_left(now + 2000 * DAY) == 0


def test_role_taken_away_in_the_admin_starts_the_clock(officer, now):
    officer.memberships.all().delete()
    personal_account.note_who_left(now)
    personal_account.note_who_left(now + DAY)
    officer.refresh_from_db()
    assert officer.roles_ended_at == now


def test_editors_and_the_it_desk_never_count_as_left(db, now):
    editor = factories.person("editor")
    editor.groups.add(Group.objects.create(name="Writers"))
    User.objects.create_superuser("it@example.org", "correct horse")
    assert personal_account.note_who_left(now) == 0
    User.objects.update(roles_ended_at=now)
    assert personal_account.erase_left(now + 2000 * DAY) == 0


def test_account_that_cannot_be_erased_stops_no_other(officer, viewer, approver, now):
    for person in (officer, viewer):
        people.remove_role(person.memberships.get(), by=approver, now=now)
    User.objects.filter(pk=approver.pk).update(email=f"erased-{officer.pk}@erased.invalid")
    assert personal_account.erase_left(now + 2000 * DAY) == 1
    officer.refresh_from_db()
    assert officer.is_active and not User.objects.get(pk=viewer.pk).is_active


def test_failing_mail_is_exported_and_erased_with_the_account(officer, now):
    officer.note_failing_mail("address", now=now)
    assert personal_account.export(officer)["account"]["mail_failure"] == "address"
    personal_account.erase(officer, by=officer, now=now)
    officer.refresh_from_db()
    assert (officer.mail_failing_since, officer.mail_failure) == (None, "")
