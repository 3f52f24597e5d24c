"""States and governments: constraints with their refused middle, and who looks into which workspace."""

import datetime

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


def test_competence_once_for_each_service_area(city):
    area = ServiceArea.objects.create(code="housing", labels={"en": "Housing"})
    Competence.objects.create(local_government=city, service_area=area, kind="own")
    with pytest.raises(IntegrityError), transaction.atomic():
        Competence.objects.create(local_government=city, service_area=area, kind="shared")


def test_own_governments_and_those_that_may_be_looked_into(
    city, other_city, officer, outsider, coordinator, stranger, commenter
):
    def names(rows):
        return sorted(row.name for row in rows)

    governments = LocalGovernment.objects
    Membership.objects.create(user=officer, role="viewer", local_government=city)  # two roles, one row
    assert names(governments.of_user(officer)) == ["Altamira"]
    assert names(governments.of_user(coordinator)) == []
    assert names(governments.visible_to(officer)) == ["Altamira"]
    assert names(governments.visible_to(coordinator)) == ["Altamira", "Borealis"]
    assert names(governments.visible_to(stranger)) == []
    assert names(governments.visible_to(commenter)) == names(governments.of_user(commenter)) == []
    assert names(governments.of_user(AnonymousUser())) == names(governments.visible_to(AnonymousUser())) == []


def test_region_that_collects_works_in_the_municipalities_below_it(city, other_city, collector):
    assert {row.name for row in LocalGovernment.objects.of_user(collector)} == {"Sierra", "Altamira"}
    city.is_collected_by_parent = False
    city.save()
    assert {row.name for row in LocalGovernment.objects.of_user(collector)} == {"Sierra"}


def test_collected_government_names_who_collects(city):
    city.is_collected_by_parent = True
    with pytest.raises(IntegrityError, match="collected_by_a_parent"), transaction.atomic():
        city.save()


def test_term_ends_after_its_start(city, today):
    city.term_starts_on, city.term_ends_on = today, today + datetime.timedelta(days=1)
    city.save()
    city.term_ends_on = today
    with pytest.raises(IntegrityError, match="term_ends_after"), transaction.atomic():
        city.save()
