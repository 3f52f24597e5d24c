"""Writes the certificate as a tagged PDF file, of one page."""

from django.contrib.staticfiles import finders

from tracking.documents.pdf_library import opened

STYLES = "upr_local/certificate.css"


def written(markup):
    """The bytes of the file; `markup` is a whole document, for nothing is fetched."""
    return opened(markup).write_pdf(pdf_variant="pdf/ua-1")


def styles():
    """The style sheet, to stand inside the document."""
    with open(finders.find(STYLES), encoding="utf-8") as sheet:
        return sheet.read()
