"""States, governments and memberships: constraints with their refused middle, and who looks into which workspace."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import translation

from tests import factories
from tracking.models import Competence, LocalGovernment, Membership, ServiceArea, State


def test_state_is_called_in_the_language_of_the_page():
    state = State(name="Spain", names={"es": "España"})
    with translation.override("es"):
        assert str(state) == "España"
    with translation.override("fr"):
        assert str(state) == "Spain"


def test_slug_is_unique_within_a_state_only(city, state):
    factories.government(factories.state("XOT", "XO", "Otheria"), "Altamira")
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.government(state, "Altamira")


def test_government_is_not_its_own_parent(city, other_city):
    city.parent = other_city
    city.save()
    city.parent = city
    with pytest.raises(IntegrityError, match="not_its_own_parent"), transaction.atomic():
        city.save()


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


def test_competence_once_for_each_service_area(city):
    area = ServiceArea.objects.create(code="housing", labels={"en": "Housing"})
    Competence.objects.create(local_government=city, service_area=area, kind="own")
    with pytest.raises(IntegrityError), transaction.atomic():
        Competence.objects.create(local_government=city, service_area=area, kind="none")


def test_own_governments_and_those_that_may_be_looked_into(city, other_city, officer, outsider, coordinator, stranger):
    def names(rows):
        return sorted(row.name for row in rows)

    governments = LocalGovernment.objects
    Membership.objects.create(user=officer, role="viewer", local_government=city)  # two roles, one row
    assert names(governments.of_user(officer)) == ["Altamira"]
    assert names(governments.of_user(coordinator)) == []
    assert names(governments.visible_to(officer)) == ["Altamira"]
    assert names(governments.visible_to(coordinator)) == ["Altamira", "Borealis"]
    assert names(governments.visible_to(stranger)) == []
    assert names(governments.of_user(AnonymousUser())) == names(governments.visible_to(AnonymousUser())) == []
