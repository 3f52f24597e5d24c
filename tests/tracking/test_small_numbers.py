"""Nothing that is hidden can be worked out from what is shown."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tracking.small_numbers import NOTHING, Part, hidden

LIMIT = 10


def parts(**dimensions):
    return [
        Part(dimension, number, count)
        for dimension, counts in dimensions.items()
        for number, count in enumerate(counts)
    ]


def hidden_of(total, limit=LIMIT, **dimensions):
    """{dimension: positions of its hidden parts}, and whether the total is hidden."""
    found = hidden(total, parts(**dimensions), limit)
    return {name: {key[1] for key in found.parts if key[0] == name} for name in dimensions}, found.total


@pytest.mark.parametrize(
    ("total", "counts", "expected"),
    [
        (100, [60, 40], set()),
        (100, [95, 5], {0, 1}),  # the one sibling would give it away
        (100, [5, 30, 65], {0, 1}),  # the smallest sibling is hidden with it
        (100, [5, 5, 90], {0, 1}),  # two small ones hide each other
        (59, [9, 0, 50], {0, 1, 2}),  # together they are still a small number
        (8, [5, 3], {0, 1}),
        (100, [10, 90], set()),
        (100, [4], {0}),  # nothing beside it to subtract
        (100, [], set()),
        (100, [None, 50], set()),
        (100, [3, None, 40], {0, 2}),  # a known sibling before one of unknown size
    ],
)
def test_hidden_parts(total, counts, expected):
    assert hidden_of(total, sex=counts) == ({"sex": expected}, total < LIMIT)


def test_nothing_small_hides_nothing():
    assert hidden(100, parts(sex=[60, 40], age=[50, 50]), LIMIT) == NOTHING
    assert hidden(None, [], LIMIT) == NOTHING


def test_dimensions_are_looked_at_one_by_one():
    assert hidden_of(100, sex=[50, 50], age=[2, 30, 68]) == ({"sex": set(), "age": {0, 1}}, False)


@pytest.mark.parametrize(("limit", "expected"), [(5, set()), (6, {0, 1}), (0, set())])
def test_limit_is_what_the_administration_sets(limit, expected):
    assert hidden_of(100, limit, sex=[5, 95])[0]["sex"] == expected


@st.composite
def tables(draw):
    """A total, cut once or several times into parts that add up to it."""
    total = draw(st.integers(0, 150))
    cuts = {}
    for name in ("sex", "age", "district")[: draw(st.integers(1, 3))]:
        marks = sorted(draw(st.lists(st.integers(0, total), max_size=5)))
        cuts[name] = [after - before for before, after in zip([0, *marks], [*marks, total], strict=True)]
    return total, cuts


def rank(rows):
    """The rank of a matrix of fractions."""
    rows, found = [list(map(Fraction, row)) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows[found:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(found, pivot)
        for row in rows[found + 1 :]:
            factor = row[column] / pivot[column]
            row[:] = [one - factor * other for one, other in zip(row, pivot, strict=True)]
        found += 1
    return found


def derivable(total, cuts, limit):
    """The hidden numbers that follow from "every cut adds up to the total" and all that is shown."""
    found = hidden(total, parts(**cuts), limit)
    unknown = [*sorted(found.parts), *(["total"] if found.total else [])]
    equations = [[Fraction(name == key[0]) if key != "total" else Fraction(-1) for key in unknown] for name in cuts]
    known = rank(equations)
    return [
        key
        for position, key in enumerate(unknown)
        if rank([*equations, [Fraction(place == position) for place in range(len(unknown))]]) == known
    ]


@settings(deadline=None, database=None)
@given(tables(), st.integers(1, 20))
def test_no_hidden_number_follows_from_the_shown_ones(table, limit):
    assert derivable(*table, limit) == []


def test_the_check_itself_finds_a_number_that_follows():
    """Without the siblings hidden too, subtraction gives it away."""
    assert rank([[1]]) == rank([[1], [1]]) == 1  # one unknown in one equation
    assert rank([[1, 1]]) != rank([[1, 1], [1, 0]])


@settings(deadline=None, database=None)
@given(tables(), st.integers(1, 20))
def test_hidden_parts_together_are_no_small_number_either(table, limit):
    total, cuts = table
    assume(total >= limit)
    for name, counts in cuts.items():
        chosen = hidden_of(total, limit, **cuts)[0][name]
        assert not chosen or sum(counts[position] for position in chosen) >= limit


@settings(deadline=None, database=None)
@given(tables(), st.integers(0, 20))
def test_everything_below_the_limit_is_hidden_and_no_more_than_needed(table, limit):
    total, cuts = table
    found, is_total_hidden = hidden_of(total, limit, **cuts)
    assert is_total_hidden == (total < limit)
    for name, counts in cuts.items():
        assert {position for position, count in enumerate(counts) if count < limit} <= found[name]
        if all(count >= limit for count in counts):
            assert found[name] == set()
