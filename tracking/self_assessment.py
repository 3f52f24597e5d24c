"""The questions of the self-assessment: read from their reference file, and set beside a government's answers."""

import csv
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .csv_cells import BYTE_ORDER_MARK, harmless
from .models import SelfAssessmentAnswer

FILE = Path(__file__).parent / "reference" / "self_assessment.yml"
PARTS = {
    "foundations": _("Foundations"),
    "structures": _("Structures"),
    "tools": _("Tools"),
}


@dataclass(frozen=True)
class Item:
    """One statement that a government holds against itself."""

    code: str
    part: str
    labels: dict
    hints: dict

    @property
    def label(self):
        """The statement in the language of the page; English where it is missing."""
        return self.labels.get(get_language() or "en") or self.labels["en"]

    @property
    def hint(self):
        """What may count, in the language of the page."""
        return self.hints.get(get_language() or "en") or self.hints["en"]


@dataclass(frozen=True)
class Line:
    """An item with the government's answer; an empty answer where nothing was said."""

    item: Item
    answer: SelfAssessmentAnswer


@cache
def items():
    """All items in the order of the file."""
    return tuple(Item(**entry) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def items_of(part):
    """The items of one part."""
    return [item for item in items() if item.part == part]


def sheet(assessment):
    """[(code of the part, its name, [Line])] of a round; one query.

    An answer on an item that the file no longer has stands at the end, under its code.
    """
    answers = {answer.item: answer for answer in assessment.answers.all()}
    parts = [
        (
            part,
            name,
            [Line(item, answers.pop(item.code, SelfAssessmentAnswer(item=item.code))) for item in items_of(part)],
        )
        for part, name in PARTS.items()
    ]
    if answers:
        old = [Line(Item(code, "", {"en": code}, {"en": ""}), answer) for code, answer in sorted(answers.items())]
        parts.append(("", _("No longer asked"), old))
    return parts


def csv_of(assessment):
    """The round as the text of a CSV file that spreadsheets open without harm: one row an item, empty ones too."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["year", "part", "code", "item", "answer", "date", "evidence", "link", "note"])
    for part, _name, lines in sheet(assessment):
        for line in lines:
            said = line.answer
            date = said.answered_on.isoformat() if said.answered_on else ""
            cells = (line.item.code, line.item.label, said.answer, date, said.evidence, said.link, said.note)
            writer.writerow([harmless(cell) for cell in (assessment.year, part, *cells)])
    return BYTE_ORDER_MARK + file.getvalue()
