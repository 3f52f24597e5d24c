"""The piece of a text in which the words stand that somebody looked for, with these words marked."""

import bisect

from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from .words import words

AROUND = 110  # characters before the first word that was found
LONGEST = 280  # characters of a snippet
END_OF_PROSE = "\u241e"  # what follows it helps to find a thing and is no text to read: places, numbers, themes
BETWEEN = " \u241f "  # stands between these
MOST_BESIDE = 3  # of them are shown, where the words stand nowhere else
LOOKED_AT = 12_000  # characters of a text in which the first word is looked for


def marked(text, query, language):
    """The text as safe HTML with the words that were asked for in <mark>."""
    return _with_marks(text, hits(text, query, language), 0, len(text))


def snippet(text, query, language):
    """The piece of the text around the words that were asked for, as safe HTML; else its beginning."""
    text = text.partition(END_OF_PROSE)[0].strip()[:LOOKED_AT]
    found = hits(text, query, language)
    start, end = window(text, found)
    piece = _with_marks(text, found, start, end)
    return format_html("{}{}{}", "… " if start else "", piece, " …" if end < len(text) else "")


def beside(title, text, query, language):
    """Those of the short words beside a text that hold most of what was asked for, as safe HTML.

    None where the text holds it, or the title says the same.
    """
    prose, _end, rest = text.partition(END_OF_PROSE)
    if not rest or hits(prose[:LOOKED_AT], query, language):
        return []
    worth, told = {}, title
    for part in dict.fromkeys(part.strip() for part in rest.split(BETWEEN.strip())):
        if part not in told and (found := hits(part, query, language)):
            worth[part] = len({part[start:end] for start, end in found})
            told += f"\n{part}"
    most = max(worth.values(), default=0)
    shown = [part for part, count in worth.items() if count == most]
    return [marked(part, query, language) for part in shown[:MOST_BESIDE]]


def hits(text, query, language):
    """[(start, end)] of the words in the text that were asked for."""
    return [(start, end) for word, lower, start, end in words(text) if query.hits(word, lower, language)]


def window(text, found):
    """Where the snippet begins and ends, between words: the piece of text that holds the most words found."""
    if not found:
        return 0, _word_end(text, LONGEST)
    starts = [start for start, _end in found]

    def worth(place):
        reached = bisect.bisect(starts, starts[place] + LONGEST - AROUND)
        return reached - place, -place

    best = starts[max(range(len(starts)), key=worth)]
    begin = max(0, best - AROUND)
    if begin:
        space = text.find(" ", begin, best)
        begin = best if space < 0 else space + 1
    return begin, _word_end(text, begin + LONGEST)


def _word_end(text, place):
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", 0, place)
    return space if space > place - AROUND else place


def _with_marks(text, found, start, end):
    pieces, place = [], start
    for first, last in found:
        if first >= place and last <= end:
            pieces += [escape(text[place:first]), "<mark>", escape(text[first:last]), "</mark>"]
            place = last
    return mark_safe("".join([*pieces, escape(text[place:end])]))  # every piece of the text is escaped
