"""Text as it came from people: what XML may hold, in which direction it runs, how many words it has."""

import re
import unicodedata

RTL_LANGUAGES = ("ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi")
LANGUAGE_TAGS = {
    "ar": "ar-SA",
    "en": "en-GB",
    "es": "es-ES",
    "fr": "fr-FR",
    "ru": "ru-RU",
    "zh": "zh-CN",
    "zh-hans": "zh-CN",
    "zh-hant": "zh-TW",
}

# Everything outside XML 1.0's Char production: most control characters, lone surrogates, two non-characters.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OVERRIDES = re.compile("[\u202d\u202e]")
_LINE_ENDS = re.compile("\r\n?|\v|\f|\x85|\u2028|\u2029")
# Chinese and Japanese do not part words: word counters take each of their signs as one.
_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff]|[^\\s\u3040-\u30ff\u3400-\u9fff]*\\w[^\\s\u3040-\u30ff\u3400-\u9fff]*")
_DIRECTIONS = {"L": False, "R": True, "AL": True}


def clean(text):
    """The text without what XML cannot hold; every kind of line end becomes a newline."""
    if text.isprintable():  # most texts; what has to go is never printable
        return text
    return _ILLEGAL.sub("", _LINE_ENDS.sub("\n", text))


def without_turns(text):
    """The text without the invisible signs that turn the direction of writing (U+202A-202E, U+2066-2069).

    Letters of every script and the marks U+200E and U+200F stay: titles in Arabic or Hebrew do not need the others.
    """
    return text if text.isprintable() else _TURNS.sub("", text)


def without_overrides(text):
    """The text without the two invisible signs that write letters against their own direction (U+202D and U+202E).

    No language needs them; with them a text reads otherwise than it is stored, searched and checked.
    """
    return text if text.isprintable() else _OVERRIDES.sub("", text)


def is_rtl_language(language):
    """Whether the language (a code such as "ar" or "ar-sy") is written from right to left."""
    return language.lower().split("-")[0] in RTL_LANGUAGES


def is_rtl_text(text, default=False):
    """Whether the first letter with a direction runs right to left; `default` where no letter has one."""
    if text[:1].isascii() and text[:1].isalpha():
        return False
    return next((_DIRECTIONS[kind] for kind in map(unicodedata.bidirectional, text) if kind in _DIRECTIONS), default)


def language_tag(language):
    """The tag that office programs know for a language code: "en" is "en-GB"."""
    return LANGUAGE_TAGS.get(language.lower(), language)


def count_words(text):
    """The number of words, as word processors count them; punctuation that stands alone is none."""
    return len(_WORD.findall(text))


def natural_key(text):
    """A sort key that reads numbers as numbers: 101.9 comes before 101.17."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.findall(r"[0-9]+|[^0-9]+", text)]
