"""The pages of people: who is shown to whom, roles that end, posts, the State's page and its sign-in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tracking.models import Invitation, Membership, User


def counted():
    """The queries of what happens inside."""
    return CaptureQueriesContext(connection)


def listing(place):
    return reverse("tracking:people-list", args=[place.pk])


def removal(person):
    return reverse("tracking:membership-remove", args=[person.memberships.get().pk])


def test_people_of_a_city_are_shown_to_its_people_without_controls(city, officer, approver, viewer, signed_in):
    factories.invitation(city, approver)
    html = signed_in(viewer).get(listing(city)).content.decode()
    for person in (officer, approver, viewer):
        assert person.email in html
    assert "End this role" not in html
    assert "newcomer@example.org" not in html


def test_people_of_a_city_are_managed_by_approver_and_coordinator(city, officer, approver, coordinator, signed_in):
    factories.invitation(city, approver)
    for person in (approver, coordinator):
        html = signed_in(person).get(listing(city)).content.decode()
        assert html.count("End this role") == 2
        assert "newcomer@example.org" in html


def test_people_list_keeps_its_query_count(city, approver, signed_in):
    client, counts = signed_in(approver), []
    for number in range(3):
        factories.member("officer", city)
        factories.invitation(city, approver, email=f"new{number}@example.org")
        with counted() as queries:
            client.get(listing(city))
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_posts_are_named_on_the_page(city, officer, approver, signed_in):
    one, two = officer.memberships.get().pk, approver.memberships.get().pk
    client = signed_in(approver)
    client.post(f"{listing(city)}posts/", {"focal_point": one, "alternate": two})
    assert {post: row.pk for post, row in Membership.objects.posts_of(city).items()} == {
        "focal-point": one,
        "alternate": two,
    }
    assert client.get(listing(city)).content.decode().count(f'<option value="{one}" selected>') == 1


def test_posts_are_refused_to_viewers_strangers_and_one_for_both(city, officer, viewer, outsider, approver, signed_in):
    approver_too = officer.memberships.create(role="approver", local_government=city)
    client = signed_in(approver)
    for pair in [
        {"focal_point": viewer.memberships.get().pk},
        {"focal_point": outsider.memberships.get().pk},
        {"focal_point": officer.memberships.get(role="officer").pk, "alternate": approver_too.pk},
    ]:
        assert "error-summary" in client.post(f"{listing(city)}posts/", pair).content.decode()
    assert not Membership.objects.posts_of(city)


def test_role_ends_after_a_page_that_says_what_stays(city, officer, approver, signed_in):
    client, address = signed_in(approver), removal(officer)
    assert "Everything that was written stays" in client.get(address).content.decode()
    assert officer.memberships.exists()
    assert client.post(address)["Location"] == listing(city)
    assert not officer.memberships.exists()


def test_own_last_role_ends_only_with_a_tick(approver, signed_in):
    client, address = signed_in(approver), removal(approver)
    assert "This is your last role" in client.get(address).content.decode()
    assert client.post(address).status_code == 200
    assert approver.memberships.exists()
    assert client.post(address, {"confirmed": "on"}).status_code == 302
    assert not approver.memberships.exists()


def test_own_role_of_several_ends_without_a_tick(approver, other_city, signed_in):
    other = approver.memberships.create(role="viewer", local_government=other_city)
    address = reverse("tracking:membership-remove", args=[other.pk])
    page = signed_in(approver).get(address).content.decode()
    assert "This is your last role" not in page
    signed_in(approver).post(address)
    assert approver.memberships.count() == 1


def test_role_elsewhere_is_not_found(outsider, officer, approver, stranger, signed_in):
    assert signed_in(approver).post(removal(outsider)).status_code == 404
    assert signed_in(stranger).post(removal(officer)).status_code == 404
    assert outsider.memberships.exists()


def test_last_coordinator_cannot_be_removed(state, coordinator, signed_in):
    client, address = signed_in(coordinator), removal(coordinator)
    assert "at least one coordinator" in client.get(address).content.decode()
    client.post(address, {"confirmed": "on"})
    assert coordinator.memberships.exists()
    second = factories.member("coordinator", state)
    client.post(removal(second))
    assert not second.memberships.exists()


def test_state_page_shows_governments_their_focal_points_and_stale_contacts(
    state, city, other_city, officer, coordinator, signed_in, now
):
    officer.memberships.update(post="focal-point")
    User.objects.update(date_joined=now.replace(year=2020), reviewed_at=now.replace(year=2020))
    User.objects.filter(pk=coordinator.pk).update(reviewed_at=now.replace(year=2099))
    client, address = signed_in(coordinator), reverse("tracking:state-people", args=["XUL"])
    html = client.get(address).content.decode()
    assert html.count("vacant") == 1
    assert "Nobody has looked at 1 contact for a year" in html
    client.post(reverse("tracking:contact-confirm", args=["XUL", officer.pk]))
    assert "for a year" not in client.get(address).content.decode()


def test_contact_of_another_state_is_not_found(coordinator, stranger, signed_in, state):
    address = reverse("tracking:contact-confirm", args=["XUL", stranger.pk])
    assert signed_in(coordinator).post(address).status_code == 404


def test_state_page_keeps_its_query_count(state, coordinator, signed_in):
    client, counts = signed_in(coordinator), []
    for number in (1, 2, 3):
        city = factories.government(state, f"City {number}")
        member = factories.member("officer", city)
        member.memberships.update(post="focal-point")
        User.objects.filter(pk=member.pk).update(date_joined="2020-01-01T00:00:00Z")
        with counted() as queries:
            client.get(reverse("tracking:state-people", args=["XUL"]))
        counts.append(len(queries))
    assert len(set(counts)) == 1


@pytest.mark.parametrize("asked", [True, False])
def test_state_asks_for_a_second_factor_or_not(asked, state, coordinator, signed_in):
    state.requires_second_factor = not asked
    state.save()
    coordinator.authenticator_set.create(type="totp", data={})
    address = reverse("tracking:state-security", args=["XUL"])
    client = signed_in(coordinator)
    assert "1 of 1 people have set one up" in client.get(address).content.decode()
    client.post(address, {"requires_second_factor": "on"} if asked else {})
    state.refresh_from_db()
    assert state.requires_second_factor is asked


def test_two_cities_never_see_each_others_people_or_invitations(city, other_city, approver, outsider, signed_in):
    invitation, _token = factories.invitation(city, approver)
    theirs = factories.member("approver", other_city)
    client = signed_in(theirs)
    assert client.get(listing(city)).status_code == 404
    for verb in ("resend", "withdraw"):
        assert client.post(reverse(f"tracking:invitation-{verb}", args=[invitation.pk])).status_code == 404
    assert approver.email not in client.get(listing(other_city)).content.decode()
    assert Invitation.objects.get().is_open


def test_people_of_the_state_show_addresses_that_fail(state, city, officer, coordinator, now, signed_in):
    client, address = signed_in(coordinator), f"/en/states/{state.iso3}/people/"
    assert "Addresses that fail" not in client.get(address).content.decode()
    officer.note_failing_mail("mailbox", now=now)
    page = client.get(address).content.decode()
    assert "Mails to 1 person do not arrive." in page
    assert "Mails have not arrived since 10 March 2026: the mailbox takes no mail." in page


def test_people_of_another_state_stay_unknown(state, officer, stranger, now, signed_in):
    officer.note_failing_mail("mailbox", now=now)
    other = stranger.memberships.get().state
    page = signed_in(stranger).get(f"/en/states/{other.iso3}/people/").content.decode()
    assert "Addresses that fail" not in page
    assert officer.email not in page


def test_people_of_the_city_show_the_address_that_fails(city, officer, approver, outsider, now, signed_in):
    officer.note_failing_mail("mailbox", now=now)
    page = signed_in(approver).get(f"/en/my-work/{city.pk}/people/").content.decode()
    assert "the mailbox takes no mail" in page
    assert signed_in(outsider).get(f"/en/my-work/{city.pk}/people/").status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_addresses_that_fail_cost_the_same_for_more_people(
    state, city, coordinator, people, now, signed_in, django_assert_num_queries
):
    for _ in range(people):
        factories.member("officer", city).note_failing_mail("mailbox", now=now)
    client = signed_in(coordinator)
    with django_assert_num_queries(15):
        client.get(f"/en/states/{state.iso3}/people/")
