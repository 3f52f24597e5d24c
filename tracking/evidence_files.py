"""What an uploaded file really is, judged by its content; what is not needed in it is taken out before it is kept."""

import dataclasses
import re
import unicodedata
from pathlib import PurePosixPath

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from . import metadata
from .metadata.traces import DAMAGE, damaged
from .sources.container import open_archive
from .sources.rows import Unreadable

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "csv": "text/csv",
    "txt": "text/plain",
}
KINDS = "PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, PNG, JPG, WEBP, CSV, TXT"
MAIN_PARTS = {
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
    b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": "pptx",
}
MACROS = re.compile(
    r"vbaproject|vbadata|macrosheets/|^basic/|^scripts/|activex/|embeddings/.*\.(?:bin|exe)", re.IGNORECASE
)
MARKUP = re.compile(r"^\s*<|<(?:script|html|svg|!doctype|\?xml|\?php)", re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
MAX_TYPES_BYTES = 1024 * 1024
LONGEST_NAME = 100  # characters


@dataclasses.dataclass(frozen=True)
class CleanFile:
    """A file that may be kept: its name for display, its kind (a key of MEDIA_TYPES), its bytes, and what they lost."""

    name: str
    kind: str
    content: bytes
    removed: tuple = ()

    @property
    def loss(self):
        """What was taken out, in a sentence for the person who sent it; empty where nothing was."""
        if not self.removed:
            return ""
        return _("Taken out of the file before it was stored: %(traces)s.") % {
            "traces": ", ".join(str(trace.label) for trace in self.removed)
        }


def inspect(name, data):
    """The CleanFile made of an uploaded file's name and bytes.

    What tells of people beside its content is taken out: place, camera, authors, attached files and the like.
    Raises ValidationError for what is too large, empty, damaged, of another kind, or carries macros.
    """
    if not data:
        raise ValidationError(_("The file is empty."))
    if len(data) > settings.EVIDENCE_MAX_BYTES:
        limit = filesizeformat(settings.EVIDENCE_MAX_BYTES)
        raise ValidationError(_("The file is larger than %(limit)s.") % {"limit": limit})
    kind = _recognised(name, data)
    stripped = metadata.strip(kind, data)
    return CleanFile(display_name(name, kind), kind, stripped.content, stripped.removed)


def display_name(name, kind):
    """The file's name as it is shown: no folders, no control or direction characters, the ending of its true kind."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    base = "".join(letter for letter in base if unicodedata.category(letter)[0] != "C" and letter not in '"<>|:*?')
    stem = PurePosixPath(base).stem.strip(" .")[: LONGEST_NAME - len(kind) - 1].strip(" .")
    return f"{stem or _('file')}.{kind}"


def _recognised(name, data):
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK"):
        return _office(data)
    guessed = filetype.guess(data)
    if guessed and guessed.extension in metadata.PICTURES:
        return guessed.extension
    if guessed:
        raise _unwanted()
    return _plain(name, data)


def _unwanted():
    return ValidationError(_("This kind of file is not taken. Possible are: %(kinds)s.") % {"kinds": KINDS})


def _plain(name, data):
    """csv or txt, as the name says; anything that a browser or a shell might run is refused."""
    ending = PurePosixPath(name.lower()).suffix.lstrip(".")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if ending in ("csv", "txt"):
            raise ValidationError(_("The text is not in UTF-8. Save it as “CSV UTF-8” or “UTF-8” and retry.")) from None
        raise _unwanted() from None
    if ending not in ("csv", "txt") or CONTROLS.search(text) or MARKUP.search(text) or text.startswith("#!"):
        raise _unwanted()
    return ending


def _office(data):
    """The kind of a Word, Excel, PowerPoint or OpenDocument file."""
    try:
        with open_archive(data) as archive:
            return _office_kind(archive)
    except (*DAMAGE, Unreadable) as error:
        raise damaged() from error


def _office_kind(archive):
    names = archive.namelist()
    if len(set(names)) < len(names):
        raise damaged()
    if any(MACROS.search(name) for name in names):
        raise ValidationError(_("The file holds macros or programs. Save it without them and retry."))
    if "mimetype" in names:
        media_type = _read(archive, "mimetype").strip().decode("ascii", "replace")
        found = [ending for ending in ("odt", "ods", "odp") if MEDIA_TYPES[ending] == media_type]
    else:
        types = _read(archive, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
        if b"macroEnabled" in types:
            raise ValidationError(_("The file holds macros or programs. Save it without them and retry."))
        found = [ending for part, ending in MAIN_PARTS.items() if part in types]
    if not found:
        raise _unwanted()
    return found[0]


def _read(archive, name):
    """The beginning of one part: enough to know it by."""
    with archive.open(name) as part:
        return part.read(MAX_TYPES_BYTES)
