"""Numbers that no city has: each form says so, none breaks."""

import pytest

from tests import factories
from tests.tracking.views.test_step_sections import address, rows
from tracking.forms.indicator_value import IndicatorValueForm

WRONG = ("1e400", "1e4000000", "NaN", "sNaN", "Infinity", "-Infinity", "9" * 40, "9" * 5000, "-1", "1e-400", "0x10")


@pytest.fixture
def step(city, officer, recommendation):
    return factories.step(city, officer, [factories.follow_up(city, recommendation, officer)])


@pytest.mark.parametrize("number", WRONG)
@pytest.mark.parametrize(
    ("section", "prefix", "row", "field"),
    [
        ("money", "budget_lines", {"year": "2026", "currency": "EUR", "source": "own"}, "planned"),
        ("money", "budget_lines", {"currency": "EUR", "source": "own", "planned": "5"}, "year"),
        ("results", "outputs", {"label": "Courses", "unit": "courses"}, "number"),
        ("results", "people_reached", {"unit": "persons"}, "number"),
    ],
)
def test_row_refuses_a_number_that_cannot_be(number, section, prefix, row, field, step, officer, signed_in):
    data = rows("outputs") | rows("people_reached") | rows(prefix, {**row, field: number})
    response = signed_in(officer).post(address(step, section), data)
    assert response.status_code == 200
    assert field in response.context["form"].rows[prefix].errors[0]


@pytest.mark.parametrize("number", [word for word in WRONG if word != "-1"])
def test_indicator_value_refuses_a_number_that_cannot_be(number, city, officer, signed_in):
    indicator = factories.indicator(city, officer, [], code="I-1")
    form = IndicatorValueForm({"year": "2024", "has_value": "known", "number": number}, indicator=indicator)
    assert "number" in form.errors
