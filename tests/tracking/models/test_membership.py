"""Memberships and posts: each constraint with its refused middle."""

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import Membership


@pytest.mark.parametrize("role", Membership.Role.values)
@pytest.mark.parametrize("places", [(True, False), (False, True), (True, True), (False, False)])
def test_role_fits_its_place(role, places, city, state):
    is_local, is_national = places
    fits = places == ((True, False) if role in Membership.LOCAL_ROLES else (False, True))

    def make():
        with transaction.atomic():
            Membership.objects.create(
                user=factories.person(),
                role=role,
                organisation="Homes for All",
                local_government=city if is_local else None,
                state=state if is_national else None,
            )

    if fits:
        make()
    else:
        with pytest.raises(IntegrityError, match="membership_role_fits_its_place"):
            make()


def test_role_is_held_once_for_a_place(city, other_city, state, officer, coordinator):
    Membership.objects.create(user=officer, role="officer", local_government=other_city)
    Membership.objects.create(user=officer, role="approver", local_government=city)
    for person, fields in [
        (officer, {"role": "officer", "local_government": city}),
        (coordinator, {"role": "coordinator", "state": state}),
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(user=person, **fields)


def test_commenter_names_the_organisation(state):
    factories.member("commenter", state, organisation="Homes for All")
    with pytest.raises(IntegrityError, match="commenter_names_the_organisation"), transaction.atomic():
        factories.member("commenter", state)


@pytest.mark.parametrize("role", ["officer", "approver"])
def test_post_is_held_by_one_person_of_a_government(role, city, other_city):
    for place in (city, other_city):
        Membership.objects.create(user=factories.person(), role=role, local_government=place, post="focal-point")
    Membership.objects.create(user=factories.person(), role=role, local_government=city, post="alternate")
    assert set(Membership.objects.posts_of(city)) == {"focal-point", "alternate"}
    assert set(Membership.objects.posts_of(other_city)) == {"focal-point"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=factories.person(), role=role, local_government=city, post="focal-point")


def test_viewer_holds_no_post(city):
    with pytest.raises(IntegrityError, match="post_needs_a_writing_role"), transaction.atomic():
        Membership.objects.create(user=factories.person(), role="viewer", local_government=city, post="focal-point")


def test_only_coordinators_and_national_viewers_serve_a_state(officer, coordinator, national_viewer, commenter):
    assert Membership.objects.serving(coordinator).exists()
    assert Membership.objects.serving(national_viewer).exists()
    assert not Membership.objects.serving(commenter).exists()
    assert not Membership.objects.serving(officer).exists()
