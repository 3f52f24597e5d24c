"""How many people a step reached, as tables; numbers too small to be published are left out."""

import dataclasses

from . import small_numbers
from .models import PeopleReached


@dataclasses.dataclass(frozen=True)
class Cell:
    """One number with its category ("" for the total); None where it is not shown."""

    category: str
    number: int | None
    is_approximate: bool


@dataclasses.dataclass(frozen=True)
class Reached:
    """All numbers of one unit: the total (None where nobody gave it), and per dimension its cells."""

    unit: str
    total: Cell | None
    breakdowns: list

    @property
    def has_hidden(self):
        """Some number is left out as too small."""
        cells = [cell for _label, found in self.breakdowns for cell in found] + [self.total] * bool(self.total)
        return any(cell.number is None for cell in cells)


def of_step(step, limit):
    """[Reached] of a step whose people were fetched; `limit`: the least number that is shown, None for all."""
    units = {}
    for row in step.people_reached.all():
        units.setdefault(row.unit, []).append(row)
    return [_reached(rows, limit) for rows in units.values()]


def _reached(rows, limit):
    total = next((row for row in rows if not row.dimension), None)
    parts = [row for row in rows if row.dimension]
    hidden = small_numbers.NOTHING
    if limit is not None and rows[0].unit != PeopleReached.Unit.ORGANISATIONS:
        counted = [small_numbers.Part(row.dimension, row.category, row.number) for row in parts]
        hidden = small_numbers.hidden(total.number if total else None, counted, limit)
    breakdowns = {}
    for row in parts:
        is_hidden = (row.dimension, row.category) in hidden.parts
        breakdowns.setdefault(row.get_dimension_display(), []).append(_cell(row, is_hidden))
    return Reached(rows[0].get_unit_display(), total and _cell(total, hidden.total), list(breakdowns.items()))


def _cell(row, is_hidden):
    return Cell(row.category, None if is_hidden else row.number, row.is_approximate)
