"""The board of a call as a CSV file: one row a government, with codes that other programs can read."""

import csv

from django.utils.translation import override

from ..csv_cells import BYTE_ORDER_MARK, harmless

COLUMNS = (
    "government",
    "level",
    "region",
    "population",
    "people_who_write",
    "stage",
    "version",
    "late",
    "on_behalf_of",
    "last_submitted",
    "accepted_version",
    "last_mail",
)


class _Line:
    """A file that hands back what is written to it."""

    def write(self, line):
        return line


def lines(board, rows, told, *, language):
    """The file line by line for these rows of a board; `told` is {government pk: Told}."""
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow(COLUMNS)
    for row in rows:
        with override(language):  # the lines are written after the page's own language has been left
            cells = _cells(board, row, told.get(row.government.pk))
        yield writer.writerow([harmless(cell) for cell in cells])


def _cells(board, row, told):
    government, newest = row.government, row.newest
    return (
        row.name,
        government.get_level_display(),
        board.names.get(government.parent_id, ""),
        government.population,
        row.people,
        row.stage,
        newest.version if newest else "",
        "yes" if row.is_late else "no",
        newest.on_behalf_of if newest and newest.is_frozen else "",
        row.submitted.submitted_at.date().isoformat() if row.submitted else "",
        row.accepted.version if row.accepted else "",
        told.at.date().isoformat() if told else "",
    )
