"""Choices among rows: what no browser sends is an error of the field, never of the server."""

import pytest

from tests import factories
from tests.tracking.views.test_indicators import typed as typed_indicator
from tests.tracking.views.test_step_sections import address, rows

WRONG_KEYS = ("9" * 30, "-" + "9" * 30, "9" * 5000, "abc", "1\0")


@pytest.fixture
def step(city, officer, recommendation):
    return factories.step(city, officer, [factories.follow_up(city, recommendation, officer)])


def form_of(client, page, data):
    response = client.post(page, data)
    assert response.status_code == 200
    return response.context["form"]


@pytest.mark.parametrize("key", WRONG_KEYS)
@pytest.mark.parametrize(
    ("page", "data", "field"),
    [
        ("plans/add/", {"title": "Plan", "visibility": "internal"}, "steps"),
        ("indicators/add/", {}, "steps"),
        ("indicators/add/", {}, "recommendations"),
        ("local-reviews/add/", {"year": "2024", "title": "Review", "visibility": "internal"}, "goals"),
    ],
)
def test_page_refuses_a_key_that_cannot_be(key, page, data, field, city, step, officer, signed_in):
    data = data or typed_indicator()
    form = form_of(signed_in(officer), f"/en/my-work/{city.pk}/{page}", {**data, field: [key]})
    assert list(form.errors) == [field]


@pytest.mark.parametrize("key", WRONG_KEYS)
@pytest.mark.parametrize("field", ["targets", "rights", "groups", "plan"])
def test_section_refuses_a_key_that_cannot_be(key, field, step, officer, signed_in):
    data = {**rows("partners"), field: key}
    assert list(form_of(signed_in(officer), address(step, "place"), data).errors) == [field]


@pytest.mark.parametrize("key", WRONG_KEYS)
def test_budget_row_refuses_a_group_that_cannot_be(key, step, officer, signed_in):
    line = {"year": "2026", "currency": "EUR", "source": "own", "planned": "5", "group": key}
    form = form_of(signed_in(officer), address(step, "money"), rows("budget_lines", line))
    assert list(form.rows["budget_lines"].errors[0]) == ["group"]


@pytest.mark.parametrize("key", WRONG_KEYS)
@pytest.mark.parametrize("field", ["targets", "another_target"])
def test_follow_up_refuses_a_target_that_cannot_be(key, field, city, recommendation, officer, signed_in):
    data = {"relevance": "ours", "status": "not-started", "visibility": "internal", field: key}
    form = form_of(signed_in(officer), f"/en/my-work/{city.pk}/recommendations/{recommendation.pk}/", data)
    assert field in form.errors
