"""The data dictionary: every column of every file, made of the same columns as the files themselves."""

import csv
import io
import json

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ..csv_cells import BYTE_ORDER_MARK, harmless
from .catalogue import subjects
from .columns import BETWEEN, sheets

COLUMNS = ("file", "column", "meaning", "type", "unit", "values")
MEANINGS = {
    "file": _("Name of the file"),
    "column": _("Name of the column"),
    "meaning": _("What it means"),
    "type": _("Kind of value"),
    "unit": _("Unit"),
    "values": _("Codes that it may hold"),
}


def entries(language):
    """One dict with the keys of COLUMNS for each column of each file, in the order in which they stand."""
    with override(language):
        return [
            {
                "file": f"{sheet.name}.csv",
                "column": column.name,
                "meaning": column.meaning,
                "type": column.type,
                "unit": column.unit,
                "values": list(column.values),
            }
            for subject in subjects()
            for sheet in sheets(subject)
            for column in sheet.columns
        ]


def csv_text(language):
    """The dictionary as CSV, in one piece."""
    rows = ({**entry, "values": BETWEEN.join(entry["values"])} for entry in entries(language))
    return [_table(COLUMNS, ([row[name] for name in COLUMNS] for row in rows))]


def codes():
    """{(file, column, code): [its words in each language of the site]} of all columns that hold codes."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for subject in subjects():
                for sheet in sheets(subject):
                    for column in sheet.columns:
                        for code, label in column.words:
                            found.setdefault((f"{sheet.name}.csv", column.name, code), []).append(label)
    return found


def codes_csv():
    """Every code of every column in words, in all languages of the site at once; in one piece."""
    heading = ("file", "column", "code", *(f"label_{language}" for language, _name in settings.LANGUAGES))
    return [_table(heading, ([*key, *labels] for key, labels in codes().items()))]


def _table(heading, rows):
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out)
    writer.writerow(heading)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def json_text(language):
    """The dictionary as JSON, in one piece."""
    return [json.dumps(entries(language), ensure_ascii=False, indent=1) + "\n"]
