"""The sheets of a workbook and their columns, as data: what writing, reading and comparing have in common."""

import dataclasses
from enum import StrEnum, auto

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ..models import (
    BudgetLine,
    FollowUp,
    ImplementationStep,
    Indicator,
    IndicatorValue,
    ProgressNote,
    Recommendation,
    Visibility,
)

MARK = "upr"  # begins every cell of the hidden row that names the columns
KEY = "key"  # the hidden column that numbers the rows
REASON = "refusal"  # the column that a returned file has more
LONGEST_TEXT = 5000  # characters, as in the forms
MAX_ROWS = 20_000  # of a sheet, that are looked at
MAX_COLUMNS = 200
YES = "yes"
YES_NO = ((YES, _("yes")), ("no", _("no")))


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = auto()  # one line
    LONG = auto()  # several lines
    DATE = auto()
    YEAR = auto()
    AMOUNT = auto()  # of money
    MEASURE = auto()  # a number, a word or yes/no, as the indicator wants it
    CHOICE = auto()
    YES_NO = auto()
    PARAGRAPHS = auto()  # paragraph numbers, parted by ;
    TARGETS = auto()  # codes of SDG targets, parted by ;
    STEP = auto()  # the number of a row of the sheet of steps
    CODE = auto()  # the code of an indicator
    HINT = auto()  # written for the reader, never read


class Access(StrEnum):
    """Who may write in a column."""

    OPEN = auto()
    NEW = auto()  # in new rows only
    LOCKED = auto()


@dataclasses.dataclass(frozen=True, eq=False)  # its words are equal or not by language; a column is itself
class Column:
    """One column: its code, its heading, what its cells hold and how wide it is (characters)."""

    name: str
    title: str
    kind: Kind
    width: int
    access: Access = Access.OPEN
    choices: tuple = ()
    longest: int = 0
    is_required: bool = False

    @property
    def heading(self):
        """The heading, in the language active now."""
        return capfirst(str(self.title))

    def is_open(self, key):
        """Whether the cell may be changed in the row with this key."""
        return self.access == Access.OPEN or (self.access == Access.NEW and is_new(key))


@dataclasses.dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet. `prefix` begins the keys of its rows that stand on the site; `anchor` names the column that tells
    whether a hidden key still stands beside its own row."""

    code: str
    title: str
    columns: tuple
    prefix: str
    anchor: str
    empty_rows: int = 0

    def column(self, name):
        """The column with this code, or None."""
        return next((column for column in self.columns if column.name == name), None)

    def compared(self):
        """The columns that are read, the locked ones too."""
        return [column for column in self.columns if column.kind != Kind.HINT]


def is_new(key):
    """The key of a row that stands empty in the workbook."""
    return key.startswith(("n", "i"))


def _column(model, name, kind, width, access=Access.OPEN, **more):
    """A column with the heading, the choices and the longest length of a model's field."""
    field = model._meta.get_field(name)
    options = {"title": field.verbose_name, "choices": tuple((str(code), word) for code, word in field.choices or ())}
    options["longest"] = getattr(field, "max_length", None) or (LONGEST_TEXT if kind == Kind.LONG else 0)
    options["is_required"] = not field.blank
    return Column(name, kind=kind, width=width, access=access, **{**options, **more})


def _visibility(model):
    return _column(model, "visibility", Kind.CHOICE, 14, choices=tuple(Visibility.choices))


_STEP = {"title": ImplementationStep._meta.verbose_name, "kind": Kind.STEP, "width": 10, "is_required": True}
_STEP_HINT = Column("step_title", _("title of the step"), Kind.HINT, 30, Access.LOCKED)

