"""Opens an uploaded Word file without trusting it: sizes and counts are checked before anything is unpacked."""

import io
import re
import struct
import zipfile
import zlib

from django.utils.translation import gettext as _

from tracking.sources.rows import Unreadable

MAX_BYTES = 20 * 1024 * 1024  # of the uploaded file
MAX_UNPACKED_BYTES = 60 * 1024 * 1024  # of the text inside it; 10,000 recommendations need about 45 MB
MAX_RATIO = 200  # unpacked to packed; real matrices stand at 20 to 60
RATIO_COUNTS_FROM = 1024 * 1024  # a small text may repeat itself as much as it likes
MAX_ENTRIES = 2_000  # files inside the file; a matrix has about 30

_CHUNK = 64 * 1024
_DIRECTORY_ENTRY = b"PK\x01\x02"
_MAIN_PART = re.compile(r"word/document\d*\.xml", re.IGNORECASE)
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


def load(file):
    """Return the bytes of a binary, seekable file object; raise Unreadable above MAX_BYTES."""
    file.seek(0)
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unreadable(
            _("The file is larger than %(limit)d MB. Remove its pictures, or split it into two files.")
            % {"limit": MAX_BYTES // (1024 * 1024)}
        )
    return data


def open_archive(data):
    """Return the ZipFile inside these bytes; raise Unreadable when it is damaged or has too many entries."""
    # Counted in the bytes, because listing a hostile directory is itself the attack.
    if data.count(_DIRECTORY_ENTRY) > MAX_ENTRIES:
        raise Unreadable(_oversized())
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as error:
        raise Unreadable(_damaged()) from error


def document_chunks(data):
    """Yield the main text of a Word file, XML in pieces of bytes.

    Raises Unreadable, also half-way, when the file is damaged, protected by a password, or unpacks to more
    than the limits above.
    """
    with open_archive(data) as archive:
        part = main_part(archive)
        unpacked = 0
        try:
            with archive.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    unpacked += len(chunk)
                    if unpacked > MAX_UNPACKED_BYTES:
                        break
                    yield chunk
        except _DAMAGE as error:
            raise Unreadable(_damaged()) from error
        if unpacked > MAX_UNPACKED_BYTES:
            raise Unreadable(_oversized())


def main_part(archive):
    """Return the entry that holds the text, once its declared size and kind are within bounds."""
    part = next((entry for entry in archive.infolist() if _MAIN_PART.fullmatch(entry.filename)), None)
    if part is None:
        raise Unreadable(_("The file is not a Word document: it has no text part. Save it as .docx and try again."))
    if part.flag_bits & 0x1:
        raise Unreadable(_("The file is protected by a password. Remove the password in Word and upload it again."))
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable(_damaged())
    allowed = max(RATIO_COUNTS_FROM, part.compress_size * MAX_RATIO)
    if part.file_size > min(MAX_UNPACKED_BYTES, allowed):
        raise Unreadable(_oversized())
    return part


def content_of(archive, entry, limit):
    """The bytes of any entry of the archive; raises Unreadable where it is damaged or longer than the limit."""
    try:
        with archive.open(entry) as stream:
            content = stream.read(limit + 1)
    except _DAMAGE as error:
        raise Unreadable(_damaged()) from error
    if len(content) > limit:
        raise Unreadable(_oversized())
    return content


def _damaged():
    return _(
        "The file is incomplete or damaged. Download it again, or open it in Word or LibreOffice and save it as .docx."
    )


def _oversized():
    return _(
        "The file unpacks to far more than a matrix of recommendations can hold, so it was not opened. "
        "Copy the table into a new Word document and upload that."
    )
