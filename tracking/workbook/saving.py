"""Writes one row of a workbook through the methods of the models, with the care that forms take of what is public."""

import contextlib
import dataclasses
import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .. import second_reading
from ..models import (
    BudgetLine,
    FollowUp,
    ImplementationStep,
    Indicator,
    IndicatorValue,
    ProgressNote,
    Recommendation,
    StepSection,
    Target,
    Visibility,
    Workbook,
)
from .cells import python_value
from .comparing import resolved
from .layout import BUDGET, NOTES, RECOMMENDATIONS, STEPS, VALUES
from .rules import READING, TRIAGE, final_status

BUDGET_FIELDS = ("year", "currency", "source", "planned", "revised", "executed", "marker", "group")
BUDGET_FIELDS += ("reallocated_from", "note")
LINKS = {"follow_ups", "targets"}


@dataclasses.dataclass
class Work:
    """What all rows of one upload share while they are applied; `held_back` counts what a second person reads first."""

    workbook: Workbook
    by: object
    now: datetime.datetime
    held_back: int = 0

    @property
    def actor(self):
        """Who and when, as the models' methods take it."""
        return {"by": self.by, "now": self.now}

    def step(self, number):
        """The government's step with this number, taken for this transaction; raises ValidationError without one."""
        key = resolved(self.workbook, number)
        steps = ImplementationStep.objects.select_for_update(of=("self",))
        own = steps.filter(local_government=self.workbook.local_government)
        found = own.filter(pk=int(key[1:])).first() if key.startswith("S") else None
        if found is None:
            raise ValidationError(
                _("The row %(number)s of the sheet of steps was not taken over.") % {"number": number}
            )
        return found


def save(work, difference, taken):
    """Write a RowDifference's `taken` columns; returns the primary key of the row that carries it now.

    Raises ValidationError where a rule of the models forbids it.
    """
    values = difference.values(taken)
    return _SAVERS[difference.sheet.code](work, difference.key, values, set(taken))


@contextlib.contextmanager
def _watched(work, row, wanted=""):
    """Do inside it what changes a row; afterwards a second person is asked where the topic needs one.

    `wanted` is the visibility that the file asks for, "" where it says nothing.
    """
    if wanted not in ("", Visibility.PUBLIC):
        second_reading.withdraw(row, **work.actor)
    with second_reading.watched(row, **work.actor) as held_back:
        yield
    work.held_back += len(held_back)


def _python(sheet, values, names):
    """{column: value for the model} of these columns."""
    return {name: python_value(sheet.column(name), values.get(name, "")) for name in names}


def _clean(row, names):
    """Raise ValidationError for a field of these that the model refuses."""
    row.clean_fields(exclude={field.name for field in row._meta.fields} - set(names))


def _save_follow_up(work, key, values, taken):
    government = work.workbook.local_government
    recommendation = Recommendation.objects.get(pk=int(key[1:]), review=work.workbook.review)
    found = FollowUp.objects.select_for_update().filter(local_government=government, recommendation=recommendation)
    row = found.first() or FollowUp(local_government=government, recommendation=recommendation)
    row.local_government, row.recommendation = government, recommendation
    with _watched(work, row, values["visibility"] if "visibility" in taken else ""):
        if taken & TRIAGE:
            row.triage(values.get("relevance", ""), who_can=values.get("who_can", ""), **work.actor)
        if taken & READING:
            row.write_reading(values.get("plain_reading", ""), **work.actor)
        rest = taken - TRIAGE - READING
        if rest:
            fields = _python(RECOMMENDATIONS, values, rest - {"status"})
            row.set_status(final_status(values, taken), **work.actor, **fields)
    return recommendation.pk


def _save_step(work, key, values, taken):
    if key.startswith("n"):
        row = ImplementationStep(local_government=work.workbook.local_government)
    else:
        row = work.step(key.upper())
    with _watched(work, row, values["visibility"] if "visibility" in taken else ""):
        kept = list(Recommendation.objects.filter(follow_ups__steps=row)) if row.pk else []
        for name, value in _python(STEPS, values, taken - LINKS).items():
            setattr(row, name, value)
        _clean(row, taken)
        row.validate_constraints()
        row.save_work(_answered(work, kept, values, taken), **work.actor)
        if "targets" in taken:
            row.targets.set(Target.objects.filter(code__in=_python(STEPS, values, ["targets"])["targets"]))
    return row.pk


def _answered(work, kept, values, taken):
    """The recommendations that a step answers; those of earlier reviews, which the sheet does not show, stay."""
    review = work.workbook.review
    if "follow_ups" not in taken:
        return kept
    named = Recommendation.objects.filter(
        review=review, paragraph__in=_python(STEPS, values, ["follow_ups"])["follow_ups"]
    )
    return [*(row for row in kept if row.review_id != review.pk), *named]


def _save_note(work, key, values, taken):
    step = work.step(values["step"])
    note = ProgressNote(step=step, **_python(NOTES, values, ("date", "text", "on_behalf_of")))
    _clean(note, ("date", "text", "on_behalf_of"))
    with _watched(work, step):
        note.add(**work.actor)
    return note.pk


def _save_budget_line(work, key, values, taken):
    step = work.step(values["step"])
    stored = {} if key.startswith("n") else {f"b{line.pk}": line for line in step.budget_lines.all()}
    line = stored.get(key) or BudgetLine(step=step)
    for name, value in _python(BUDGET, values, taken - {"step", "marker"}).items():
        setattr(line, name, value)
    if "marker" in taken:
        line.marker = int(values["marker"]) if values["marker"] else None
    _clean(line, taken - {"step"})
    line.validate_constraints()
    lines = [line if row.pk == line.pk else row for row in step.budget_lines.all()]
    lines += [] if line.pk else [line]
    wanted = [{name: getattr(row, name) for name in BUDGET_FIELDS} for row in lines]
    with _watched(work, step):
        step.save_section(StepSection.MONEY, rows={"budget_lines": wanted}, **work.actor)
    return step.budget_lines.get(year=line.year, currency=line.currency, source=line.source).pk


def _save_value(work, key, values, taken):
    indicators = Indicator.objects.select_for_update(of=("self",)).open()
    indicator = indicators.filter(local_government=work.workbook.local_government, code=values["code"]).first()
    if indicator is None:
        raise ValidationError(_("There is no open indicator with this code."))
    row = IndicatorValue(indicator=indicator)
    if key.startswith(VALUES.prefix):
        row.corrects = indicator.values.current().get(pk=int(key[1:]))
        for name in ("base", "source", "note", "planned_for"):
            setattr(row, name, getattr(row.corrects, name))
    for name, value in _python(VALUES, values, ("starts_on", "ends_on", "reason", "plan")).items():
        setattr(row, name, value)
    if row.reason:
        row.base = None
    else:
        row.planned_for = None
    row.number, row.text = _measured(indicator, values.get("value", ""))
    _clean(row, ("starts_on", "ends_on", "reason", "plan", "number", "text"))
    parts = row.corrects.categories.values_list("dimension", "category", "number", "base") if row.corrects else ()
    with _watched(work, indicator):
        row.record(parts, **work.actor)
    return row.pk


def _measured(indicator, value):
    """(number, text) of a value as its indicator keeps it."""
    if not value:
        return None, ""
    if indicator.unit == Indicator.Unit.YES_NO:
        return Decimal(value == "yes"), ""
    return (Decimal(value), "") if indicator.is_numeric else (None, value)


_SAVERS = {
    "recommendations": _save_follow_up,
    "steps": _save_step,
    "notes": _save_note,
    "budget": _save_budget_line,
    "values": _save_value,
}
