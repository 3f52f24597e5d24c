"""Who hears first, who next, and what happens where somebody cannot be reached."""

import datetime

import pytest

from tests import factories
from tracking.models import Membership, ReminderRule, User
from tracking.reminders.matter import Audience, Matter
from tracking.reminders.people import People

Reach = ReminderRule.Reach


@pytest.fixture
def post():
    """Gives somebody a post."""
    return lambda user, name: Membership.objects.filter(user=user).update(post=name)


@pytest.fixture
def failing(now):
    """Mails to these people fail."""
    return lambda *users: User.objects.filter(pk__in=[user.pk for user in users]).update(
        mail_failing_since=now, mail_failure="address 5.1.1"
    )


def hearing(city, reach=Reach.OWN, **fields):
    date = datetime.date(2026, 3, 10)
    return People().hearing(Matter("call-deadline", 1, city.state_id, date, city, **fields), reach)


def test_focal_point_else_officers_else_approvers_else_coordinators(city, coordinator, post):
    assert hearing(city) == [coordinator]
    approver = factories.member("approver", city)
    assert hearing(city) == [approver]
    officers = [factories.member("officer", city) for _ in range(2)]
    assert hearing(city) == officers
    post(officers[1], "focal-point")
    assert hearing(city) == [officers[1]]


@pytest.mark.parametrize("role", ["viewer", "commenter", "national-viewer"])
def test_who_only_reads_does_not_answer(state, city, coordinator, role):
    factories.member(role, city if role == "viewer" else state, organisation="Homes for All")
    assert hearing(city) == [coordinator]


def test_closed_account_does_not_count(city, officer, coordinator):
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert hearing(city) == [coordinator]


def test_each_reach_also_those_before_it_and_nobody_twice(city, officer, approver, coordinator, post):
    post(officer, "focal-point")
    post(approver, "alternate")
    third = factories.member("officer", city)
    assert hearing(city) == [officer]
    assert hearing(city, Reach.ALTERNATE) == [officer, approver]
    assert hearing(city, Reach.COORDINATOR) == [officer, approver, coordinator]
    post(approver, "")
    assert hearing(city, Reach.ALTERNATE) == [officer, third, approver]


def test_next_in_line_hears_too_where_mails_fail(city, officer, approver, coordinator, post, failing):
    post(officer, "focal-point")
    failing(officer)
    assert hearing(city) == [officer, approver]
    alternate = factories.member("officer", city)
    post(alternate, "alternate")
    assert hearing(city) == [officer, alternate]
    failing(alternate)
    assert hearing(city) == [officer, alternate, approver]
    failing(approver)
    assert hearing(city) == [officer, alternate, approver, coordinator]


def test_everybody_else_hears_where_mails_to_the_alternate_fail(city, officer, approver, post, failing):
    post(officer, "focal-point")
    alternate = factories.member("officer", city)
    post(alternate, "alternate")
    failing(alternate)
    assert hearing(city, Reach.ALTERNATE) == [officer, alternate, approver]


def test_people_above_answer_for_a_government_that_is_collected(city, collector, post, failing):
    assert hearing(city) == [collector]
    own = factories.member("officer", city)
    assert hearing(city) == [own]
    failing(own)
    assert hearing(city) == [own, collector]


def test_approvers_but_who_prepared_it_else_the_coordinators(city, approver, officer, coordinator, failing):
    asked = {"audience": Audience.APPROVERS, "not_to": approver.pk}
    assert hearing(city, **asked) == [coordinator]
    second = factories.member("approver", city)
    assert hearing(city, **asked) == [second]
    failing(second)
    assert hearing(city, **asked) == [second, coordinator]
    assert approver not in hearing(city, Reach.COORDINATOR, **asked)


def test_vacant_post_is_the_matter_of_approvers_and_coordinators(city, officer, approver, coordinator):
    assert hearing(city, audience=Audience.APPROVERS_AND_COORDINATORS) == [approver, coordinator]


def test_matter_of_the_state_is_the_coordinators(state, officer, coordinator):
    matter = Matter("weekly-board", 1, state.pk, datetime.date(2026, 3, 9), audience=Audience.COORDINATORS)
    assert People().hearing(matter, Reach.COORDINATOR) == [coordinator]


@pytest.mark.parametrize("cities", [1, 3])
def test_all_people_are_read_at_once(state, cities, django_assert_num_queries):
    places = [factories.government(state, f"City {number}") for number in range(cities)]
    officers = [factories.member("officer", place) for place in places]
    with django_assert_num_queries(1):
        people = People()
        assert [people.of(place) for place in places] == [[officer] for officer in officers]
    with django_assert_num_queries(1):
        assert People([places[0]]).of(places[0]) == officers[:1]


def test_people_of_named_places_only(state, city, other_city, officer, outsider, coordinator):
    people = People([city], [state.pk])
    assert (people.of(city), people.of(other_city)) == ([officer], [coordinator])