RECOMMENDATIONS = Sheet(
    "recommendations",
    _("Recommendations"),
    (
        _column(Recommendation, "paragraph", Kind.TEXT, 11, Access.LOCKED),
        Column("text", _("text"), Kind.HINT, 60, Access.LOCKED),
        Column("position", _("position"), Kind.HINT, 13, Access.LOCKED),
        _column(FollowUp, "relevance", Kind.CHOICE, 24, is_required=True),
        _column(FollowUp, "who_can", Kind.TEXT, 22),
        _column(FollowUp, "department", Kind.TEXT, 22),
        _column(FollowUp, "status", Kind.CHOICE, 19, is_required=True),
        _column(FollowUp, "gap", Kind.LONG, 32),
        _column(FollowUp, "ended_on", Kind.DATE, 12),
        _column(FollowUp, "outcome", Kind.LONG, 32),
        _column(FollowUp, "outcome_absence", Kind.LONG, 24),
        _column(FollowUp, "plain_reading", Kind.LONG, 32),
        _visibility(FollowUp),
    ),
    prefix="r",
    anchor="paragraph",
)
STEPS = Sheet(
    "steps",
    _("Steps"),
    (
        Column("number", _("No."), Kind.TEXT, 8, Access.LOCKED),
        _column(ImplementationStep, "title", Kind.TEXT, 32),
        _column(ImplementationStep, "kind", Kind.CHOICE, 24),
        _column(ImplementationStep, "responsible", Kind.TEXT, 22),
        _column(ImplementationStep, "start_date", Kind.DATE, 12),
        _column(ImplementationStep, "due_date", Kind.DATE, 12),
        _column(ImplementationStep, "end_date", Kind.DATE, 12),
        _column(ImplementationStep, "is_date_uncertain", Kind.YES_NO, 12, choices=YES_NO, is_required=False),
        _column(ImplementationStep, "status", Kind.CHOICE, 12),
        _column(ImplementationStep, "description", Kind.LONG, 36),
        _column(ImplementationStep, "outcome", Kind.LONG, 32),
        _column(ImplementationStep, "follow_ups", Kind.PARAGRAPHS, 18),
        _column(ImplementationStep, "targets", Kind.TARGETS, 14),
        _column(ImplementationStep, "resources", Kind.CHOICE, 12),
        _column(ImplementationStep, "strategy", Kind.TEXT, 24),
        _column(ImplementationStep, "territory", Kind.TEXT, 22),
        _column(ImplementationStep, "next_step", Kind.LONG, 28),
        _visibility(ImplementationStep),
    ),
    prefix="s",
    anchor="number",
    empty_rows=50,
)
NOTES = Sheet(
    "notes",
    _("Progress notes"),
    (
        Column("step", **_STEP),
        _STEP_HINT,
        _column(ProgressNote, "date", Kind.DATE, 12),
        _column(ProgressNote, "text", Kind.LONG, 60),
        _column(ProgressNote, "on_behalf_of", Kind.TEXT, 26),
    ),
    prefix="p",
    anchor="",
    empty_rows=100,
)
BUDGET = Sheet(
    "budget",
    _("Budget"),
    (
        Column("step", access=Access.NEW, **_STEP),
        _STEP_HINT,
        _column(BudgetLine, "year", Kind.YEAR, 9),
        _column(BudgetLine, "currency", Kind.TEXT, 9),
        _column(BudgetLine, "source", Kind.CHOICE, 24),
        _column(BudgetLine, "planned", Kind.AMOUNT, 15),
        _column(BudgetLine, "revised", Kind.AMOUNT, 15),
        _column(BudgetLine, "executed", Kind.AMOUNT, 15),
        _column(BudgetLine, "marker", Kind.CHOICE, 26),
    ),
    prefix="b",
    anchor="step",
    empty_rows=50,
)
VALUES = Sheet(
    "values",
    _("Indicator values"),
    (
        _column(Indicator, "code", Kind.CODE, 12, Access.NEW),
        Column("name", _("name"), Kind.HINT, 40, Access.LOCKED),
        _column(IndicatorValue, "starts_on", Kind.DATE, 12),
        _column(IndicatorValue, "ends_on", Kind.DATE, 12),
        Column("value", _("value"), Kind.MEASURE, 16, longest=LONGEST_TEXT),
        _column(IndicatorValue, "reason", Kind.CHOICE, 26),
        _column(IndicatorValue, "plan", Kind.LONG, 36),
    ),
    prefix="v",
    anchor="code",
    empty_rows=20,
)
SHEETS = (RECOMMENDATIONS, STEPS, NOTES, BUDGET, VALUES)
BY_CODE = {sheet.code: sheet for sheet in SHEETS}
