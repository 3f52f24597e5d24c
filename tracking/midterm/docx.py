"""The mid-term report as a Word file, written as a stream: nothing is held but the content itself."""

from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from ..documents.docx import LANDSCAPE, LANDSCAPE_WIDTH, PORTRAIT, TEXT_WIDTH, block, section, section_end
from ..documents.docx_package import link_ids, write
from ..documents.docx_xml import Writer
from ..documents.text import is_rtl_language
from .chapters import body
from .content import checksum
from .docx_annexes import annex_a, annex_b
from .docx_contributors import contributors
from .docx_cover import contents, cover
from .docx_lists import annex_c, annex_d, annex_e
from .docx_package import footer, header, properties
from .index import Index


class Part(NamedTuple):
    """A part of the report: its key, the size of its pages, and its XML in pieces, to be read once."""

    key: str
    page: tuple[int, int]
    xml: Iterable[str]


def render(content, out, fingerprint="", has_answers=True):
    """Write the ReportContent to `out`, a binary file, as DOCX; words are in the language active now.

    The same content in the same language gives the same bytes. `fingerprint` is the content's checksum where it is
    known already: it takes a while on a long report. Without `has_answers` Annex B names who contributed, and holds
    no answers.
    """
    writer = Writer(is_rtl_language(content.language), link_ids(practice.url for practice in content.practices))
    fingerprint = fingerprint or checksum(content)
    write(
        out,
        properties(content, fingerprint),
        writer,
        header=header(content),
        footer=footer(content, fingerprint),
        body=_document(content, fingerprint, writer, has_answers),
    )


def parts(content, fingerprint, writer, has_answers=True):
    """Yield the Parts of the report in their order: what every other form of it is made of.

    Keys are "cover", "contents", the keys of the chapters, and "annex_a" and so on. The XML of a part that is
    not read is never made.
    """
    index = Index(content)
    yield Part("cover", PORTRAIT, cover(content, fingerprint, writer))
    yield Part("contents", PORTRAIT, contents(content, body(content), writer))
    for number, chapter in enumerate(body(content)):
        # The first chapter begins on a page of its own, after the contents.
        yield Part(chapter.key, PORTRAIT, _chapter(chapter, writer, starts_page=not number))
    yield Part("annex_a", LANDSCAPE, annex_a(content, index, writer, LANDSCAPE_WIDTH))
    whole = annex_b(content, index, writer, TEXT_WIDTH)
    yield Part("annex_b", PORTRAIT, whole if has_answers else contributors(content, writer))
    yield Part("annex_c", LANDSCAPE, annex_c(content, index, writer, LANDSCAPE_WIDTH))
    yield Part("annex_d", PORTRAIT, annex_d(content, index, writer, TEXT_WIDTH))
    yield Part("annex_e", PORTRAIT, annex_e(content, index, writer, TEXT_WIDTH))


def _document(content, fingerprint, writer, has_answers):
    page, has_cover = PORTRAIT, True
    for part in parts(content, fingerprint, writer, has_answers):
        if part.page != page:
            yield section_end(section(writer, page, has_cover))
            page, has_cover = part.page, False
        yield from part.xml
    yield section(writer, page, has_cover)


def _chapter(chapter, writer, starts_page):
    yield writer.paragraph("Heading1", chapter.title, chapter.anchor, starts_page=starts_page)
    for part in chapter.sections:
        if part.title:
            yield writer.paragraph("Heading2", part.title, part.anchor)
        yield from map(partial(block, writer), part.blocks)
