"""Voluntary Local Reviews: list and form."""

import pytest

from tests import factories
from tracking import models

QUERIES = 13


@pytest.fixture
def page(city):
    return f"/en/my-work/{city.pk}/local-reviews/"


def typed(**fields):
    return {"year": "2024", "title": "Our city and the goals", "visibility": "internal", **fields}


def codes(row):
    return sorted(row.targets.values_list("code", flat=True))


def test_add_saves_goals_and_targets(page, city, officer, signed_in):
    goal = factories.goal(11)
    factories.target("11.1"), factories.target("16.b")
    response = signed_in(officer).post(f"{page}add/", typed(goals=[goal.pk], targets=" 11.1; 16.B 11.1 "))
    assert response["Location"] == page
    row = models.LocalReview.objects.get()
    assert (row.local_government, list(row.goals.all()), codes(row)) == (city, [goal], ["11.1", "16.b"])
    html = signed_in(officer).get(page).content.decode()
    assert "Our city and the goals (2024)" in html and "16.b" in html


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"targets": "11.1, 99.9"}, "There is no target 99.9."),
        ({"year": "2014"}, "greater than or equal to 2015"),
        ({"year": "2025"}, "recorded already"),
        ({"title": ""}, "This field is required"),
    ],
)
def test_add_refuses_says_why_and_keeps_what_was_typed(fields, said, page, city, officer, signed_in):
    factories.target("11.1")
    factories.local_review(city, officer)
    response = signed_in(officer).post(f"{page}add/", typed(note="Typed words", **fields))
    assert said in response.content.decode() and "Typed words" in response.content.decode()
    assert models.LocalReview.objects.count() == 1


def test_edit_begins_with_what_is_stored_and_changes_it(city, officer, signed_in):
    row = factories.local_review(city, officer)
    row.targets.add(factories.target("11.1"))
    address, client = f"/en/local-reviews/{row.pk}/edit/", signed_in(officer)
    form = client.get(address).context["form"]
    assert 'value="11.1"' in str(form["targets"])
    factories.target("4.5")
    data = typed(version=form.version, targets="4.5")
    assert client.post(address, data).status_code == 302
    row.refresh_from_db()
    assert (row.year, codes(row)) == (2024, ["4.5"])


def test_edit_sent_twice_shows_no_conflict(city, officer, signed_in):
    row, client = factories.local_review(city, officer), signed_in(officer)
    factories.target("4.5")
    address = f"/en/local-reviews/{row.pk}/edit/"
    data = typed(version=client.get(address).context["form"].version, targets="4.5")
    assert [client.post(address, data).status_code for _press in range(2)] == [302, 302]
    assert models.Event.objects.count() == 1


def test_another_citys_review_is_404(page, city, officer, outsider, signed_in):
    row = factories.local_review(city, officer, visibility="public")
    for verb in ("edit", "remove"):
        assert signed_in(outsider).post(f"/en/local-reviews/{row.pk}/{verb}/", typed()).status_code == 404
    assert signed_in(outsider).get(page).status_code == 404
    assert models.LocalReview.objects.get().year == 2025


def test_remove_takes_it_out(page, city, officer, signed_in):
    row = factories.local_review(city, officer)
    assert signed_in(officer).post(f"/en/local-reviews/{row.pk}/remove/")["Location"] == page
    assert "No local review yet" in signed_in(officer).get(page).content.decode()


def test_list_asks_the_same_number_of_queries_for_one_and_three_rows(
    page, city, officer, signed_in, django_assert_num_queries
):
    client = signed_in(officer)
    client.get(page)
    for count in (1, 2):
        for number in range(count):
            row = factories.local_review(city, officer, title=f"Review {count} {number}")
            row.goals.add(factories.goal())
            row.targets.add(factories.target())
        with django_assert_num_queries(QUERIES):
            client.get(page)
