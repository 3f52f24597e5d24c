"""Looks at an uploaded spreadsheet before any library opens it: size, kind, macros, bombs."""

import lzma
import re
import struct
import zipfile
import zlib

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from openpyxl.utils import range_boundaries

from ..sources.container import open_archive
from ..sources.rows import Unreadable

MAX_UNPACKED_BYTES = 40 * 1024 * 1024  # 300 recommendations and 1,000 steps need about 5 MB
MAX_RATIO = 300  # unpacked to packed, of parts of more than a megabyte
RATIO_COUNTS_FROM = 1024 * 1024
MAX_CELLS = 200_000  # of a sheet
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
_MACROS = re.compile(r"vbaproject|vbadata|macrosheets/|activex/|embeddings/", re.IGNORECASE)
_MACRO_TYPES = (b"macroEnabled", b"ms-office.vbaProject")
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CELL = re.compile(rb"<(?:\w+:)?c[ />]")
_SPAN = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*\bref=[\"'](\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?\d+)[\"']")


def check(data, limit):
    """Raise Unreadable unless these bytes are a spreadsheet (.xlsx) that may be opened; `limit` is in bytes."""
    if len(data) > limit:
        raise Unreadable(_("The file is larger than %(limit)s.") % {"limit": filesizeformat(limit)})
    if not data:
        raise Unreadable(_("The file is empty."))
    if not data.startswith(b"PK"):
        raise Unreadable(_("This is no Excel file (.xlsx). Save the workbook as .xlsx and upload that."))
    try:
        archive = open_archive(data)
    except Unreadable as error:  # its words are about Word files
        raise Unreadable(damaged()) from error
    try:
        with archive:
            _check_parts(archive)
    except Unreadable:
        raise
    except DAMAGE as error:
        raise Unreadable(damaged()) from error


def damaged():
    """What to say of a file that cannot be read to its end."""
    return _("The file is incomplete, damaged or protected by a password. Save it again as .xlsx and upload that.")


def _check_parts(archive):
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        raise Unreadable(damaged())
    if any(_MACROS.search(name) for name in names):
        raise Unreadable(_macros())
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise Unreadable(_("This is no Excel file (.xlsx). Save the workbook as .xlsx and upload that."))
    for entry in entries:
        allowed = max(RATIO_COUNTS_FROM, entry.compress_size * MAX_RATIO)
        if entry.file_size > allowed or entry.flag_bits & 0x1:
            raise Unreadable(_oversized() if entry.file_size > allowed else damaged())
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise Unreadable(_oversized())
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            _check_xml(entry.filename, archive.open(entry).read(entry.file_size + 1))


def _check_xml(name, content):
    """Raise Unreadable for entities, macros, and more cells than a library should be asked to make."""
    if _ENTITIES.search(content) or b"\0" in content:
        raise Unreadable(damaged())
    if name == "[Content_Types].xml" and any(kind in content for kind in _MACRO_TYPES):
        raise Unreadable(_macros())
    if name.startswith("xl/worksheets/"):
        cells = sum(1 for _cell in _CELL.finditer(content))
        cells += sum(_area(match[1].decode()) for match in _SPAN.finditer(content))
        if cells > MAX_CELLS:
            raise Unreadable(_oversized())


def _area(span):
    left, top, right, bottom = range_boundaries(span)
    return (right - left + 1) * (bottom - top + 1)


def _macros():
    return _("The file holds macros or other programs. Save it as .xlsx without them and upload that.")


def _oversized():
    return _(
        "The file unpacks to far more than a workbook of this site holds. It was not opened; download a fresh one."
    )
