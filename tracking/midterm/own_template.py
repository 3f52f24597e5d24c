"""A report in the State's own Word template: its cover, its styles, and our text where it left a placeholder."""

import io
import re
import zipfile

from django.utils.translation import gettext as _

from ..documents.docx import LANDSCAPE, LANDSCAPE_WIDTH, TEXT_WIDTH
from ..documents.docx_merge import fitted
from ..documents.docx_package import entry, link_ids
from ..documents.docx_xml import Writer
from ..documents.text import is_rtl_language
from .content import checksum
from .docx import parts
from .docx_package import properties
from .own_template_check import findings_of
from .own_template_starter import starter
from .own_template_words import facts_of, list_of_placeholders

__all__ = ["Unusable", "check", "list_of_placeholders", "render", "starter"]

_PART = re.compile(rb"<\?upr-part (\w+)\s*\?>")
_FIRST_BOOKMARK = 1_000_000  # beyond those that a template has


class Unusable(ValueError):
    """The template cannot be used; the message says why, in sentences."""


def check(template):
    """What is wrong with a template, given as bytes: sentences for the person who made it, none when it is sound."""
    return findings_of(template)


def render(template, content, out, fingerprint=""):
    """Write the ReportContent to `out`, a binary file, in the template (bytes of a .docx).

    Words are in the language active now; the same template and content give the same bytes. Parts of the report
    are written as a stream, so a long one takes little more memory here than in our own layout. Raises Unusable.
    """
    from . import own_template_engine as engine  # noqa: PLC0415 - its libraries are slow, and few States need them

    if findings := check(template):
        raise Unusable(" ".join(findings))
    fingerprint = fingerprint or checksum(content)
    about = properties(content, fingerprint)
    document = engine.opened(template)
    widths = engine.set_marks(document)
    try:
        engine.fill_facts(document, facts_of(content, fingerprint))
    except engine.Refused as error:
        raise Unusable(_("Only plain placeholders are carried out: %(what)s.") % {"what": error}) from error
    file = document.docx
    engine.set_properties(file.core_properties, about)
    renamed = engine.merge_looks(file, content.language)
    ids = {address: engine.relation(file, address) for address in link_ids(p.url for p in content.practices)}
    writer = Writer(is_rtl_language(content.language), ids, _FIRST_BOOKMARK)
    packed = io.BytesIO()
    file.save(packed)
    found = {part.key: part for part in parts(content, fingerprint, writer)}
    _write(packed, out, about.day, lambda name: _xml_of(name, found, renamed, widths.get(name, TEXT_WIDTH)))


def _xml_of(name, found, renamed, width):
    """The XML of a part in pieces, its tables as wide as the text where it stands."""
    chapters = [key for key in found if key not in ("cover", "contents") and not key.startswith("annex_")]
    for key in chapters if name == "body" else [name]:
        if key not in found:  # a chapter that this report does not have
            continue
        native = LANDSCAPE_WIDTH if found[key].page == LANDSCAPE else TEXT_WIDTH
        for number, piece in enumerate(found[key].xml):
            if not number:  # where a part begins is the template's matter
                piece = piece.replace("<w:pageBreakBefore/>", "", 1)
            yield fitted(piece, renamed, width / native)


def _write(packed, out, day, xml_of):
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(out, "w") as package:
        for name in source.namelist():
            with package.open(entry(name, day), "w") as stream:
                if not name.startswith("word/document"):
                    stream.write(source.read(name))
                    continue
                for number, words in enumerate(_PART.split(source.read(name))):  # text and names of parts in turn
                    for piece in xml_of(words.decode()) if number % 2 else ():
                        stream.write(piece.encode("utf-8"))
                    stream.write(b"" if number % 2 else words)
