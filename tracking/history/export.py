"""The audit trail as a CSV file that spreadsheets open without harm."""

import csv

from django.utils.timezone import localtime
from django.utils.translation import override

from ..csv_cells import BYTE_ORDER_MARK, harmless
from .telling import tell

CHUNK = 500  # events read at once
COLUMNS = ("at", "person", "on_behalf_of", "what", "kind", "object", "title", "field", "before", "after")


class _Line:
    """A file that hands back what is written to it."""

    def write(self, line):
        return line


def lines(events, *, language):
    """The file line by line: one for each change of each event, one for an event without changes.

    `language` is that of the words; times are those of the active time zone, with their offset.
    """
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow(COLUMNS)
    ids = list(events.values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        part = events.model.objects.filter(pk__in=ids[start : start + CHUNK]).select_related("by")
        with override(language):  # the lines are written after the page's own language has been left
            rows = [[harmless(cell) for cell in row] for entry in tell(part) for row in _rows(entry)]
        for row in rows:
            yield writer.writerow(row)


def _rows(entry):
    about = (entry.kind_label, entry.object_id, entry.title)
    start = (localtime(entry.at).isoformat(timespec="seconds"), entry.by or "", entry.on_behalf_of, entry.what, *about)
    for change in entry.changes or [("", "", "")]:
        yield (*start, *change)
