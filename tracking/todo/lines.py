"""A line of what is to be done, and a place with its lines."""

import dataclasses
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class When(StrEnum):
    """How soon a line wants its person."""

    NOW = "now"
    SOON = "soon"
    WAITING = "waiting"  # somebody else's turn: nothing to do but to know


@dataclasses.dataclass(frozen=True)
class Line:
    """One thing to do: the sentence, where it leads, a drawing, and whether it is late.

    With `is_post` the way there makes something new: it is a button and not a link.
    """

    text: str
    url: str
    icon: str
    is_late: bool = False
    is_post: bool = False
    when: When = When.NOW


@dataclasses.dataclass(frozen=True)
class Todo:
    """A government, or a State, with its lines."""

    place: object
    lines: list
    url: str = ""
    may_write: bool = False

    @property
    def sections(self):
        """[(heading, lines)] of those that are not empty: now, soon, waiting for others; what is late comes first."""
        headings = {
            When.NOW: _("Now"),
            When.SOON: _("Soon"),
            When.WAITING: _("Waiting for others"),
        }
        for when, heading in headings.items():
            lines = [line for line in self.lines if line.when == when]
            if lines:
                yield heading, sorted(lines, key=lambda line: not line.is_late)

    @property
    def is_calm(self):
        """Nothing waits for the person now."""
        return not any(line.when == When.NOW for line in self.lines)


def days_left(deadline, today):
    """How long there is still time, in words."""
    days = (deadline - today).days
    if days < 0:
        return ngettext("%d day late", "%d days late", -days) % -days
    if days == 0:
        return _("today is the last day")
    return ngettext("%d day left", "%d days left", days) % days
