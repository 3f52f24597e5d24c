"""Places the values of an indicator on a drawing: whole numbers that a template writes into an SVG.

Pure: points in, coordinates out. Where the page reads from the right, time runs from right to left.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 84, 616, 24, 252  # the field in which values stand
MOST_LABELS = 6
TICKS = 4


@dataclass(frozen=True)
class Point:
    """One value: the last day of its period, the period in words, and the number; None where there is none."""

    day: datetime.date
    period: str
    number: Decimal | None


@dataclass(frozen=True)
class Dot:
    """A value on the drawing, or a gap on its foot line."""

    x: int
    y: int
    period: str
    shown: str
    is_gap: bool


@dataclass(frozen=True)
class Level:
    """A line across the drawing."""

    y: int
    shown: str


@dataclass(frozen=True)
class Chart:
    """All that the template draws; `lines` are lists of coordinates "x,y x,y" that a gap cuts apart."""

    width: int
    height: int
    start: int
    end: int
    foot: int
    tick_x: int
    tick_anchor: str
    dots: list
    lines: list
    ticks: list
    labels: list
    baseline: Level | None
    target: Level | None

    @property
    def has_gaps(self):
        """Some period has no number."""
        return any(dot.is_gap for dot in self.dots)


def draw(points, *, baseline=None, target=None, words: Callable = str, is_mirrored=False):
    """A Chart of points in the order of time; None where fewer than two of them have a number.

    `words` turns a number into what is written beside it.
    """
    numbers = [point.number for point in points if point.number is not None]
    if len(numbers) < 2:
        return None
    levels = [*numbers, *(level for level in (baseline, target) if level is not None)]
    steps = scale(min(levels), max(levels))
    across, up = _across(points, is_mirrored), _up(steps[0], steps[-1])
    dots = [_dot(point, across(point.day), up, words) for point in points]
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        start=_mirrored(RIGHT) if is_mirrored else LEFT,
        end=_mirrored(LEFT) if is_mirrored else RIGHT,
        foot=BOTTOM,
        tick_x=_mirrored(LEFT) + 10 if is_mirrored else LEFT - 10,
        tick_anchor="start" if is_mirrored else "end",
        dots=dots,
        lines=_lines(dots),
        ticks=[Level(up(step), words(step)) for step in steps],
        labels=_labels(dots),
        baseline=None if baseline is None else Level(up(baseline), words(baseline)),
        target=None if target is None else Level(up(target), words(target)),
    )


def scale(lowest, highest):
    """Round numbers from at most `lowest` (zero, unless it is less) to at least `highest`, evenly apart."""
    lowest, highest = min(Decimal(0), Decimal(lowest)), max(Decimal(0), Decimal(highest))
    highest += lowest == highest  # nothing but zeros: the field reaches to one
    rough = (highest - lowest) / TICKS
    power = Decimal(10) ** rough.adjusted()
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first, last = (lowest / step).to_integral_value("ROUND_FLOOR"), (highest / step).to_integral_value("ROUND_CEILING")
    return [step * number for number in range(int(first), int(last) + 1)]


def _mirrored(x):
    return WIDTH - x


def _across(points, is_mirrored):
    """The place of a day between the edges, by how much time has passed."""
    first, last = points[0].day, points[-1].day
    days = (last - first).days or 1

    def place(day):
        x = LEFT + 16 + round((RIGHT - LEFT - 40) * (day - first).days / days)
        return _mirrored(x) if is_mirrored else x

    return place


def _up(lowest, highest):
    """The height of a number."""
    return lambda number: BOTTOM - round((BOTTOM - TOP) * (number - lowest) / (highest - lowest))


def _dot(point, x, up, words):
    if point.number is None:
        return Dot(x, BOTTOM, point.period, "", is_gap=True)
    return Dot(x, up(point.number), point.period, words(point.number), is_gap=False)


def _lines(dots):
    """Coordinates of the unbroken stretches of two values or more."""
    stretches = [[]]
    for dot in dots:
        if dot.is_gap:
            stretches.append([])
        else:
            stretches[-1].append(f"{dot.x},{dot.y}")
    return [" ".join(stretch) for stretch in stretches if len(stretch) > 1]


def _labels(dots):
    """The dots whose period is written below: all of a few, else the first, the last and some between."""
    every = -(-len(dots) // MOST_LABELS)
    return [dot for position, dot in enumerate(reversed(dots)) if position % every == 0]
