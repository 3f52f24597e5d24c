"""What a report's body is made of: chapters, sections, headings, paragraphs, tables and the spans inside them."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from .text import count_words
from .words import list_separator

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")

NUMBERED = "numbered"  # part of the running sequence of paragraphs
BULLET = "bullet"
PLAIN = "plain"
LISTING = "listing"  # the recommendation numbers a heading answers


class Span(NamedTuple):
    """A piece of a paragraph.

    `direction` is "" for words in the report's language, "ltr" for symbols, numbers and codes, "auto" for text
    that people wrote in a language of their own. `anchor` is a place in the document, `url` an outside address.
    """

    text: str
    strong: bool = False
    direction: str = ""
    anchor: str = ""
    url: str = ""


class Heading(NamedTuple):
    """A heading below the section's own; level 3 in the body."""

    level: int
    text: str


class Paragraph(NamedTuple):
    """A paragraph: NUMBERED, BULLET, PLAIN or LISTING; `leads` keeps it on the page of what it introduces."""

    kind: str
    spans: tuple[Span, ...]
    leads: bool = False


class Table(NamedTuple):
    """A small table of the body. `widths` are shares of the text's width; `numeric` are the columns of figures.

    A cell is a string, or a Span where it holds text that people wrote or a symbol.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str | Span, ...], ...]
    widths: tuple[int, ...]
    numeric: frozenset[int] = frozenset()


class Section(NamedTuple):
    """A part of a chapter; `title` may be empty. `blocks` is consumed once. `key` counts its words apart."""

    blocks: Iterable[Heading | Paragraph | Table]
    title: str = ""
    anchor: str = ""
    key: str = ""

    def count_words(self):
        """The words of title and blocks; consumes the blocks."""
        return count_words(self.title) + sum(count_words(text) for block in self.blocks for text in _texts(block))


class Chapter(NamedTuple):
    """A chapter of the body."""

    key: str
    title: str
    anchor: str
    sections: tuple[Section, ...]

    @property
    def title_words(self):
        """The words of the chapter's own heading."""
        return count_words(self.title)


def compose(template, **values):
    """The spans of a translated sentence: every %(name)s becomes its value (a string, a Span or several Spans)."""
    spans = []
    for words, name in _pieces(template):
        if words:
            spans.append(words)
        value = values[name] if name else ""
        if isinstance(value, str):
            value = Span(value)
        if isinstance(value, Span):
            value = (value,)
        spans.extend([span for span in value if span.text])
    return tuple(spans)


def listed(spans):
    """The spans with the language's list separator between them."""
    separator = Span(list_separator())
    return tuple(piece for span in spans for piece in (separator, span))[1:]


def numbered(template, leads=False, **values):
    """A numbered paragraph of a translated sentence."""
    return Paragraph(NUMBERED, compose(template, **values), leads)


def bullet(template, **values):
    """A bullet of a translated sentence."""
    return Paragraph(BULLET, compose(template, **values))


@lru_cache(maxsize=1024)
def _pieces(template):
    """The template as (Span of words or None, name of the value that follows or "") pairs."""
    parts = [*_PLACEHOLDER.split(template), ""]
    words = (Span(part.replace("%%", "%")) if part else None for part in parts[::2])
    return tuple(zip(words, parts[1::2], strict=True))


def _texts(block):
    if isinstance(block, Heading):
        return (block.text,)
    if isinstance(block, Paragraph):
        return ("".join(span.text for span in block.spans),)
    cells = [cell.text if isinstance(cell, Span) else cell for row in block.rows for cell in row]
    return (block.caption, *block.header, *cells)
