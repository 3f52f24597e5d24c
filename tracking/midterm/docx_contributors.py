"""Annex B of a document for everybody: which governments contributed, without their answers."""

from django.utils.translation import gettext as _

from ..documents.blocks import Span
from ..documents.docx import fact
from ..documents.words import date_word
from .annexes import annex_title
from .index import contribution_anchor


def contributors(content, writer):
    """Every government that contributed, where the whole annex would have its answers: links to it stay good."""
    yield writer.paragraph("Heading1", annex_title("annex_b"), "annex_b", is_unnumbered=True)
    if not content.contributions:
        yield writer.paragraph("Normal", _("No local government has an accepted contribution in this report."))
        return
    yield writer.paragraph("Normal", _("The answers of the local governments are not part of this document."))
    for number, contribution in enumerate(content.contributions, 1):
        name = Span(contribution.government, direction="auto")
        yield writer.paragraph("Heading2", name, contribution_anchor(number), is_unnumbered=True)
        yield fact(writer, "AnnexFact", _("Version"), str(contribution.version))
        yield fact(writer, "AnnexFact", _("Accepted on"), date_word(contribution.accepted_on))
