"""The rows of a Word file's tables with the elements they stand in, for whoever writes into them."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from lxml import etree

from tracking.sources.rows import Unreadable
from tracking.sources.wordtables import TableReader, TableRow


class PlacedRow(NamedTuple):
    """A row as `wordtables.table_rows` gives it, its w:tr, and the w:tc of each of its cells.

    A column that the row leaves out at its beginning has no w:tc: its element is None.
    """

    row: TableRow
    element: etree._Element
    cells: tuple[etree._Element | None, ...]


def parse(xml):
    """The tree of a Word file's main text, given as bytes; raises Unreadable where it is broken or suspicious."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(xml, parser).getroottree()
    except etree.LxmlError as error:
        raise Unreadable(
            _("The text inside the file is broken. Open it in Word or LibreOffice and save it again as .docx.")
        ) from error
    if tree.docinfo.doctype:
        raise Unreadable(_("The file holds XML declarations that Word never writes, so it was not opened."))
    return tree


def placed_rows(tree):
    """Yield a PlacedRow for every row of every table: the rows that `wordtables.table_rows` would count."""
    # The reader of the import sees the same elements in the same order, so both can never disagree on a row.
    reader = TableReader()
    elements = {}
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            reader.data(element.tail or "")
            continue
        if event == "start":
            before = reader.cell
            reader.start(element.tag, element.attrib)
            if reader.cell is not None and reader.cell is not before:
                elements[id(reader.cell)] = element
            reader.data(element.text or "")
            continue
        reader.end(element.tag)
        for row in reader.finished_rows():
            yield PlacedRow(row, element, tuple(elements.get(id(cell)) for cell in row.cells))
            elements.clear()
        reader.data(element.tail or "")
