"""A government's facts and service areas, and the State's list of governments."""

import pytest

from tests import factories
from tracking.forms.place import PlaceForm
from tracking.models import Competence, Event, LocalGovernment, Membership, ServiceArea


@pytest.fixture
def area(db):
    """Housing, which answers the theme of the recommendation."""
    row = ServiceArea.objects.create(code="housing", labels={"en": "Housing"})
    row.themes.add(factories.theme())
    return row


def facts(form, **typed):
    """What a browser sends of a form of facts, with some answers changed."""
    data = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in {**data, "version": form.version, **typed}.items()}


def page(signed_in, person, address):
    return signed_in(person).get(address)


def test_members_see_the_facts_and_who_may_change_them(signed_in, city, viewer, officer):
    city.other_languages, city.role_mailbox = "Quechua", "desk@example.org"
    city.save()
    text = page(signed_in, viewer, f"/en/my-work/{city.pk}/place/").text
    assert "Quechua" in text and "desk@example.org" in text and "vacant" in text
    assert "Change the facts" not in text
    assert "Change the facts" in page(signed_in, officer, f"/en/my-work/{city.pk}/place/").text


def test_officer_changes_the_facts_and_the_trail_tells_it(signed_in, city, officer):
    address = f"/en/my-work/{city.pk}/place/facts/"
    form = page(signed_in, officer, address).context["form"]
    typed = facts(form, population="510000", population_year="2025", term_ends_on="2027-05-31")
    assert signed_in(officer).post(address, typed).status_code == 302
    city.refresh_from_db()
    assert (city.population, city.population_year, city.term_ends_on.isoformat()) == (510_000, 2025, "2027-05-31")
    assert Event.objects.about(city).get().by == officer


def test_officer_does_not_move_the_government(signed_in, city, other_city, officer):
    address = f"/en/my-work/{city.pk}/place/facts/"
    form = page(signed_in, officer, address).context["form"]
    typed = facts(form, population_year="2025", parent=other_city.pk, is_collected_by_parent="on", name="Else")
    signed_in(officer).post(address, typed)
    city.refresh_from_db()
    assert (city.parent, city.is_collected_by_parent, city.name) == (None, False, "Altamira")


