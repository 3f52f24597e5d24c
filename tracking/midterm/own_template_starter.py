"""A Word template to begin with: our own layout, with placeholders where the report will stand."""

import datetime
import io

from django.utils.translation import gettext as _

from ..documents.blocks import Span
from ..documents.docx import LANDSCAPE, PORTRAIT, fact, section, section_end
from ..documents.docx_package import Properties, write
from ..documents.docx_xml import Writer, field
from ..documents.text import is_rtl_language

_DAY = datetime.date(2026, 1, 1)  # of no meaning; fixed, so that the file is always the same
_ANNEXES = {"annex_a": LANDSCAPE, "annex_b": PORTRAIT, "annex_c": LANDSCAPE, "annex_d": PORTRAIT, "annex_e": PORTRAIT}


def starter(language):
    """The bytes of a starter template in the language, which is to be the one active now."""
    writer = Writer(is_rtl_language(language))
    about = Properties(_("Template of the mid-term report"), "", "UPR Local", language, _DAY)
    footer = (Span("{{ checksum }}", direction="ltr"), Span(" · "), Span("PAGE", anchor="field"))
    out = io.BytesIO()
    write(out, about, writer, header="{{ title }}", footer=footer, body=_body(writer))
    return out.getvalue()


def _body(writer):
    yield writer.paragraph("CoverState", "{{ state }}")
    yield writer.paragraph("Title", _("Mid-term report"))
    yield writer.paragraph("Subtitle", "{{ mechanism }} {{ cycle }}")
    yield writer.paragraph("CoverGap", "")
    for label, name in (
        (_("Review held"), "review_date"),
        (_("Mid-term report due"), "midterm_date"),
        (_("Documents of the review"), "documents"),
        (_("Edition"), "edition"),
        (_("Compiled on"), "compiled_on"),
        (_("Compiled by"), "compiled_by"),
    ):
        yield fact(writer, "CoverFact", label, f"{{{{ {name} }}}}")
    yield writer.paragraph("TOCHeading", _("Contents"))
    contents = field('TOC \\o "1-2" \\h \\z \\u', "…")
    yield f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{contents}</w:p>'
    yield writer.paragraph("SectionEnd", "", starts_page=True)
    yield writer.paragraph("Normal", "{{p body }}")
    page, has_cover = PORTRAIT, True
    for name, size in _ANNEXES.items():
        if size != page:
            yield section_end(section(writer, page, has_cover))
            page, has_cover = size, False
        yield writer.paragraph("Normal", f"{{{{p {name} }}}}")
    yield section(writer, page)
