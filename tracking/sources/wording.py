"""Text as it should be stored: the invisible leftovers of word processors and web pages taken out."""

import html
import re
import unicodedata

_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_CONTROLS = [code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"]
_REPLACED = {
    **dict.fromkeys(map(ord, _BLANKS), " "),
    **dict.fromkeys(_CONTROLS, None),
    **dict.fromkeys((0x2010, 0x2011), "-"),
    **dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF), None),
}
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")
_LOOSE_POSSESSIVE = re.compile(r"(?<=\w) ?([’']) ?s\b")


def tidy(text):
    """One line of clean text: single blanks, plain hyphens, HTML entities as characters, NFC."""
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", text).translate(_REPLACED)
    text = " ".join(text.split())
    return _LOOSE_POSSESSIVE.sub(r"\1s", text) if "’" in text or "'" in text else text


def fold(text):
    """The text as it is compared: tidy and without regard to case."""
    return tidy(text).casefold()


def distinct(labels):
    """The labels in their order, each once whatever its case; the first spelling stays."""
    first_spellings = {}
    for label in labels:
        first_spellings.setdefault(fold(label), label)
    return tuple(first_spellings.values())
