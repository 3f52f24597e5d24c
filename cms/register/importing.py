"""Takes answers over from a spreadsheet: read, preview row by row, and on confirmation saved as drafts."""

import csv
import hashlib
import io
import zipfile
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from cms.models import AreaOfWork, ProfileAnswer, Question
from tracking.documents.text import clean, without_turns

COLUMNS = (
    "profile", "question", "area", "kind", "text", "outcome", "lesson", "author_body", "answered_on",
    "source_type", "source_reference",
)  # fmt: skip
NEEDED = ("profile", "question", "kind", "author_body", "answered_on", "source_reference")
MOST_ROWS, MOST_COLUMNS = 1000, 100
LARGEST_UNPACKED = 20_000_000  # bytes; a workbook is a packed archive, and a small one may hold very much


class UnreadableFile(ValueError):
    """The file is no table of answers; the message says what is wrong with it."""


@dataclass(frozen=True)
class Line:
    """One row: the answer it would make, or `problems`; `is_known` where it was taken over before."""

    number: int
    row: dict
    answer: ProfileAnswer
    problems: list
    is_known: bool

    @property
    def is_new(self):
        """Whether it becomes a draft."""
        return not self.problems and not self.is_known


def read_rows(name, data):
    """The rows of a CSV or XLSX file as dicts of text; raises UnreadableFile."""
    try:
        table = rows_of_sheet(data) if name.lower().endswith(".xlsx") else rows_of_csv(data)
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFile(_("The file cannot be read. Save it as CSV (UTF-8) or XLSX.")) from error
    head = [cell.strip().lower() for cell in table[0]] if table else []
    missing = [column for column in NEEDED if column not in head]
    if missing:
        raise UnreadableFile(_("The first row lacks these columns: %(columns)s.") % {"columns": ", ".join(missing)})
    rows = [dict(zip(head, map(tidy, cells), strict=False)) for cells in table[1:] if any(cells)]
    if len(rows) > MOST_ROWS:
        raise UnreadableFile(_("The file has more than %(most)s rows. Divide it.") % {"most": MOST_ROWS})
    return [{column: row.get(column, "") for column in COLUMNS} for row in rows]


def tidy(cell):
    """A cell without what no text may hold: control characters and signs that turn the direction of writing."""
    return without_turns(clean(cell)).strip()


def rows_of_csv(data):
    """The cells of a CSV file, separated by commas or semicolons."""
    text = data.decode("utf-8-sig")
    separator = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    return list(csv.reader(io.StringIO(text), delimiter=separator))


def rows_of_sheet(data):
    """The cells of a workbook's first sheet as text; days as ISO dates. Raises UnreadableFile."""
    try:
        if unpacked_size(data) > LARGEST_UNPACKED:
            raise UnreadableFile(_("The workbook holds more than 20 MB when unpacked. Divide it."))
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        rows = sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS)
        return [[words(value) for value in row] for row in rows]
    except UnreadableFile:
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever a broken file makes of it
        raise UnreadableFile(_("The file is damaged. Open it, save it again as XLSX or CSV (UTF-8).")) from error


def unpacked_size(data):
    """How many bytes a packed file says it holds; no more than that is ever read of it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(entry.file_size for entry in archive.infolist())


def words(value):
    """A cell as text."""
    if value is None:
        return ""
    return value.date().isoformat() if hasattr(value, "date") else str(value)


def preview(mapping, rows):
    """What each row would become in a mapping; nothing is saved."""
    profiles = {profile.slug: profile for profile in mapping.profiles.all()}
    questions = {question.code: question for question in Question.objects.all()}
    areas = {area.code: area for area in AreaOfWork.objects.all()}
    keys = [key_of(mapping, row) for row in rows]
    known = set(ProfileAnswer.objects.filter(entry_key__in=keys).values_list("entry_key", flat=True))
    lines = []
    for number, (row, key) in enumerate(zip(rows, keys, strict=True), start=2):
        found = {"profile": profiles.get(row["profile"]), "question": questions.get(row["question"].upper())}
        found["area"] = areas.get(row["area"])
        problems = [unknown(name, row[name]) for name, value in found.items() if row[name] and value is None]
        answer = ProfileAnswer(**row | found | {"source_type": row["source_type"] or "document", "entry_key": key})
        problems = problems or ([] if key in known else problems_of(answer))
        lines.append(Line(number, row, answer, problems, key in known))
        known.add(key)
    return lines


def unknown(column, value):
    """The sentence for a word that is in no list."""
    return _("%(column)s: “%(value)s” is not known here.") % {"column": column, "value": value}


def problems_of(answer):
    """What is wrong with an answer, as sentences that begin with the column."""
    problems = [] if answer.source_reference else [f"source_reference: {_('Say where the row comes from.')}"]
    try:
        answer.full_clean()
    except ValidationError as error:
        problems += [f"{name}: {text}" for name, texts in error.message_dict.items() for text in texts]
    return problems


def key_of(mapping, row):
    """What makes a row the same one when the file is read again."""
    return hashlib.sha256("\x1f".join([mapping.slug, *row.values()]).encode()).hexdigest()


@transaction.atomic
def save(lines, *, by):
    """Save the sound, new rows as internal drafts of a person; return how many."""
    answers = [line.answer for line in lines if line.is_new]
    for answer in answers:
        answer.save()
        answer.save_revision(user=by)
    return len(answers)
