"""Ending roles, naming the two posts, keeping contacts fresh, asking for a second factor."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from tests import factories
from tracking import people
from tracking.models import Event, Membership, User

YEAR = datetime.timedelta(days=365)


def test_ended_role_keeps_what_was_written(city, officer, approver, recommendation, now):
    step = factories.step(city, officer)
    membership = officer.memberships.get()
    pk = membership.pk
    people.remove_role(membership, by=approver, now=now)
    step.refresh_from_db()
    officer.refresh_from_db()
    assert step.added_by == officer
    assert officer.roles_ended_at == now
    assert officer.former_roles == [["officer", "Altamira"]]
    event = Event.objects.get(object_kind="membership", object_id=pk)
    assert (event.verb, event.by, event.before["role"]) == ("removed", approver, "officer")


def test_ended_role_of_several_leaves_the_person_at_work(city, other_city, officer, approver, now):
    officer.memberships.create(role="viewer", local_government=other_city)
    people.remove_role(officer.memberships.get(role="officer"), by=approver, now=now)
    officer.refresh_from_db()
    assert officer.roles_ended_at is None


def test_last_coordinator_of_a_state_stays(state, coordinator, now):
    with pytest.raises(ValidationError, match="at least one coordinator"):
        people.remove_role(coordinator.memberships.get(), by=coordinator, now=now)
    factories.member("coordinator", state)
    people.remove_role(coordinator.memberships.get(), by=coordinator, now=now)
    assert not coordinator.memberships.exists()


def test_closed_account_does_not_count_as_a_second_coordinator(state, coordinator, stranger, now):
    closed = factories.member("coordinator", state)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    assert people.is_last_coordinator(coordinator.memberships.get())


def test_posts_are_named_exchanged_and_left_vacant(city, officer, approver, now):
    one, two = officer.memberships.get(), approver.memberships.get()
    people.name_posts(city, focal_point=one, alternate=two, by=approver, now=now)
    assert Membership.objects.posts_of(city) == {"focal-point": one, "alternate": two}
    people.name_posts(city, focal_point=two, alternate=one, by=approver, now=now)
    assert Membership.objects.posts_of(city) == {"focal-point": two, "alternate": one}
    people.name_posts(city, focal_point=None, alternate=one, by=approver, now=now)
    assert Membership.objects.posts_of(city) == {"alternate": one}
    assert [event.after["post"] for event in Event.objects.about(two)] == ["", "focal-point", "alternate"]


def test_posts_that_stay_are_not_written_down_again(city, officer, approver, now):
    membership = officer.memberships.get()
    for _time in range(2):
        people.name_posts(city, focal_point=membership, alternate=None, by=approver, now=now)
    assert Event.objects.about(membership).count() == 1


def test_posts_need_two_people(city, officer, approver, now):
    one, two = officer.memberships.get(), officer.memberships.create(role="approver", local_government=city)
    with pytest.raises(ValidationError, match="somebody else"):
        people.name_posts(city, focal_point=one, alternate=two, by=approver, now=now)


def test_contacts_of_the_state_and_its_governments_are_looked_at_every_year(state, officer, coordinator, stranger, now):
    User.objects.update(date_joined=now - 2 * YEAR, reviewed_at=now - YEAR)
    assert not people.to_review(state, now=now).exists()
    User.objects.filter(pk=officer.pk).update(reviewed_at=None)
    User.objects.filter(pk__in=[coordinator.pk, stranger.pk]).update(reviewed_at=now - YEAR - YEAR / 365)
    assert list(people.to_review(state, now=now)) == [officer, coordinator]
    people.confirm_contact(officer, by=coordinator, now=now)
    assert list(people.to_review(state, now=now)) == [coordinator]
    assert Event.objects.about(officer).get().after == {"reviewed": "2026-03-10"}


def test_second_factor_is_asked_for_and_written_down_once(state, coordinator, now):
    for _time in range(2):
        people.ask_for_second_factor(state, True, by=coordinator, now=now)
    state.refresh_from_db()
    assert state.requires_second_factor
    assert Event.objects.about(state).get().after == {"second_factor": True}


def test_open_steps_keep_no_owner_who_works_there_no_more(city, other_city, officer, approver, now):
    opened, elsewhere = factories.step(city, officer, owner=officer), factories.step(other_city, officer, owner=officer)
    done = factories.step(city, officer, owner=officer, status="done", end_date=now.date())
    officer.memberships.create(role="viewer", local_government=city)
    owners = []
    for membership in officer.memberships.order_by("pk"):
        people.remove_role(membership, by=approver, now=now)
        opened.refresh_from_db()
        owners.append(opened.owner)
    assert owners == [officer, None]
    for row in (elsewhere, done):
        row.refresh_from_db()
        assert row.owner == officer
    assert Event.objects.about(opened).get(verb="handed-over").before == {"owner": officer.pk}


def test_steps_of_a_collected_city_go_with_the_role_at_the_region(city, collector, approver, now):
    step = factories.step(city, collector, owner=collector)
    people.remove_role(collector.memberships.get(), by=approver, now=now)
    step.refresh_from_db()
    assert step.owner is None


def test_role_ends_once_where_two_end_it(officer, approver, now):
    one, other = officer.memberships.get(), officer.memberships.get()
    people.remove_role(one, by=approver, now=now)
    people.remove_role(other, by=officer, now=now)
    assert Event.objects.filter(object_kind="membership", verb="removed").count() == 1
