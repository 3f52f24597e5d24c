"""An uploaded workbook beside the site: cell by cell the same, changed by the file, changed on both sides, or wrong."""

import dataclasses
import hashlib
import json
from enum import StrEnum, auto

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .. import personal_data
from ..models import FollowUp, ImplementationStep, Visibility, WorkbookRow
from .cells import shown
from .collecting import collect
from .layout import BY_CODE, Kind, is_new
from .rules import Surroundings, budget_key, problems_of, step_as_written, value_key

PUBLIC_TEXTS = {
    "recommendations": FollowUp.PUBLIC_TEXTS,
    "steps": ImplementationStep.PUBLIC_TEXTS,
    "notes": ("text", "on_behalf_of"),
    "values": ("value", "plan"),
}


HEADINGS = {
    "recommendations": ("paragraph", "text"),
    "steps": ("number", "title"),
    "notes": ("step", "date"),
    "budget": ("step", "year", "currency"),
    "values": ("code", "ends_on"),
}
HEADING = 90  # characters of a text by which people know a row again


class Outcome(StrEnum):
    """What became of a cell or a row."""

    ERROR = auto()
    CONFLICT = auto()  # somebody changed it on the site since the download
    CHANGED = auto()
    SAME = auto()


@dataclasses.dataclass
class CellDifference:
    """One cell: what was downloaded, what the site says now, and what the file says, each as plain text."""

    column: object
    base: str
    site: str
    value: str
    outcome: Outcome
    problem: str = ""
    notice: str = ""

    @property
    def before(self):
        """What the site says, as people read it."""
        return shown(self.column, self.site)

    @property
    def downloaded(self):
        """What was downloaded, as people read it."""
        return shown(self.column, self.base)

    @property
    def after(self):
        """What the file says, as people read it."""
        return self.value if self.problem else shown(self.column, self.value)


@dataclasses.dataclass
class RowDifference:
    """One row: its cells in their order, what is wrong with it, and what may point to a person if it is published."""

    row: WorkbookRow
    sheet: object
    key: str
    heading: str
    site: dict
    cells: list
    problems: list
    findings: list = dataclasses.field(default_factory=list)

    @property
    def is_new(self):
        """It stands nowhere on the site yet."""
        return is_new(self.key)

    @property
    def outcome(self):
        """The most urgent of its cells."""
        if self.problems:
            return Outcome.ERROR
        return min((cell.outcome for cell in self.cells), key=list(Outcome).index, default=Outcome.SAME)

    @property
    def written(self):
        """{column: CellDifference} of the cells that would change something."""
        return {c.column.name: c for c in self.cells if c.outcome in (Outcome.CHANGED, Outcome.CONFLICT)}

    @property
    def seal(self):
        """Twelve digits that change where the site, or what the file would do to it, changes."""
        said = [(cell.column.name, cell.site, cell.value, cell.outcome) for cell in self.cells]
        return hashlib.sha256(json.dumps([self.key, said, self.problems]).encode()).hexdigest()[:12]

    def values(self, taken=None):
        """The plain values of the whole row once the `taken` columns (all that are written) come from the file."""
        names = self.written if taken is None else taken
        return {**self.site, **{name: self.written[name].value for name in names}}

    def refuse(self, name, sentence):
        """Note what is wrong, at its cell where there is one."""
        cell = next((cell for cell in self.cells if cell.column.name == name), None)
        if cell and not cell.problem:
            cell.problem, cell.outcome = sentence, Outcome.ERROR
        label = self.sheet.column(name).heading if self.sheet.column(name) else ""
        self.problems.append(f"{label}: {sentence}" if label else sentence)


@dataclasses.dataclass
class Comparison:
    """All rows of an upload that are not applied yet, with the Grid beside which they stand."""

    rows: list
    grid: object
    applied: int


def compare(upload, *, today):
    """The Comparison of a WorkbookUpload with the site as it is now; eleven queries, whatever it holds."""
    workbook = upload.workbook
    grid = collect(workbook.local_government, workbook.review)
    stored = list(upload.rows.all())
    waiting = [row for row in stored if row.applied_at is None]
    differences = [_difference(row, workbook, grid) for row in waiting]
    around = _surroundings(differences, workbook, grid, today)
    for difference in differences:
        _check(difference, workbook, around)
    return Comparison(differences, grid, len(stored) - len(waiting))


def actual_key(workbook, sheet, key):
    """The key of the row on the site that came out of a row of the workbook, else the key itself."""
    made = workbook.made_rows.get(sheet.code, {}).get(key)
    return f"{sheet.prefix}{made}" if made else key


