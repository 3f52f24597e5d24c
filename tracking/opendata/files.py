"""Whole subjects as files: CSV for spreadsheets, JSON for programs; chunk by chunk, whatever their length."""

import csv
import datetime
import io
import zipfile
from itertools import islice

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from rest_framework.utils.encoders import JSONEncoder

from ..csv_cells import BYTE_ORDER_MARK, harmless
from . import dictionary
from .catalogue import subjects
from .columns import sheets
from .terms import terms

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP file knows
CHUNK = 200  # rows held in memory at once
ENCODER = JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def chunks(subject, language):
    """Lists of at most CHUNK rows as plain data, in the subject's own order.

    The language and the clock are set for each chunk anew: they are written after the page's own have been left.
    """
    with override(language):
        found = subject.rows().order_by(*subject.ordering).iterator(chunk_size=CHUNK)
    while True:
        with override(language), timezone.override(datetime.UTC):
            serializer = subject.serializer_class()
            rows = [serializer.to_representation(row) for row in islice(found, CHUNK)]
        if not rows:
            return
        yield rows


def csv_text(sheet, language):
    """The text of a Sheet, piece by piece; no cell is a formula."""
    yield BYTE_ORDER_MARK + _lines([[column.name for column in sheet.columns]])
    for rows in chunks(sheet.subject, language):
        yield _lines(sheet_line for row in rows for sheet_line in sheet.lines(row))


def _lines(rows):
    out = io.StringIO()
    csv.writer(out).writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue()


def json_text(subject, language):
    """A subject as one JSON object, piece by piece: what it is, its licence, its rows."""
    with override(language):
        head = {"subject": subject.code, "title": str(subject.title), "language": language, **terms()}
    yield f'{ENCODER.encode(head)[:-1]},"rows":['
    between = ""
    for rows in chunks(subject, language):
        yield between + ",\n".join(map(ENCODER.encode, rows))
        between = ",\n"
    yield "]}\n"


def everything(language, changed):
    """(name, pieces of text) of every file: each subject as CSV and JSON, the dictionary, and a note to begin with."""
    with override(language):
        books = [(subject, sheets(subject)) for subject in subjects()]
        note = read_me(changed)
    yield "README.txt", [note]
    yield "dictionary.csv", dictionary.csv_text(language)
    yield "dictionary.json", dictionary.json_text(language)
    yield "codes.csv", dictionary.codes_csv()
    for subject, own in books:
        yield from ((f"{sheet.name}.csv", csv_text(sheet, language)) for sheet in own)
        yield f"{subject.code}.json", json_text(subject, language)


def read_me(changed):
    """What the archive is, in words."""
    name, address = settings.OPEN_DATA_LICENCE
    words = {"site": settings.SITE_NAME, "url": settings.SITE_URL, "licence": name, "address": address}
    lines = [
        _("%(site)s (%(url)s): everything it publishes, as data.") % words,
        _("Licence: %(licence)s, %(address)s. Good practices name their own licence.") % words,
        *([_("Last change: %(day)s (UTC).") % {"day": changed.date().isoformat()}] if changed else []),
        _("dictionary.csv says what every column of every file means."),
        _("codes.csv gives the codes of all columns in words, in every language of the site."),
        _("CSV files are UTF-8 with commas. An apostrophe before a sign such as = keeps spreadsheets from reckoning."),
    ]
    return "\r\n".join([*lines, ""])


class _Pieces:
    """A file that hands on what is written to it, and keeps nothing."""

    def __init__(self):
        self.written = []

    def write(self, piece):
        """Keep a piece until it is taken."""
        self.written.append(bytes(piece))
        return len(piece)

    def flush(self):
        """Nothing is held back."""

    def take(self):
        """What was written since the last time."""
        pieces, self.written = self.written, []
        return b"".join(pieces)


def archive(language):
    """A ZIP file of everything, piece by piece; the same data gives the same bytes."""
    with override(language):
        changed = max((day for day in (one.standing()["changed"] for one in subjects()) if day), default=None)
    out, made = _Pieces(), changed.timetuple()[:6] if changed else EARLIEST
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, pieces in everything(language, changed):
            entry = zipfile.ZipInfo(name, made)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with package.open(entry, "w") as part:
                for piece in pieces:
                    part.write(piece.encode())
                    yield out.take()
    yield out.take()
