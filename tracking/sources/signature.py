"""What a file really is, told from its bytes: names and endings are often wrong."""

import filetype

from tracking.sources import container

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE_STREAMS = (  # the first that is found decides: a protected file also holds other streams
    ("EncryptedPackage", "protected"),
    ("WordDocument", "old_word"),
    ("Workbook", "old_excel"),
    ("Book", "old_excel"),
)
_ZIP_FOLDERS = (("word/", "word"), ("xl/", "excel"), ("ppt/", "slides"))
_TEXT_PROBE = 4096


def kind_of(data):
    """Return the kind of file these bytes are.

    One of: word, excel, slides, opendocument, zip, protected, old_word, old_excel, old_office, pdf, rtf, image,
    html, xml, text, empty, unknown. Raises Unreadable when it is a container too damaged or too large to tell.
    """
    if not data:
        return "empty"
    if data.startswith(_ZIP):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        return _kind_of_ole(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if filetype.image_match(data[:_TEXT_PROBE]):
        return "image"
    return _kind_of_text(data[:_TEXT_PROBE])


def _kind_of_zip(data):
    with container.open_archive(data) as archive:
        names = [name.lower() for name in archive.namelist()]
    for folder, kind in _ZIP_FOLDERS:
        if any(name.startswith(folder) for name in names):
            return kind
    return "opendocument" if {"mimetype", "content.xml"} <= set(names) else "zip"


def _kind_of_ole(data):
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return kind
    return "old_office"


def _kind_of_text(start):
    encoding = "utf-16" if start.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = start.decode(encoding, errors="ignore").lstrip().casefold()
    if text.startswith(("<!doctype html", "<html")) or "<html" in text[:1024]:
        return "html"
    if text.startswith("<?xml"):
        return "xml"
    printable = sum(character.isprintable() or character.isspace() for character in text)
    # Text in an old encoding loses a few letters here; anything else loses or garbles most of its bytes.
    return "text" if printable == len(text) and len(text) > len(start) * 0.4 else "unknown"
