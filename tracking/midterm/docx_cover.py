"""The first pages of the Word report: the cover, and a table of contents that is filled before it is updated."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..documents.blocks import Span, listed
from ..documents.docx import fact
from ..documents.words import date_word, number_word
from .index import contribution_anchor
from .words import mechanism_word

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
ANNEX_A, ANNEX_B = "annex_a", "annex_b"


def annex_a_title():
    """The heading of Annex A."""
    return _("Annex A. Status of every recommendation")


def annex_b_title():
    """The heading of Annex B."""
    return _("Annex B. Contributions of local governments")


def cover(content, checksum, writer):
    """The paragraphs of the cover."""
    yield writer.paragraph("CoverState", Span(content.state_name, direction="auto"))
    yield writer.paragraph("Title", _("Mid-term report"))
    yield writer.paragraph(
        "Subtitle",
        _("%(mechanism)s, cycle %(cycle)s") % {"mechanism": mechanism_word(content.mechanism), "cycle": content.cycle},
    )
    yield writer.paragraph("CoverGap", "")
    for label, value in _facts(content):
        yield fact(writer, "CoverFact", label, value)
    yield writer.paragraph(
        "CoverNote",
        _(
            "The content of this edition is frozen. Its checksum (SHA-256) changes with every letter of the content"
            " and shows whether two copies hold the same:"
        ),
    )
    yield writer.paragraph("CoverChecksum", Span(checksum, direction="ltr"))


def contents(content, chapters, writer):
    """The table of contents: a field that Word brings up to date, already holding every entry."""
    yield writer.paragraph("TOCHeading", _("Contents"))
    entries = list(_entries(content, chapters))
    start = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u'
        ' </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    for level, number, title, anchor in entries:
        yield _entry(writer, start, level, number, title, anchor)
        start = ""
    yield '<w:p><w:pPr><w:pStyle w:val="SectionEnd"/></w:pPr><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


def _facts(content):
    coverage = content.coverage
    yield _("Review held"), date_word(content.review_date)
    if content.session:
        yield _("Session of the Working Group"), str(content.session)
    yield _("Outcome adopted"), date_word(content.adoption_date)
    yield _("Mid-term report due"), date_word(content.midterm_date)
    yield _("Call for input"), Span(content.call_title, direction="auto")
    yield _("Open for input until"), date_word(content.call_deadline)
    yield (
        _("Local governments"),
        ngettext("%(reported)s of %(total)s reported", "%(reported)s of %(total)s reported", coverage.governments_total)
        % {"reported": number_word(coverage.governments_reported), "total": number_word(coverage.governments_total)},
    )
    if content.document_symbols:
        yield _("Documents of the review"), listed(Span(symbol, direction="ltr") for symbol in content.document_symbols)
    yield _("Edition"), number_word(content.edition)
    yield _("Compiled on"), date_word(content.compiled_on)
    yield _("Compiled by"), Span(content.compiled_by, direction="auto")


def _entries(content, chapters):
    for number, chapter in enumerate(chapters, 1):
        yield 1, f"{_roman(number)}.", chapter.title, chapter.anchor
        titled = [section for section in chapter.sections if section.title]
        for order, section in enumerate(titled, 1):
            yield 2, f"{_letters(order)}.", section.title, section.anchor
    yield 1, "", annex_a_title(), ANNEX_A
    yield 1, "", annex_b_title(), ANNEX_B
    for number, contribution in enumerate(content.contributions, 1):
        yield 2, "", contribution.government, contribution_anchor(number)


def _entry(writer, start, level, number, title, anchor):
    # Page numbers are not known before the office program has laid out the pages; it adds them on updating.
    label = f"{writer.run(number, direction='ltr')}<w:r><w:tab/></w:r>" if number else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>{start}<w:hyperlink w:anchor="{anchor}" w:history="1">'
        f"{label}{writer.run(title, direction='auto')}"
        "</w:hyperlink></w:p>"
    )


def _roman(number):
    for value, letters in _ROMAN:
        if number >= value:
            return letters + _roman(number - value)
    return ""


def _letters(number):
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
