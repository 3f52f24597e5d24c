"""Words and their stems, as the index holds them and as people type them.

Two forms of each word are kept: the word itself, folded (lower case, no diacritics), and its stem in the language of
the text, marked with that language: "es=viviend". A stem is worked out of the word with its diacritics and of the
word without them, so that who types "egalite" finds "égalité".
"""

import functools
import re

import snowballstemmer

from tracking.search import CJK, IS_CJK, LONGEST_WORD, folded

STEMMERS = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
MOST_WORDS = 12
LONGEST_QUERY = 200  # characters
CACHED = 50_000
# Two endings of Arabic words that people write in either way.
ARABIC = str.maketrans("\u0629\u0649", "\u0647\u064a")
# Signs that stand on the letters of a word (accents typed apart, Arabic and Hebrew vowels) belong to it.
MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670"
WORD = re.compile(rf"\d+(?:\.\d+)+|[{CJK}]+|[^\W_{CJK}](?:[^\W_{CJK}]|[{MARKS}])*")


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


def words(text):
    """Every word of a text as (folded, in lower case, start, end); numbers such as 120.7 are one word.

    Chinese and Japanese come in overlapping pairs of characters.
    """
    for match in WORD.finditer(text):
        word = match[0][:LONGEST_WORD]
        if IS_CJK.match(word):
            for place in range(max(1, len(word) - 1)):
                pair = word[place : place + 2]
                yield pair, pair, match.start() + place, match.start() + place + len(pair)
        else:
            yield bare(word), word.lower(), match.start(), match.end()


def forms(text, language):
    """([folded words], [their stems]) of a text, in the order of the text."""
    plain, roots = [], []
    for word, lower, _start, _end in words(text):
        if word:
            plain.append(word)
        roots += sorted(stems(lower, language))
    return plain, roots


class Query:
    """What somebody typed: its words, each with its stems in all languages; the last one may be a beginning."""

    def __init__(self, text, languages):
        self.text = text.replace("\0", "").strip()[:LONGEST_QUERY]
        found = {word: lower for word, lower, _start, _end in words(self.text) if word}
        self.words = list(found)[:MOST_WORDS]
        self.stems = {
            word: frozenset().union(*(stems(found[word], language) for language in languages)) for word in self.words
        }

    def __bool__(self):
        return bool(self.words)

    def is_begun(self, word):
        """Whether longer words count too: so for the last word; one letter would match half the language."""
        return word == self.words[-1] and (len(word) > 1 or bool(IS_CJK.match(word)))

    def hits(self, word, lower, language):
        """Whether a word of a text in `language` is one that was asked for."""
        roots = stems(lower, language)
        return any(
            word == asked or (self.is_begun(asked) and word.startswith(asked)) or roots & self.stems[asked]
            for asked in self.words
        )
