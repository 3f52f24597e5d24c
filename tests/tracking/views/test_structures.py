"""Structures: human rights bodies and commitments of a government."""

import pytest

from tests import factories
from tracking import models

QUERIES = 11


def page_of(government):
    return f"/en/my-work/{government.pk}/structures/"


def version(row):
    return f"{row.updated_at.isoformat()} {row.visibility}"


def body(**fields):
    return {"name": "Residents’ council", "visibility": "internal", **fields}


def commitment(**fields):
    return {"kind": "charter", "title": "Our charter", "adopted_on": "2020-12-10", "visibility": "internal", **fields}


def test_page_shows_own_bodies_and_commitments_only(city, other_city, officer, outsider, viewer, signed_in):
    factories.human_rights_body(city, officer, government_seats=3)
    factories.commitment(city, officer)
    factories.human_rights_body(other_city, outsider, name="Elsewhere", visibility="public")
    html = signed_in(viewer).get(page_of(city)).content.decode()
    assert "Human rights commission" in html and "Charter of rights" in html and "Elsewhere" not in html
    assert "/add-body/" not in html
    assert "/add-body/" in signed_in(officer).get(page_of(city)).content.decode()


def test_page_says_what_belongs_there_while_it_is_empty(city, officer, signed_in):
    assert "none is recorded yet" in signed_in(officer).get(page_of(city)).content.decode()


def test_add_saves_body_and_commitment(city, officer, signed_in):
    client = signed_in(officer)
    assert (
        client.post(f"{page_of(city)}add-body/", body(since="2019-03-01", civil_society_seats="4")).status_code == 302
    )
    assert client.post(f"{page_of(city)}add-commitment/", commitment()).status_code == 302
    row = models.LocalHumanRightsBody.objects.get()
    assert (row.local_government, row.civil_society_seats, row.government_seats) == (city, 4, None)
    assert models.HumanRightsCommitment.objects.get().local_government == city
    assert set(models.Event.objects.values_list("verb", flat=True)) == {"added"}


@pytest.mark.parametrize(
    ("verb", "data", "said"),
    [
        ("add-body", body(name=""), "This field is required"),
        ("add-body", body(name="Human rights commission"), "recorded already"),
        ("add-body", body(academia_seats="-1"), "greater than or equal to 0"),
        ("add-commitment", commitment(kind="human-rights-city"), "Name the act by which it was declared."),
        ("add-commitment", commitment(adopted_on=""), "This field is required"),
    ],
)
def test_add_refuses_and_says_why(verb, data, said, city, officer, signed_in):
    factories.human_rights_body(city, officer)
    response = signed_in(officer).post(f"{page_of(city)}{verb}/", data)
    assert response.status_code == 200
    assert said in response.content.decode()
    assert (models.LocalHumanRightsBody.objects.count(), models.HumanRightsCommitment.objects.count()) == (1, 0)


def test_edit_and_remove(city, officer, signed_in):
    client = signed_in(officer)
    first, second = factories.human_rights_body(city, officer), factories.commitment(city, officer)
    assert client.post(f"/en/bodies/{first.pk}/edit/", body(version=version(first))).status_code == 302
    assert client.post(f"/en/commitments/{second.pk}/edit/", commitment(version=version(second))).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.name, second.title) == ("Residents’ council", "Our charter")
    client.post(f"/en/bodies/{first.pk}/remove/")
    client.post(f"/en/commitments/{second.pk}/remove/")
    assert not models.LocalHumanRightsBody.objects.exists() and not models.HumanRightsCommitment.objects.exists()


def test_another_citys_rows_are_404_even_where_they_are_public(city, officer, outsider, signed_in):
    first = factories.human_rights_body(city, officer, visibility="public")
    second = factories.commitment(city, officer, visibility="public")
    for address in (f"/en/bodies/{first.pk}", f"/en/commitments/{second.pk}"):
        for verb in ("edit", "remove"):
            assert signed_in(outsider).post(f"{address}/{verb}/", body()).status_code == 404
    assert models.LocalHumanRightsBody.objects.exists() and models.HumanRightsCommitment.objects.exists()


def test_page_asks_the_same_number_of_queries_for_one_and_three_rows(
    city, officer, signed_in, django_assert_num_queries
):
    client = signed_in(officer)
    client.get(page_of(city))
    for count in (1, 2):
        for number in range(count):
            factories.human_rights_body(city, officer, name=f"Body {count} {number}")
            factories.commitment(city, officer)
        with django_assert_num_queries(QUERIES):
            client.get(page_of(city))