def resolved(workbook, number):
    """The number of a step on the site for N1 where that row was taken over, else the number itself."""
    return actual_key(workbook, BY_CODE["steps"], number.lower()).upper()


def _difference(row, workbook, grid):
    sheet = BY_CODE[row.sheet]
    key = actual_key(workbook, sheet, row.key)
    site = grid.sheets[sheet.code].get(key)
    problems, hints = list(row.problems), grid.hints[sheet.code].get(key, {})
    if site is None:
        base = workbook.snapshot[sheet.code].get(row.key, {})
        site = dict(base) if is_new(key) else {}
        if not problems and sheet.code == "notes" and not is_new(key):
            problems = [_("This note was taken over already. Notes do not change: write a new one.")]
        elif not problems and not is_new(key):
            problems = [_("Somebody removed or replaced this row on the site meanwhile. Download a fresh workbook.")]
    cells = [_cell(sheet.column(name), cell, site, workbook) for name, cell in row.cells.items()]
    return RowDifference(row, sheet, key, _heading(sheet, row, site, hints), site, cells, problems)


def _cell(column, cell, site, workbook):
    value, now = cell["value"], site.get(column.name, "")
    if column.kind == Kind.STEP and not cell.get("problem"):
        value = resolved(workbook, value)
    if cell.get("problem"):
        outcome = Outcome.ERROR
    elif value == now:
        outcome = Outcome.SAME
    else:
        outcome = Outcome.CHANGED if now == cell["base"] else Outcome.CONFLICT
    return CellDifference(column, cell["base"], now, value, outcome, cell.get("problem", ""), cell.get("notice", ""))


def _heading(sheet, row, site, hints):
    """How people know the row again: by what the site says, else by what the file says."""
    said = {name: cell["value"] for name, cell in row.cells.items() if name not in site} | site
    said["text"] = Truncator(hints.get("text", "")).chars(HEADING)
    return " · ".join(said[name] for name in HEADINGS[sheet.code] if said.get(name))


def _surroundings(differences, workbook, grid, today):
    """The site with all that the file would change in it."""
    sheets = {code: dict(rows) for code, rows in grid.sheets.items()}
    for difference in differences:
        if not difference.row.problems:
            sheets[difference.sheet.code][difference.key] = difference.values()
    steps_of, taken = {}, {}
    for values in sheets["steps"].values():
        for paragraph in filter(None, values.get("follow_ups", "").split("; ")):
            steps_of.setdefault(paragraph, []).append(step_as_written(values))
    for code, natural_key in (("budget", budget_key), ("values", value_key)):
        for values in sheets[code].values():
            taken[natural_key(values)] = taken.get(natural_key(values), 0) + 1
    return Surroundings(grid, today, {key.upper(): row for key, row in sheets["steps"].items()}, steps_of, taken)


def _check(difference, workbook, around):
    """Note what is wrong with a row, and what in it may point to a person."""
    for cell in difference.cells:
        if cell.problem:
            difference.problems.append(f"{cell.column.heading}: {cell.problem}")
    if difference.problems or not difference.written:
        return
    values, written = difference.values(), set(difference.written)
    for name, sentence in problems_of(difference.sheet, difference.key, values, written, around):
        difference.refuse(name, str(sentence))
    difference.findings = personal_data.find(*_texts_to_publish(difference, values, around))


def _texts_to_publish(difference, values, around):
    """The texts of a row that everybody would read, and that nobody has looked at yet."""
    names = PUBLIC_TEXTS.get(difference.sheet.code, ())
    owner = values
    if difference.sheet.code == "notes":
        owner = around.steps.get(values.get("step"), {})
    elif difference.sheet.code == "values" and values.get("code") in around.grid.indicators:
        owner = {"visibility": around.grid.indicators[values["code"]].visibility}
    if owner.get("visibility") != Visibility.PUBLIC:
        return []
    is_fresh = difference.is_new or "visibility" in difference.written
    return [values.get(name, "") for name in names if is_fresh or name in difference.written]


def counts(comparison):
    """[(outcome, its word, number of rows)] with the most urgent first."""
    words = {
        Outcome.ERROR: _("cannot be taken over"),
        Outcome.CONFLICT: _("changed on the site meanwhile"),
        Outcome.CHANGED: pgettext("what happened", "changed"),
        Outcome.SAME: _("same"),
    }
    found = [row.outcome for row in comparison.rows]
    return [(outcome, words[outcome], found.count(outcome)) for outcome in Outcome]