@pytest.mark.parametrize(
    "typed, words",
    [
        ({"population_year": ""}, "Say of which year"),
        ({"population": "0"}, "greater than or equal to 1"),
        ({"term_starts_on": "2027-01-01", "term_ends_on": "2026-01-01"}, "The term ends before it began."),
        ({"time_zone": "Moon/Base"}, "Select a valid choice"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_facts_that_do_not_hold_come_back_with_what_was_typed(signed_in, city, officer, typed, words):
    address = f"/en/my-work/{city.pk}/place/facts/"
    form = page(signed_in, officer, address).context["form"]
    typed = {"population_year": "2025", "other_languages": "Quechua", **typed}
    response = signed_in(officer).post(address, facts(form, **typed))
    assert words in response.text and "Quechua" in response.text
    assert not Event.objects.exists()


def test_facts_that_somebody_saved_meanwhile_are_shown_beside(signed_in, city, officer):
    address = f"/en/my-work/{city.pk}/place/facts/"
    form = page(signed_in, officer, address).context["form"]
    LocalGovernment.objects.filter(pk=city.pk).update(other_languages="Aymara", population_year=2024)
    response = signed_in(officer).post(address, facts(form, population_year="2025", other_languages="Quechua"))
    assert response.status_code == 200
    assert "Aymara" in response.text and "Quechua" in response.text
    city.refresh_from_db()
    assert city.other_languages == "Aymara"


def areas(form, **typed):
    return {**{name: form.initial[name] for name in form.fields}, "version": form.version, **typed}


def test_changed_area_proposes_anew_and_names_what_was_sorted_otherwise(signed_in, city, officer, recommendation, area):
    factories.follow_up(city, recommendation, officer, relevance="helpful")
    address = f"/en/my-work/{city.pk}/place/areas/"
    form = page(signed_in, officer, address).context["form"]
    typed = areas(form, **{"housing-kind": "own", "housing-legal_basis": "Housing Act"})
    response = signed_in(officer).post(address, typed, follow=True)
    assert "1 sorted recommendation is now proposed otherwise" in response.text
    assert [(row.recommendation, proposal.relevance) for row, proposal in response.context["to_look_at"]] == [
        (recommendation, "necessary")
    ]
    assert Competence.objects.get().legal_basis == "Housing Act"
    assert city.follow_ups.get().relevance == "helpful"


def test_area_without_competence_asks_who_can(signed_in, city, officer, area):
    address = f"/en/my-work/{city.pk}/place/areas/"
    form = page(signed_in, officer, address).context["form"]
    response = signed_in(officer).post(address, areas(form, **{"housing-kind": "none"}))
    assert "Say who can act on it." in response.text and not Competence.objects.exists()
    signed_in(officer).post(address, areas(form, **{"housing-kind": "none", "housing-who_can": "The region"}))
    assert Competence.objects.get().who_can == "The region"


def test_areas_that_somebody_saved_meanwhile_are_not_overwritten(signed_in, city, officer, area):
    address = f"/en/my-work/{city.pk}/place/areas/"
    form = page(signed_in, officer, address).context["form"]
    Competence.objects.create(local_government=city, service_area=area, kind="shared")
    response = signed_in(officer).post(address, areas(form, **{"housing-kind": "own"}))
    assert "Somebody else saved this" in response.text
    assert Competence.objects.get().kind == "shared"


def test_coordinator_adds_a_municipality_that_its_region_collects_for(signed_in, state, city, coordinator):
    form = page(signed_in, coordinator, "/en/places/add/").context["form"]
    typed = facts(form, name="Río Chico", level="municipality", parent=city.pk, is_collected_by_parent="on")
    assert signed_in(coordinator).post("/en/places/add/", typed).status_code == 302
    added = LocalGovernment.objects.get(name="Río Chico")
    assert (added.state, added.slug, added.parent, added.is_collected_by_parent) == (state, "rio-chico", city, True)
    assert Event.objects.about(added).get().verb == "added"


def test_coordinator_is_told_that_a_circle_is_none(signed_in, city, other_city, coordinator):
    other_city.parent = city
    other_city.save()
    address = f"/en/places/{city.pk}/"
    form = page(signed_in, coordinator, address).context["form"]
    response = signed_in(coordinator).post(address, facts(form, population_year="2025", parent=other_city.pk))
    assert "Borealis already lies inside Altamira" in response.text
    city.refresh_from_db()
    assert city.parent is None


def test_coordinator_names_who_collects(signed_in, city, coordinator):
    address = f"/en/places/{city.pk}/"
    form = page(signed_in, coordinator, address).context["form"]
    response = signed_in(coordinator).post(
        address, facts(form, population_year="2025", parent="", is_collected_by_parent="on")
    )
    assert "Name the government above that collects for it." in response.text


def test_name_stands_once_in_a_state(signed_in, city, coordinator):
    form = page(signed_in, coordinator, "/en/places/add/").context["form"]
    response = signed_in(coordinator).post("/en/places/add/", facts(form, name="altamira", level="city"))
    assert "There is a government of this name already." in response.text


def test_name_in_letters_that_addresses_do_not_know_gets_a_number(signed_in, city, coordinator):
    form = page(signed_in, coordinator, "/en/places/add/").context["form"]
    signed_in(coordinator).post("/en/places/add/", facts(form, name="المدينة", level="city"))
    assert LocalGovernment.objects.get(name="المدينة").slug == "place-2"


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_governments_asks_the_same_questions(signed_in, state, coordinator, count, django_assert_num_queries):
    for number in range(count):
        row = factories.government(state, f"City {number}")
        Membership.objects.filter(user=factories.member("officer", row)).update(post="focal-point")
    client = signed_in(coordinator)
    client.get("/en/places/")
    with django_assert_num_queries(10):
        response = client.get("/en/places/")
    assert response.text.count("Officer") >= count and "vacant" in response.text


def test_list_shows_governments_of_own_states_alone(signed_in, city, stranger):
    assert "Altamira" not in page(signed_in, stranger, "/en/places/").text


def test_name_that_somebody_takes_at_the_same_moment_is_told(signed_in, city, coordinator, monkeypatch):
    typed = facts(page(signed_in, coordinator, "/en/places/add/").context["form"], name="Altamira", level="city")

    def unseen(form):
        form.instance.slug = "altamira"
        return "Altamira"

    monkeypatch.setattr(PlaceForm, "clean_name", unseen)  # the other one is not stored yet when the name is checked
    response = signed_in(coordinator).post("/en/places/add/", typed)
    assert response.status_code == 200 and "There is a government of this name already." in response.text
    assert LocalGovernment.objects.count() == 1
