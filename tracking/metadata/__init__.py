"""Takes out of a file what tells of people beside its content: place, camera, authors, attached files, programs.

Bytes in, bytes out; no database. What is taken out twice is the same as once.
"""

from .office import strip_office
from .opendocument import strip_opendocument
from .pictures import strip_picture
from .traces import Stripped, Trace

__all__ = ["Stripped", "Trace", "strip"]

STRIPPERS = {
    **dict.fromkeys(("docx", "xlsx", "pptx"), strip_office),
    **dict.fromkeys(("odt", "ods", "odp"), strip_opendocument),
}
PICTURES = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}


def strip(kind, data):
    """The Stripped file of these bytes, whose kind (such as "docx") is known; other kinds stay as they are.

    Raises ValidationError for what is damaged, protected or unpacks to too much.
    """
    if kind in PICTURES:
        return strip_picture(data, PICTURES[kind])
    if kind == "pdf":
        from .pdf import strip_pdf  # noqa: PLC0415 -- its library is slow to load and says so in every log

        return strip_pdf(data)
    return STRIPPERS[kind](data) if kind in STRIPPERS else Stripped(data, ())
