"""Regional dialogues: coverage, forms, who reads."""

import pytest

from tests import factories
from tracking import models

LIST = "/en/dialogues/"
QUERIES = 9


@pytest.fixture
def region(state):
    return factories.government(state, "Sierra", level="region")


@pytest.fixture
def coast(state):
    return factories.government(state, "Coast", level="region")


def typed(region, **fields):
    return {"local_government": region.pk, "held_on": "2023-09-12", "visibility": "internal", **fields}


def version(row):
    return f"{row.updated_at.isoformat()} {row.visibility}"


def test_list_counts_the_regions_that_had_one(city, region, coast, review, coordinator, national_viewer, signed_in):
    factories.dialogue(region, review, coordinator, themes="Roofs")
    factories.dialogue(city, review, coordinator, themes="Schools")
    for reader in (coordinator, national_viewer):
        response = signed_in(reader).get(LIST)
        assert (response.context["level"], response.context["reached"]) == ("region", 1)
        assert "Region: 1 of 2 had a dialogue" in response.content.decode()
        assert "Schools" in response.content.decode()
    cities = signed_in(coordinator).get(f"{LIST}?level=city")
    assert [(place, len(held)) for place, held in cities.context["regions"]] == [(city, 1)]
    assert "/dialogues/add/" in cities.content.decode()
    assert "/dialogues/add/" not in signed_in(national_viewer).get(LIST).content.decode()


@pytest.mark.parametrize("level", ["planet", "village"])
def test_list_of_a_level_that_does_not_occur_is_404(level, region, review, coordinator, signed_in):
    assert signed_in(coordinator).get(f"{LIST}?level={level}").status_code == 404


def test_list_hides_from_the_ministry_what_is_restricted(region, review, coordinator, national_viewer, signed_in):
    factories.dialogue(region, review, coordinator, visibility="restricted")
    assert signed_in(coordinator).get(LIST).context["reached"] == 1
    assert signed_in(national_viewer).get(LIST).context["reached"] == 0


def test_list_without_a_review_says_so(coordinator, signed_in):
    assert "No review yet" in signed_in(coordinator).get(LIST).content.decode()
    assert signed_in(coordinator).get(f"{LIST}add/").status_code == 404


def test_add_records_the_dialogue(region, review, coordinator, signed_in):
    data = typed(region, civil_society_count="12", rights_holder_count="0", themes="Housing, contested: rents")
    response = signed_in(coordinator).post(f"{LIST}add/?review={review.pk}", data)
    assert response["Location"] == f"{LIST}?review={review.pk}"
    row = models.RegionalDialogue.objects.get()
    assert (row.review, row.participant_count, row.academia_count) == (review, 12, None)
    assert models.Event.objects.get().after["civil_society_count"] == "12"


def test_add_begins_with_the_region_of_the_address(region, review, coordinator, signed_in):
    form = signed_in(coordinator).get(f"{LIST}add/?region={region.pk}").context["form"]
    assert str(form["local_government"].value()) == str(region.pk)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"held_on": ""}, "held_on"),
        ({"academia_count": "-1"}, "academia_count"),
        ({"local_government": ""}, "local_government"),
    ],
)
def test_add_refuses_and_keeps_what_was_typed(fields, field, region, review, coordinator, signed_in):
    response = signed_in(coordinator).post(f"{LIST}add/", {**typed(region, themes="Typed words"), **fields})
    assert set(response.context["form"].errors) == {field}
    assert "Typed words" in response.content.decode()


def test_add_refuses_places_of_another_state_and_the_same_day_twice(region, review, coordinator, signed_in):
    foreign = factories.government(factories.state("XOT", "XO", "Otheria"), "Faraway")
    client = signed_in(coordinator)
    assert "local_government" in client.post(f"{LIST}add/", typed(foreign)).context["form"].errors
    factories.dialogue(region, review, coordinator)
    response = client.post(f"{LIST}add/", typed(region))
    assert "recorded already" in response.content.decode()
    assert models.RegionalDialogue.objects.count() == 1


def test_edit_and_remove(region, review, coordinator, signed_in):
    row, client = factories.dialogue(region, review, coordinator), signed_in(coordinator)
    data = typed(region, version=version(row), follow_up="A second round")
    assert client.post(f"{LIST}{row.pk}/edit/", data).status_code == 302
    row.refresh_from_db()
    assert row.follow_up == "A second round"
    assert client.post(f"{LIST}{row.pk}/remove/").status_code == 302
    assert not models.RegionalDialogue.objects.exists()


def test_coordinator_of_another_state_gets_nothing(region, review, coordinator, stranger, signed_in):
    row = factories.dialogue(region, review, coordinator, visibility="public")
    for verb in ("edit", "remove"):
        assert signed_in(stranger).post(f"{LIST}{row.pk}/{verb}/", typed(region)).status_code == 404
    assert signed_in(stranger).get(f"{LIST}?review={review.pk}").status_code == 404
    assert models.RegionalDialogue.objects.exists()


def test_list_asks_the_same_number_of_queries_for_one_and_three_rows(
    state, review, coordinator, signed_in, django_assert_num_queries
):
    client = signed_in(coordinator)
    client.get(LIST)
    for count in (1, 2):
        for number in range(count):
            place = factories.government(state, f"Region {count} {number}", level="region")
            factories.dialogue(place, review, coordinator)
        with django_assert_num_queries(QUERIES):
            client.get(LIST)
