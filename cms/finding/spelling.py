"""The word that somebody may have meant, of those that the index holds."""

import difflib

from django.core.cache import cache

from . import tables

SHORTEST = 4  # letters of a word that is looked at
CLOSE = 0.78  # of 1: how much two words must have in common
LONGER = 2  # letters that the other word may have more or less
KEPT = 10 * 60  # seconds for which the words of the index are kept


def suggested(query):
    """What was typed with each unknown word replaced by the most similar one of the index; "" without any."""
    meant = {word: similar(word) for word in query.words if len(word) >= SHORTEST and word.isalpha()}
    if not any(other and other != word for word, other in meant.items()):
        return ""
    return " ".join(meant.get(word) or word for word in query.words)


def similar(word):
    """The word itself where the index holds it; else the one most like it, the more frequent first; "" without any."""
    known = words_with(word[0])
    if word in known:
        return word
    near = [other for other in known if abs(len(other) - len(word)) <= LONGER]
    found = difflib.get_close_matches(word, near, n=3, cutoff=CLOSE)
    if not found:
        return ""
    best = difflib.SequenceMatcher(None, word, found[0]).ratio()
    alike = [other for other in found if difflib.SequenceMatcher(None, word, other).ratio() == best]
    return max(alike, key=known.get)


def words_with(letter):
    """{word that begins with the letter: in how many entries it stands}."""
    key = f"cms.finding.words.{ord(letter)}"
    return cache.get_or_set(key, lambda: tables.vocabulary(letter), KEPT)
