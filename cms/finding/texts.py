"""The words of a file: what a reader of it reads, as plain text. A file that cannot be read has none.

Deleted words of tracked changes, comments and notes of speakers are left out.
"""

import html
import logging
import re
import zipfile
from pathlib import PurePath

from . import pdf_text

log = logging.getLogger(__name__)
LARGEST = 30_000_000  # bytes of a file, and of one part inside it
# The parts of an office file that are read; what in them is text; what in them is none although it looks so.
OFFICE = {
    ".docx": re.compile(r"word/(document|footnotes|endnotes)\.xml"),
    ".pptx": re.compile(r"ppt/slides/slide\d+\.xml"),
    ".xlsx": re.compile(r"xl/sharedStrings\.xml"),
    ".odt": re.compile(r"content\.xml"),
    ".ods": re.compile(r"content\.xml"),
    ".odp": re.compile(r"content\.xml"),
}
DROPPED = re.compile(
    r"<(w:delText|w:instrText|text:tracked-changes|presentation:notes|office:annotation|style|script|head)\b[^>]*(?<!/)>"
    r".*?</\1>",
    re.DOTALL,
)
ENDS = re.compile(r"</(w:p|w:tc|a:p|si|text:p|text:h)>|<(w:br|w:tab|a:br|text:tab|text:s|text:line-break)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")


def text_of(file, name):
    """The words of an open binary file called `name`; "" where its kind is not known or it is broken."""
    kind = PurePath(name).suffix.lower()
    if file.size > LARGEST or kind not in READERS:
        return ""
    try:
        return " ".join(READERS[kind](file, kind).split())
    except Exception as error:  # noqa: BLE001 -- whatever people upload: the search goes on without its words
        log.warning("the words of a file (%s) could not be read: %s", kind, type(error).__name__)
        return ""


def of_office(file, kind):
    """The words of a file of Word, Excel, PowerPoint or LibreOffice."""
    pieces = []
    with zipfile.ZipFile(file) as parts:
        for part in sorted(parts.infolist(), key=lambda part: (len(part.filename), part.filename)):
            if OFFICE[kind].fullmatch(part.filename) and part.file_size <= LARGEST:
                pieces.append(without_tags(parts.read(part).decode("utf-8", "replace"), ENDS))
    return " ".join(pieces)


def without_tags(text, ends):
    """XML or HTML as plain text; a word goes on across tags that are no ends."""
    return html.unescape(TAG.sub("", ends.sub(" ", DROPPED.sub(" ", text))))


def of_page(file, _kind):
    """The words of an HTML page; every tag parts words."""
    return without_tags(file.read().decode("utf-8", "replace"), TAG)


def of_text(file, _kind):
    """A text as it stands."""
    return file.read().decode("utf-8-sig", "replace").replace("\0", " ")


READERS = {
    **dict.fromkeys(OFFICE, of_office),
    **dict.fromkeys([".html", ".htm"], of_page),
    **dict.fromkeys([".txt", ".md", ".csv"], of_text),
    ".pdf": pdf_text.of_pdf,
}
