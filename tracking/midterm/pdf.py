"""The report as a tagged PDF, made of its HTML: what screen readers and archives take without further work."""

import io
import re

from django.utils.translation import gettext as _

from ..documents.docx_xml import LRM, RLM
from ..documents.pdf_library import opened
from ..documents.text import is_rtl_language
from .content import checksum
from .html import render as render_html

# Signs of HTML. A page takes about 0.3 seconds and 3 MB, and 700,000 signs make some 150 pages.
LIMIT = 700_000


def missing_sentence():
    """What to do where PDF files cannot be made."""
    return _(
        "PDF files are not made on this server, because it lacks the library Pango. Ask your IT desk to install it"
        " (on Debian or Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0) and to start the site again. Until"
        " then, open the Word file and save it as PDF."
    )


def render(content, out, fingerprint="", has_answers=True):
    """Write the ReportContent to `out`, a binary file, as tagged PDF (PDF/UA-1) in the language active now.

    The same content gives the same bytes. Annexes too long for a PDF are left to the Word file, and a sentence
    says so; raises html.TooLong (a ValueError with a sentence) where the chapters alone are. Raises ImportError or
    OSError where `is_available` is false. `has_answers` as in docx.render.
    """
    fingerprint = fingerprint or checksum(content)
    page = io.BytesIO()
    render_html(content, page, fingerprint, LIMIT, has_answers)
    markup = shut_off(page.getvalue().decode("utf-8"), is_rtl_language(content.language))
    opened(markup).write_pdf(
        out,
        pdf_variant="pdf/ua-1",
        # By default it is a random number; the content's own makes equal reports equal files.
        pdf_identifier=bytes.fromhex(fingerprint)[:16],
    )


def shut_off(markup, is_rtl):
    """The markup with signs around texts that run against the document: the library knows no bdi element."""
    turned, outer, inner = ("ltr", RLM, LRM) if is_rtl else ("rtl", LRM, RLM)
    pattern = re.compile(rf'(<bdi dir="{turned}"[^>]*>)(.*?)(</bdi>)', re.DOTALL)
    return pattern.sub(rf"{outer}\1{inner}\2{inner}\3{outer}", markup)
