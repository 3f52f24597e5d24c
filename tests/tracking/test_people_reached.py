"""People reached: what is shown to whom."""

import pytest

from tests import factories
from tracking import people_reached


@pytest.fixture
def step(city, officer):
    return factories.step(city, officer)


def shown(step, limit):
    """{unit: (total, {category: number})}."""
    return {
        row.unit: (
            row.total and row.total.number,
            {cell.category: cell.number for _label, cells in row.breakdowns for cell in cells},
        )
        for row in people_reached.of_step(step, limit)
    }


def test_small_numbers_and_one_more_are_left_out_in_public(step):
    step.people_reached.create(number=100)
    for category, number in (("women", 60), ("men", 35), ("not known", 5)):
        step.people_reached.create(number=number, dimension="sex", category=category)
    assert shown(step, 10) == {"persons": (100, {"women": 60, "men": None, "not known": None})}
    assert people_reached.of_step(step, 10)[0].has_hidden
    assert shown(step, None)["persons"][1] == {"women": 60, "men": 35, "not known": 5}
    assert not people_reached.of_step(step, None)[0].has_hidden


def test_small_total_is_left_out_and_organisations_are_no_people(step):
    step.people_reached.create(number=9)
    step.people_reached.create(number=3, unit="organisations")
    assert shown(step, 10) == {"persons": (None, {}), "organisations": (3, {})}


def test_large_enough_numbers_are_shown(step):
    step.people_reached.create(number=10, dimension="age", category="under 18", is_approximate=True)
    (reached,) = people_reached.of_step(step, 10)
    assert (reached.total, reached.has_hidden) == (None, False)
    assert reached.breakdowns[0][1][0].is_approximate
