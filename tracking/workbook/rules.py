"""What a row must say before it can be taken over: the rules of the models, asked of many rows without a query each."""

import dataclasses
import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..models import FollowUp, ImplementationStep, Indicator, Status, count_words
from ..models.budget import check_currency
from .cells import python_value
from .layout import BY_CODE, Kind

WORDS_OF_READING = 40  # as in the form
TRIAGE = {"relevance", "who_can"}
READING = {"plain_reading"}
NOT_OURS = FollowUp.Relevance.NOT_OURS


@dataclasses.dataclass
class Surroundings:
    """What the rules of one row ask of the others, as they would stand after the upload.

    `steps` is {"S12" or "N1": {column: plain text}}; `taken` holds what must be unique and stands more than once.
    """

    grid: object
    today: datetime.date
    steps: dict
    steps_of: dict  # {paragraph: [ImplementationStep]}, not saved
    taken: dict  # {natural key: number of rows}


def problems_of(sheet, key, values, written, around):
    """[(column, sentence)] of what a row with these plain values lacks; `written` are the columns somebody wrote in."""
    for column in sheet.compared():
        if column.is_required and column.name in written and not values.get(column.name):
            yield column.name, _("This cell must not be empty.")
    yield from _RULES[sheet.code](key, values, written, around)


def final_status(values, written):
    """The status that a follow-up gets: triage decides where it says so."""
    status = values.get("status") or Status.NOT_STARTED
    if values.get("relevance") == NOT_OURS:
        return Status.NOT_APPLICABLE
    if status == Status.NOT_APPLICABLE and "relevance" in written and "status" not in written:
        return Status.NOT_STARTED
    return status


class _AsWritten:
    """A follow-up as the file would have it; the rules themselves are the model's."""

    missing_for = FollowUp.missing_for
    _rules_of = FollowUp._rules_of

    def __init__(self, follow_up, values, steps):
        self.pk, self.steps = True, self
        self.has_evidence = bool(follow_up and follow_up.is_proved)
        self.has_setback = bool(follow_up and follow_up.has_setback)
        self.setback_explanation = follow_up.setback_explanation if follow_up else ""
        self.all = lambda: steps
        for column in BY_CODE["recommendations"].columns:
            setattr(self, column.name, values.get(column.name, ""))


def _recommendation(key, values, written, around):
    if not values.get("relevance"):
        yield "relevance", _("Choose how far it is yours.")
    elif values["relevance"] == NOT_OURS and not values.get("who_can"):
        yield "who_can", _("Say who can act on it.")
    if "plain_reading" in written and count_words(values.get("plain_reading", "")) > WORDS_OF_READING:
        yield "plain_reading", _("Use at most %(limit)d words.") % {"limit": WORDS_OF_READING}
    if written - TRIAGE - READING:
        follow_up = around.grid.follow_ups.get(int(key[1:]))
        row = _AsWritten(follow_up, values, around.steps_of.get(values["paragraph"], []))
        yield from row.missing_for(final_status(values, written), around.today)


def _step(key, values, written, around):
    if key.startswith("n"):
        for name in ("title", "kind", "responsible", "follow_ups"):
            if not values.get(name) and name not in written:
                yield name, _("A new step needs this.")
    start, due, end = (values.get(name, "") for name in ("start_date", "due_date", "end_date"))
    if start and due and due < start:
        yield "due_date", _("The due date lies before the start.")
    if start and end and end < start:
        yield "end_date", _("The end date lies before the start.")
    if values.get("status") == ImplementationStep.Status.DONE and not end:
        yield "end_date", _("A step that is done needs the date on which it ended.")


def _note(key, values, written, around):
    yield from _needed(values, written, "step", "date", "text")
    if values.get("date", "") > around.today.isoformat():
        yield "date", _("The date lies in the future.")
    yield from _step_there(values, around)


def _step_there(values, around):
    if values.get("step") and values["step"] not in around.steps:
        yield "step", _("The row %(number)s of the sheet of steps is empty.") % {"number": values["step"]}


def _needed(values, written, *names):
    for name in names:
        if not values.get(name) and name not in written:
            yield name, _("A new row needs this.")


def _budget(key, values, written, around):
    yield from _needed(values, written, "step", "year", "currency")
    yield from _step_there(values, around)
    if not values.get("planned") and not values.get("executed"):
        yield "planned", _("Give what was planned, or what was spent.")
    try:
        check_currency(values.get("currency") or "EUR")
    except ValidationError as error:
        yield "currency", error.messages[0]
    if around.taken.get(budget_key(values), 0) > 1:
        yield "year", _("This step has a line of the same year, currency and source already.")


def budget_key(values):
    """What must be unique among budget lines."""
    return ("budget", *(values.get(name, "") for name in ("step", "year", "currency")), values.get("source") or "own")


def _value(key, values, written, around):
    yield from _needed(values, written, "code", "starts_on", "ends_on")
    if values.get("starts_on") and values.get("ends_on") and values["ends_on"] < values["starts_on"]:
        yield "ends_on", _("The last day lies before the first.")
    value, reason = values.get("value"), values.get("reason")
    if bool(value) == bool(reason):
        yield "value", _("Give a value, or say why there is none.")
    if value and values.get("plan"):
        yield "plan", _("A plan belongs to a value that is missing.")
    indicator = around.grid.indicators.get(values.get("code"))
    if value and indicator:
        yield from _unit(indicator, value)
    stored = around.grid.rows.get(key)
    if stored and stored.is_broken_down and written & {"value", "reason"}:
        yield "value", _("This value is broken down into parts. Correct it on the site, so that the parts fit.")
    if around.taken.get(value_key(values), 0) > 1:
        yield "starts_on", _("This indicator has a value of the same period already.")


def value_key(values):
    """What must be unique among the values that count."""
    return ("value", *(values.get(name, "") for name in ("code", "starts_on", "ends_on")))


def _unit(indicator, value):
    is_number = value.replace(".", "", 1).lstrip("-").isdigit()
    if indicator.unit == Indicator.Unit.YES_NO and value not in ("yes", "no"):
        yield "value", _("This indicator is answered with yes or no.")
    elif indicator.is_numeric and not is_number:
        yield "value", _("This indicator needs a number.")


def step_as_written(values):
    """An ImplementationStep, not saved, with what rules ask of it."""
    columns = {column.name: column for column in BY_CODE["steps"].columns if column.kind == Kind.DATE}
    dates = {name: python_value(column, values.get(name, "")) for name, column in columns.items()}
    return ImplementationStep(status=values.get("status") or ImplementationStep.Status.PLANNED, **dates)


_RULES = {
    "recommendations": _recommendation,
    "steps": _step,
    "notes": _note,
    "budget": _budget,
    "values": _value,
}
