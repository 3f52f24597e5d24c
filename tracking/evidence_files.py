"""What an uploaded file really is, judged by its content; what is not needed in it is taken out before it is kept."""

import dataclasses
import io
import lzma
import re
import struct
import unicodedata
import zipfile
import zlib
from pathlib import PurePosixPath

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from lxml import etree
from PIL import Image, ImageOps

from .sources.container import open_archive
from .sources.rows import Unreadable

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "csv": "text/csv",
    "txt": "text/plain",
}
KINDS = "PDF, DOCX, XLSX, ODT, ODS, PNG, JPG, WEBP, CSV, TXT"
IMAGE_FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}
MAIN_PARTS = {
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
MACROS = re.compile(
    r"vbaproject|vbadata|macrosheets/|^basic/|^scripts/|activex/|embeddings/.*\.(?:bin|exe)", re.IGNORECASE
)
MARKUP = re.compile(r"^\s*<|<(?:script|html|svg|!doctype|\?xml|\?php)", re.IGNORECASE)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# Where office files say who wrote them: XML local names whose words are taken out.
PERSONAL_PARTS = {"docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml"}
PERSONAL_NAMES = {"creator", "lastModifiedBy", "initial-creator", "printed-by", "Manager", "user-defined", "lpwstr"}
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONGEST_NAME = 100  # characters
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


@dataclasses.dataclass(frozen=True)
class CleanFile:
    """A file that may be kept: its name for display, its kind (a key of MEDIA_TYPES) and its bytes."""

    name: str
    kind: str
    content: bytes


def inspect(name, data):
    """The CleanFile made of an uploaded file's name and bytes.

    Pictures are drawn anew, so that no place or camera stays in them; office files lose the names of their authors.
    Raises ValidationError for what is too large, empty, damaged, of another kind, or carries macros.
    """
    if not data:
        raise ValidationError(_("The file is empty."))
    if len(data) > settings.EVIDENCE_MAX_BYTES:
        limit = filesizeformat(settings.EVIDENCE_MAX_BYTES)
        raise ValidationError(_("The file is larger than %(limit)s.") % {"limit": limit})
    kind, content = _recognised(name, data)
    return CleanFile(display_name(name, kind), kind, content)


def display_name(name, kind):
    """The file's name as it is shown: no folders, no control or direction characters, the ending of its true kind."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    base = "".join(letter for letter in base if unicodedata.category(letter)[0] != "C" and letter not in '"<>|:*?')
    stem = PurePosixPath(base).stem.strip(" .")[: LONGEST_NAME - len(kind) - 1].strip(" .")
    return f"{stem or _('file')}.{kind}"


def _recognised(name, data):
    if data.startswith(b"%PDF-"):
        return "pdf", data
    if data.startswith(b"PK"):
        return _office(data)
    guessed = filetype.guess(data)
    if guessed and guessed.extension in IMAGE_FORMATS:
        return guessed.extension, _redrawn(data, IMAGE_FORMATS[guessed.extension])
    if guessed:
        raise _unwanted()
    return _plain(name, data), data


def _unwanted():
    return ValidationError(_("This kind of file is not taken. Possible are: %(kinds)s.") % {"kinds": KINDS})


def _damaged():
    return ValidationError(_("The file is damaged, or protected by a password. Save it again and retry."))


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


def _redrawn(data, image_format):
    """The picture drawn anew, upright and without anything but its pixels."""
    try:
        with Image.open(io.BytesIO(data), formats=[image_format]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise ValidationError(_("The picture has too many pixels. Make it smaller and retry."))
            upright = ImageOps.exif_transpose(picture)
            if image_format == "JPEG" and upright.mode not in ("RGB", "L"):
                upright = upright.convert("RGB")
            plain = Image.new(upright.mode, upright.size)
            if upright.mode == "P":
                plain = Image.new("RGBA", upright.size)
                upright = upright.convert("RGBA")
            plain.paste(upright)
            out = io.BytesIO()
            plain.save(out, image_format, **({"quality": 88} if image_format != "PNG" else {"optimize": True}))
    except (*DAMAGE, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _damaged() from error
    return out.getvalue()


def _office(data):
    """(kind, bytes without authors) of a Word, Excel or OpenDocument file."""
    try:
        with open_archive(data) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise ValidationError(_("The file unpacks to more than is taken. Make it smaller and retry."))
            kind = _office_kind(archive)
            return kind, _without_authors(archive)
    except (*DAMAGE, Unreadable, etree.XMLSyntaxError) as error:
        raise _damaged() from error


def _office_kind(archive):
    names = archive.namelist()
    if len(set(names)) < len(names):
        raise _damaged()
    if any(MACROS.search(name) for name in names):
        raise ValidationError(_("The file holds macros or programs. Save it without them and retry."))
    if "mimetype" in names:
        media_type = _read(archive, "mimetype").strip().decode("ascii", "replace")
        kind = {"odt": MEDIA_TYPES["odt"], "ods": MEDIA_TYPES["ods"]}
        found = [ending for ending, name in kind.items() if name == media_type]
    else:
        types = _read(archive, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
        if b"macroEnabled" in types:
            raise ValidationError(_("The file holds macros or programs. Save it without them and retry."))
        found = [ending for part, ending in MAIN_PARTS.items() if part in types]
    if not found:
        raise _unwanted()
    return found[0]


def _read(archive, name):
    """One part, never more of it than the whole archive may hold."""
    with archive.open(name) as part:
        content = part.read(MAX_UNPACKED_BYTES + 1)
    if len(content) > MAX_UNPACKED_BYTES:
        raise _damaged()
    return content


def _without_authors(archive):
    """The archive written again, part by part in its order, with the authors' names taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as copy:
        for entry in archive.infolist():
            content = _read(archive, entry.filename)
            if entry.filename in PERSONAL_PARTS:
                content = _blanked(content)
            fresh = zipfile.ZipInfo(entry.filename)
            fresh.compress_type = entry.compress_type
            copy.writestr(fresh, content)
    return out.getvalue()


def _blanked(content):
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(content, parser)
    for element in root.iter(etree.Element):
        is_typed = any("value-type" in name for name in element.attrib)  # a number or date may not become empty
        if etree.QName(element).localname in PERSONAL_NAMES and not is_typed:
            element.text = None
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
