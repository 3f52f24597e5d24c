"""OHCHR's own matrix of recommendations, the file that was imported, with its column of assessments filled."""

import io
import zipfile
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _
from lxml import etree

from tracking.sources import container
from tracking.sources.names import StateNames
from tracking.sources.ohchr_matrix import Matrix
from tracking.sources.rows import Unreadable
from tracking.sources.signature import kind_of
from tracking.sources.wordtree import PlacedRow, parse, placed_rows

from .matrix_cells import (
    Look,
    add_after,
    fit_cells,
    new_cell,
    set_span,
    span_of,
    stand_alone,
    take_left_out,
    widen,
    write_text,
)

# As OHCHR writes it: the other titles of the document are in English, too, and imports look for these words.
COLUMN_TITLE = "Assessment/comments on level of implementation"


class Filled(NamedTuple):
    """The filled file, the paragraph numbers that were written into it, and those that it has no row for."""

    data: bytes
    written: tuple[str, ...]
    missing: tuple[str, ...]


class _Row(NamedTuple):
    """A row of a matrix: its columns, the paragraph number it begins with or "", and whether it is a header."""

    placed: PlacedRow
    layout: object
    paragraph: str
    is_header: bool


def fill(source, texts, *, language):
    """Fill the assessments of a matrix: {paragraph number: text} in, a Filled out.

    `source` is the file's bytes or a binary, seekable file object; `language` is that of the texts. Where the
    tables lack the column it is added as the last one. Rows without a text, and every other part of the file,
    stay as they are. Raises Unreadable (a ValueError with a sentence for people) where it is no such matrix.
    """
    data = container.load(io.BytesIO(source) if isinstance(source, bytes) else source)
    if kind_of(data) != "word":
        raise Unreadable(_("The file is not a Word document: it has no text part. Save it as .docx and try again."))
    tree = parse(b"".join(container.document_chunks(data)))
    written = []
    for rows in _matrices(tree):
        column = _AddedColumn(rows, language) if _lacks_column(rows) else _OwnColumn(language)
        for row in rows:
            if row.paragraph in texts and (cell := column.cell_of(row)) is not None:
                write_text(cell, texts[row.paragraph], Look(_first_cell(row), language))
                written.append(row.paragraph)
    xml = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    found = tuple(dict.fromkeys(written))
    return Filled(_repacked(data, xml), found, tuple(number for number in texts if number not in set(found)))


def _matrices(tree):
    """The tables that hold recommendations, each as a list of _Row; raises Unreadable where there is none."""
    matrix = Matrix(StateNames(()))
    rows, count = [], 0
    for placed in placed_rows(tree):
        before = matrix.layout
        found = matrix.take(placed.row)
        is_header = matrix.layout is not before and matrix.layout is not None
        rows.append(_Row(placed, matrix.layout, found.paragraph if found else "", is_header))
        count += bool(found)
    matrix.refuse_unless_found(count)
    tables = (list(part) for _table, part in groupby(rows, key=lambda row: row.placed.row.table))
    return [part for part in tables if any(row.paragraph or row.is_header for row in part)]


def _lacks_column(rows):
    used = [row.layout for row in rows if row.layout and (row.paragraph or row.is_header)]
    return not any(name == "assessment" for layout in used for name, *_place in layout.columns)


def _first_cell(row):
    return next(cell for cell in row.placed.cells if cell is not None)


class _OwnColumn:
    """The column of assessments that a table has."""

    def __init__(self, language):
        self.language = language

    def cell_of(self, row):
        """The w:tc for the row's assessment, with neighbours and rows above cut off; None without such a column."""
        place = next((column for column in row.layout.columns if column[0] == "assessment"), None)
        if place is None:
            return None
        look = Look(_first_cell(row), self.language)
        found = self._existing(row, place, look)
        if found is None:
            found = self._appended(row, look)
        stand_alone(found, look)
        return found

    def _existing(self, row, place, look):
        cells = row.placed.cells
        if len(cells) == row.layout.cell_count:
            return cells[row.layout.columns.index(place)]
        start = 0
        for cell, plain in zip(cells, row.placed.row.cells, strict=True):
            if cell is not None and start <= place[2] < start + plain.span:
                return cell if start == place[2] else self._parted(cell, place[2] - start, plain.span, look)
            start += plain.span
        return None

    def _parted(self, cell, kept, span, look):
        """The part of a merged cell that lies in the column, as a cell of its own."""
        added = new_cell(cell, look)
        set_span(cell, kept, look)
        set_span(added, span - kept, look)
        add_after(cell, added, look)
        return added

    def _appended(self, row, look):
        last = row.placed.cells[-1]
        added = new_cell(last, look)
        set_span(added, take_left_out(row.placed.element, look), look)
        add_after(last, added, look)
        return added


class _AddedColumn:
    """A column of assessments at the end of a table that has none."""

    def __init__(self, rows, language):
        self.cells = {}
        look = Look(_first_cell(rows[0]), language)
        table = next(rows[0].placed.element.iterancestors(look.name("tbl")))
        widths = widen(table, look)
        for row in rows:
            cells = [cell for cell in row.placed.cells if cell is not None]
            if not cells:
                continue
            look = Look(cells[-1], language, row.is_header)
            cells = self._widened(row, cells, look)
            if widths:
                fit_cells(row.placed.element, cells, widths, look)

    def cell_of(self, row):
        """The w:tc that was added to the row."""
        return self.cells.get(id(row.placed.element))

    def _widened(self, row, cells, look):
        if len(cells) == 1 and not row.paragraph:  # a heading goes on across the new column
            set_span(cells[0], span_of(cells[0], look) + 1, look)
            return cells
        added = new_cell(cells[-1], look)
        set_span(added, 1 + take_left_out(row.placed.element, look), look)
        if row.is_header:
            write_text(added, COLUMN_TITLE, look)
        add_after(cells[-1], added, look)
        self.cells[id(row.placed.element)] = added
        return [*cells, added]


def _repacked(data, xml):
    """The package with another main text and every other part as it was."""
    out = io.BytesIO()
    left = container.MAX_UNPACKED_BYTES
    with container.open_archive(data) as archive, zipfile.ZipFile(out, "w") as package:
        main = container.main_part(archive).filename
        for entry in {entry.filename: entry for entry in archive.infolist()}.values():
            content = xml if entry.filename == main else container.content_of(archive, entry, left)
            left -= 0 if entry.filename == main else len(content)
            package.writestr(_entry_like(entry), content)
    return out.getvalue()


def _entry_like(entry):
    info = zipfile.ZipInfo(entry.filename, entry.date_time)
    info.compress_type = entry.compress_type
    info.external_attr, info.create_system, info.comment = entry.external_attr, entry.create_system, entry.comment
    return info
