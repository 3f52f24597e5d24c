"""A government's facts and competences: what they refuse, and what their events tell."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests import factories
from tracking.models import Competence, Event, ServiceArea


@pytest.fixture
def area(db):
    """A service area."""
    return ServiceArea.objects.create(code="housing", labels={"en": "Housing"})


def test_government_does_not_lie_inside_itself(state, city, other_city, coordinator, now):
    other_city.parent = city
    other_city.save_facts(by=coordinator, now=now)
    village = factories.government(state, "Village", parent=other_city)
    city.parent = village
    with pytest.raises(ValidationError, match="Village already lies inside Altamira"):
        city.save_facts(by=coordinator, now=now)
    city.refresh_from_db()
    assert city.parent is None


def test_hierarchy_may_skip_levels(state, city, coordinator, now):
    city.parent = factories.government(state, "Canton", level="region")
    city.save_facts(by=coordinator, now=now)
    assert city.around() == [city.parent_id]


def test_government_belongs_to_nothing_abroad(city, coordinator, now):
    city.parent = factories.government(factories.state("XOT", "XO", "Otheria"), "Far")
    with pytest.raises(ValidationError, match="another State"):
        city.save_facts(by=coordinator, now=now)


def test_event_tells_codes_and_of_texts_the_names_alone(city, officer, now):
    city.population, city.term_ends_on, city.role_mailbox = 7, datetime.date(2026, 6, 1), "desk@example.org"
    city.save_facts(by=officer, now=now)
    event = Event.objects.get(object_kind="localgovernment")
    assert (event.by, event.local_government, event.verb) == (officer, city, "changed")
    assert event.before == {"population": 500_000}
    assert event.after == {"population": 7, "term_ends_on": "2026-06-01", "texts": ["role_mailbox"]}


def test_saving_the_same_facts_again_leaves_no_event(city, officer, now):
    city.save_facts(by=officer, now=now)
    assert not Event.objects.exists()


def test_no_competence_says_who_can(city, area):
    with pytest.raises(IntegrityError), transaction.atomic():
        Competence.objects.create(local_government=city, service_area=area, kind="none")
    assert Competence.objects.create(local_government=city, service_area=area, kind="none", who_can="The ministry").pk


def test_competence_tells_what_it_was(city, area, officer, now):
    row = Competence(local_government=city, service_area=area, kind="own")
    row.save_work(by=officer, now=now)
    row.kind = "shared"
    row.save_work(by=officer, now=now)
    row.save_work(by=officer, now=now)
    row.remove(by=officer, now=now)
    told = list(Event.objects.order_by("pk").values_list("verb", "before", "after"))
    assert told == [
        ("added", {}, {"service_area": area.pk, "kind": "own"}),
        ("changed", {"service_area": area.pk, "kind": "own"}, {"service_area": area.pk, "kind": "shared"}),
        ("removed", {"service_area": area.pk, "kind": "shared"}, {}),
    ]
    assert not city.competences.exists()
