"""Texts of the demo's cities that wait for a second reader, or came back from one."""

from .. import second_reading
from .files import entries


def load(demo):
    """The readings, asked and decided as people do it."""
    for entry in entries("readings"):
        row = _row(demo, entry)
        reading = second_reading.ask(row, by=demo.people[entry["by"]], now=demo.moment(entry["in_days"]))
        if "note" in entry:
            reader, at = demo.people[entry["kept_by"]], demo.moment(entry["kept_in_days"])
            second_reading.keep(reading, entry["note"], by=reader, now=at)


def _row(demo, entry):
    if "step" in entry:
        return demo.steps[entry["government"], entry["step"]]
    return demo.follow_ups[entry["government"], entry["paragraph"]]
