"""Finds out what an uploaded file is, and reads it with the reader of its format."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracking.sources import container, ohchr_matrix
from tracking.sources.container import MAX_BYTES
from tracking.sources.repeats import join_repeats
from tracking.sources.rows import RecommendationRow, Unreadable
from tracking.sources.signature import kind_of

__all__ = ["MAX_BYTES", "MAX_ROWS", "READERS", "RecommendationRow", "Unreadable", "detect", "read_rows"]

MAX_ROWS = 20_000  # the largest review so far has fewer than 400 recommendations

READERS = {"ohchr_matrix": ohchr_matrix.read}
_FORMATS = {"word": "ohchr_matrix"}

_WORD_WANTED = gettext_lazy("Upload OHCHR's matrix of recommendations as a Word file (.docx).")
_SAVE_AS_WORD = gettext_lazy("Open it in Word or LibreOffice, save it as .docx and upload that.")
_REFUSALS = {
    "empty": (gettext_lazy("“%(name)s” is empty."), gettext_lazy("Download it again and check that it opens.")),
    "protected": (
        gettext_lazy("“%(name)s” is protected by a password."),
        gettext_lazy("Open it in Word, remove the password, save it as .docx and upload that."),
    ),
    "old_word": (gettext_lazy("“%(name)s” is a Word file in the old format (.doc)."), _SAVE_AS_WORD),
    "old_excel": (gettext_lazy("“%(name)s” is an Excel workbook in the old format (.xls)."), _WORD_WANTED),
    "old_office": (gettext_lazy("“%(name)s” is an Office file in an old format."), _SAVE_AS_WORD),
    "excel": (gettext_lazy("“%(name)s” is an Excel workbook (.xlsx)."), _WORD_WANTED),
    "slides": (gettext_lazy("“%(name)s” is a presentation (.pptx)."), _WORD_WANTED),
    "opendocument": (gettext_lazy("“%(name)s” is an OpenDocument file, such as LibreOffice writes."), _SAVE_AS_WORD),
    "zip": (
        gettext_lazy("“%(name)s” is a ZIP archive."),
        gettext_lazy("Unpack it and upload the Word file (.docx) from inside."),
    ),
    "pdf": (
        gettext_lazy("“%(name)s” is a PDF file; its table cannot be read reliably."),
        gettext_lazy("OHCHR publishes the same matrix as a Word file: upload that (.docx)."),
    ),
    "rtf": (gettext_lazy("“%(name)s” is a Rich Text file (.rtf)."), _SAVE_AS_WORD),
    "image": (gettext_lazy("“%(name)s” is a picture."), _WORD_WANTED),
    "html": (
        gettext_lazy("“%(name)s” is a web page; perhaps the download ended on an error page."),
        gettext_lazy("Download the Word file (.docx) again and upload that."),
    ),
    "xml": (gettext_lazy("“%(name)s” is an XML file."), _SAVE_AS_WORD),
    "text": (gettext_lazy("“%(name)s” is plain text."), _WORD_WANTED),
    "unknown": (gettext_lazy("“%(name)s” is of a kind this site does not know, or it is damaged."), _WORD_WANTED),
}


def detect(file, filename):
    """Return the name of the format, a key of READERS, of a binary, seekable file object.

    The content decides; `filename` only names the file in messages. Raises Unreadable, saying what the file is
    and what to do instead, when there is no reader for it.
    """
    kind = kind_of(container.load(file))
    if kind in _FORMATS:
        return _FORMATS[kind]
    fact, advice = _REFUSALS[kind]
    raise Unreadable(f"{fact % {'name': filename}} {advice}")


def read_rows(file, filename, names) -> list[RecommendationRow]:
    """Read all recommendations of a file of any known format, each paragraph number joined into one row.

    `names` is a StateNames. Rows that cannot be imported carry their problems, among them rows that share a
    number but not their text. Raises Unreadable when the file as a whole cannot be read.
    """
    reader = READERS[detect(file, filename)]
    rows = []
    for row in reader(file, names):
        rows.append(row)
        if len(rows) > MAX_ROWS:
            message = _("“%(name)s” holds more than %(limit)d recommendations. Split it into one file per review.")
            raise Unreadable(message % {"name": filename, "limit": MAX_ROWS})
    return join_repeats(rows)
