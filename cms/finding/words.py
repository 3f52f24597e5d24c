"""Words and their stems, as the index holds them and as people type them.

Two forms of each word are kept: the word itself, folded (lower case, no diacritics), and its stem in the language of
the text, as tracking/search_stems.py works it out.
"""

import re

from tracking.search import LONGEST_WORD
from tracking.search_stems import IS_CJK, WORD, bare, stems, stems_anywhere

MOST_WORDS = 12
LONGEST_QUERY = 200  # characters
QUOTES = '"“”„«»'
QUOTED = re.compile(rf"[{QUOTES}]([^{QUOTES}]+)[{QUOTES}]")


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


def in_a_row(text):
    """The folded words of a text, a blank before and after each: phrases are looked up in it."""
    return f" {' '.join(word for word, *_rest in words(text) if word)} "


class Query:
    """What somebody typed: its words, each with its stems in all languages; the last one may be a beginning.

    Words between quotation marks have to stand side by side.
    """

    def __init__(self, text):
        self.text = text.replace("\0", "").strip()[:LONGEST_QUERY]
        found = {word: lower for word, lower, _start, _end in words(self.text) if word}
        self.words = list(found)[:MOST_WORDS]
        self.stems = {word: stems_anywhere(found[word]) for word in self.words}
        quoted = (in_a_row(piece) for piece in QUOTED.findall(self.text))
        self.phrases = [piece for piece in quoted if len(piece.split()) > 1]

    def holds_phrases(self, *texts):
        """Whether each phrase stands in one of the texts."""
        rows = [in_a_row(text) for text in texts]
        return all(any(phrase in row for row in rows) for phrase in self.phrases)

    @property
    def without_phrases(self):
        """The same words, wherever they stand."""
        return " ".join(re.sub(f"[{QUOTES}]", " ", self.text).split())

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
