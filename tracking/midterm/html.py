"""The report as HTML: one file that holds everything, or the parts of it for a page of the site."""

import html
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from ..documents.blocks import Span
from ..documents.docx import LANDSCAPE
from ..documents.docx_html import Markup, without_dead_links
from ..documents.docx_html_inline import MarkupWriter
from ..documents.docx_package import link_ids
from ..documents.text import clean, is_rtl_language
from .content import checksum
from .docx import parts
from .docx_package import footer, header, properties

STYLESHEET = Path(__file__).parents[1] / "static" / "tracking" / "report.css"
_ELEMENTS = {"cover": "header", "contents": "nav"}


class TooLong(ValueError):
    """The chapters alone are longer than the limit; the message is a sentence for the coordinator."""


def render(content, out, fingerprint="", limit=None, has_answers=True):
    """Write the ReportContent to `out`, a binary file, as one HTML page that needs no other file.

    The same content in the same language gives the same bytes; words are in the language active now. `limit` as
    in `fitted`; without one nothing is left out, and nothing is held but the content itself. `has_answers` as in
    docx.render.
    """
    fingerprint = fingerprint or checksum(content)
    out.write(_opening(content, fingerprint).encode("utf-8"))
    whole = pieces(content, fingerprint, has_answers)
    for piece in whole if limit is None else (fitted(content, fingerprint, limit, has_answers),):
        out.write(piece.encode("utf-8"))
    out.write(b"</main>\n</body>\n</html>\n")


def pieces(content, fingerprint, has_answers=True):
    """Yield the HTML of the report without head and styles: safe markup for an element of the class "report"."""
    for _key, part in _parts(content, fingerprint, has_answers):
        yield from part


def fitted(content, fingerprint, limit, has_answers=True):
    """The HTML of `pieces` in at most about `limit` signs: annexes that do not fit are left to the Word file.

    A sentence stands in their place, and nothing leads to what is not there. Raises TooLong where not even the
    chapters fit.
    """
    kept = []
    for key, part in _parts(content, fingerprint, has_answers):
        found, room = [], limit
        for piece in part:
            found.append(piece)
            room -= len(piece)
            if room < 0:
                break
        if room < 0 and not key.startswith("annex_"):
            raise TooLong(_("This report is too long for this form. Open the Word file, and save it from there."))
        if room < 0:
            sentence = _("This annex is too long for this form. It stands whole in the Word file.")
            found = [*found[:2], f"<p>{html.escape(sentence)}</p>\n</section>\n"]  # its opening and its heading
        limit -= sum(map(len, found))
        kept.extend(found)
    return without_dead_links("".join(kept))


def _parts(content, fingerprint, has_answers):
    """Yield (key, HTML in pieces) of every part; the first piece opens its element, the last one closes it."""
    ids = link_ids(practice.url for practice in content.practices)
    writer = MarkupWriter(is_rtl_language(content.language), ids)
    markup = Markup({key: address for address, key in ids.items()})
    before = ""
    for part in parts(content, fingerprint, writer, has_answers):
        look = f"part {part.key}" + (" wide" if part.page == LANDSCAPE else "")
        # The first chapter and every annex begin on a page of their own.
        look += " starts-page" if before == "contents" or part.key.startswith("annex_") else ""
        yield part.key, _element(part, look, markup)
        before = part.key


def _element(part, look, markup):
    name = _ELEMENTS.get(part.key, "section")
    label = f' aria-label="{html.escape(_("Contents"))}"' if name == "nav" else ""
    yield f'<{name} class="{look}"{label}>\n'
    yield from markup.html(part.xml)
    yield f"</{name}>\n"


def _opening(content, fingerprint):
    about = properties(content, fingerprint)
    day = about.day.isoformat()
    language, direction = html.escape(content.language), "rtl" if is_rtl_language(content.language) else "ltr"
    facts = {
        "viewport": "width=device-width, initial-scale=1",
        "author": about.author,
        "description": about.subject,
        "generator": "UPR Local",
        "dcterms.created": day,
        "dcterms.modified": day,
        "dcterms.identifier": about.identifier,
    }
    lines = "".join(f'<meta name="{name}" content="{_attribute(value)}">\n' for name, value in facts.items())
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{_attribute(about.title)}</title>\n{lines}<style>\n"
        f"{styles()}{_margins(content, fingerprint)}</style>\n"
        '</head>\n<body>\n<main class="report">\n'
    )


def _attribute(text):
    return html.escape(clean(text).replace("\n", " "))


@cache
def styles():
    """The style sheet of the report."""
    return STYLESHEET.read_text(encoding="utf-8")


def _margins(content, fingerprint):
    """The rules for what stands above and below every page but the first."""
    fields = {"PAGE": "counter(page)", "NUMPAGES": "counter(pages)"}
    below = " ".join(fields[s.text] if s.anchor == "field" else _quoted(s) for s in footer(content, fingerprint))
    start, end = ("right", "left") if is_rtl_language(content.language) else ("left", "right")
    turn = "direction: rtl; " if start == "right" else ""
    look = f"{turn}color: #595959; font: 8pt Arial, 'Liberation Sans', 'Noto Sans', 'Noto Sans Arabic', sans-serif;"
    return (
        f"@page {{ @top-{start} {{ {look} content: {_quoted(Span(header(content)))}; }}"
        f" @bottom-{end} {{ {look} content: {below}; }} }}\n"
        f"@page :first {{ @top-{start} {{ content: none; }} @bottom-{end} {{ content: none; }} }}\n"
    )


def _quoted(span):
    # Only letters, digits and blanks stand for themselves: nothing that people wrote can end the string or the sheet.
    text = clean(span.text).replace("\n", " ")
    return '"' + "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in text) + '"'
