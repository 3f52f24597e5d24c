"""Writes the certificate as a tagged PDF file, of one page."""

import logging
from functools import cache

from django.contrib.staticfiles import finders

STYLES = "upr_local/certificate.css"


@cache
def is_available():
    """Whether PDF files can be made here: the library needs Pango, a part of the operating system."""
    try:
        library()
    except (ImportError, OSError):
        return False
    return True


def written(markup):
    """The bytes of the file; `markup` is a whole document, for nothing is fetched."""
    return library().HTML(string=markup, url_fetcher=refuse, base_url="about:blank").write_pdf(pdf_variant="pdf/ua-1")


def styles():
    """The style sheet, to stand inside the document."""
    with open(finders.find(STYLES), encoding="utf-8") as sheet:
        return sheet.read()


def refuse(url, *args, **kwargs):
    """Nothing is fetched."""
    raise ValueError(f"The certificate needs no other file, yet it asks for {url!r}.")


def library():
    """WeasyPrint, asked for when it is needed."""
    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)  # it tells of every page
    import weasyprint  # noqa: PLC0415 - takes half a second and needs Pango, which not every system has

    return weasyprint
