"""The mid-term report as a Word file, written as a stream: nothing is held but the content itself."""

from functools import partial

from ..documents.docx import LANDSCAPE, LANDSCAPE_WIDTH, PORTRAIT, TEXT_WIDTH, block, section, section_end
from ..documents.docx_package import link_ids, write
from ..documents.docx_xml import Writer
from ..documents.text import is_rtl_language
from .chapters import body
from .content import checksum
from .docx_annexes import annex_a, annex_b
from .docx_cover import contents, cover
from .docx_package import footer, header, properties
from .index import Index


def render(content, out, fingerprint=""):
    """Write the ReportContent to `out`, a binary file, as DOCX; words are in the language active now.

    The same content in the same language gives the same bytes. `fingerprint` is the content's checksum where it is
    known already: it takes a while on a long report.
    """
    writer = Writer(is_rtl_language(content.language), link_ids(practice.url for practice in content.practices))
    fingerprint = fingerprint or checksum(content)
    write(
        out,
        properties(content, fingerprint),
        writer,
        header=header(content),
        footer=footer(content, fingerprint),
        body=_document(content, fingerprint, writer),
    )


def _document(content, fingerprint, writer):
    index = Index(content)
    yield from cover(content, fingerprint, writer)
    yield from contents(content, body(content), writer)
    yield from _chapters(content, writer)
    yield section_end(section(writer, PORTRAIT, has_cover=True))
    yield from annex_a(content, index, writer, LANDSCAPE_WIDTH)
    yield section_end(section(writer, LANDSCAPE))
    yield from annex_b(content, index, writer, TEXT_WIDTH)
    yield section(writer, PORTRAIT)


def _chapters(content, writer):
    for number, chapter in enumerate(body(content)):
        # The first chapter begins on a page of its own, after the contents.
        yield writer.paragraph("Heading1", chapter.title, chapter.anchor, starts_page=not number)
        for part in chapter.sections:
            if part.title:
                yield writer.paragraph("Heading2", part.title, part.anchor)
            yield from map(partial(block, writer), part.blocks)
