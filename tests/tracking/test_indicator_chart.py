"""The drawing of an indicator: whole numbers within its field, gaps cut, mirrored where pages read from the right."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracking import indicator_chart as chart
from tracking.indicator_chart import Point, draw, scale


def points(*numbers):
    return [
        Point(datetime.date(2020 + place, 12, 31), str(2020 + place), None if number is None else Decimal(number))
        for place, number in enumerate(numbers)
    ]


@pytest.mark.parametrize("numbers", [(), (5,), (5, None), (None, None)])
def test_fewer_than_two_numbers_draw_nothing(numbers):
    assert draw(points(*numbers)) is None


def test_gap_cuts_the_line_and_stands_on_the_foot():
    drawn = draw(points(10, 20, None, 30, 40, None, 50))
    assert [line.count(",") for line in drawn.lines] == [2, 2]  # a single value beside a gap draws no line
    gaps = [dot for dot in drawn.dots if dot.is_gap]
    assert [(dot.period, dot.y, dot.shown) for dot in gaps] == [("2022", drawn.foot, ""), ("2025", drawn.foot, "")]
    assert drawn.has_gaps
    assert not draw(points(1, 2)).has_gaps


def test_more_stands_higher_and_later_stands_farther():
    first, second = draw(points(10, 20)).dots
    assert first.y > second.y
    assert first.x < second.x


def test_mirrored_drawing_runs_from_the_right():
    left, right = draw(points(10, 20, 30)), draw(points(10, 20, 30), is_mirrored=True)
    assert [chart.WIDTH - dot.x for dot in left.dots] == [dot.x for dot in right.dots]
    assert [dot.y for dot in left.dots] == [dot.y for dot in right.dots]
    assert (left.tick_anchor, right.tick_anchor) == ("end", "start")
    assert left.tick_x < left.start < left.end
    assert right.start < right.end < right.tick_x


def test_levels_are_part_of_the_scale():
    drawn = draw(points(10, 20), baseline=Decimal(5), target=Decimal(80), words=lambda number: f"{number:f} beds")
    assert drawn.target.y < min(dot.y for dot in drawn.dots) < drawn.baseline.y
    assert (drawn.target.shown, drawn.baseline.shown) == ("80 beds", "5 beds")
    assert drawn.ticks[-1].y <= drawn.target.y


def test_few_periods_are_all_named_and_of_many_some_with_the_last():
    assert [dot.period for dot in draw(points(*range(1, 7))).labels] == ["2025", "2024", "2023", "2022", "2021", "2020"]
    labels = [dot.period for dot in draw(points(*range(1, 21))).labels]
    assert labels[0] == "2039"
    assert len(labels) <= chart.MOST_LABELS


@pytest.mark.parametrize(
    ("lowest", "highest", "expected"),
    [
        (3, 97, [0, 50, 100]),
        (0, 0, [0, Decimal("0.5"), 1]),
        (Decimal("0.02"), Decimal("0.07"), [0, Decimal("0.02"), Decimal("0.04"), Decimal("0.06"), Decimal("0.08")]),
    ],
)
def test_scale_begins_at_zero_with_round_steps(lowest, highest, expected):
    assert scale(lowest, highest) == expected


numbers = st.integers(-(10**13), 10**13).map(lambda number: Decimal(number) / 10_000)


@settings(deadline=None, database=None)
@given(st.lists(st.one_of(st.none(), numbers), min_size=2, max_size=12), st.booleans())
def test_every_dot_stands_within_the_field(found, is_mirrored):
    drawn = draw(points(*found), is_mirrored=is_mirrored)
    if drawn is None:
        assert sum(number is not None for number in found) < 2
        return
    for dot in drawn.dots:
        assert drawn.start <= dot.x <= drawn.end
        assert chart.TOP <= dot.y <= chart.BOTTOM
    assert 2 <= len(drawn.ticks) <= chart.TICKS + 3
