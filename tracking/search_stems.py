"""Stems of words, so that a search finds their other forms; both indexes of the site work them out in the same way.

A stem is worked out of the word with its diacritics and of the word without them, so that who types "egalite" finds
"égalité". It is marked with its language: "es=viviend".
"""

import functools
import re
import unicodedata

import snowballstemmer

STEMMERS = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
CACHED = 50_000
TATWEEL = "\u0640"  # stretches Arabic words and means nothing
# Two endings of Arabic words that people write in either way.
ARABIC = str.maketrans("\u0629\u0649", "\u0647\u064a")
# Signs that stand on the letters of a word (accents typed apart, Arabic and Hebrew vowels) belong to it.
MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670"
CJK = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"\d+(?:\.\d+)+|[{CJK}]+|[^\W_{CJK}](?:[^\W_{CJK}]|[{MARKS}])*")
IS_CJK = re.compile(rf"[{CJK}]")


def folded(text):
    """The text in lower case and without diacritics, as every index of the site holds words."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text).replace(TATWEEL, "").casefold()
    return "".join(letter for letter in letters if not unicodedata.category(letter).startswith("M"))


@functools.cache
def stemmer(language):
    """The stemmer of a language."""
    return snowballstemmer.stemmer(STEMMERS[language])


@functools.lru_cache(CACHED)
def bare(word):
    """A word as the index holds it: folded, letters and digits and the dots of numbers only."""
    return "".join(sign for sign in folded(word) if sign.isalnum() or sign == ".").translate(ARABIC)


@functools.lru_cache(CACHED)
def stems(word, language):
    """The stems of a word (in lower case, with diacritics) in a language, marked with it; none where none are known."""
    if language not in STEMMERS:
        return frozenset()
    found = {bare(stemmer(language).stemWord(form)) for form in (word, bare(word))}
    return frozenset(f"{language}={stem}" for stem in found if stem)


@functools.lru_cache(CACHED)
def stems_anywhere(word):
    """The stems of a word in all languages that are known: nobody knows in which one somebody types."""
    return frozenset().union(*(stems(word, language) for language in STEMMERS))
