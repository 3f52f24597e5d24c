"""Words and stems as the index holds them, and the piece of text that a hit shows."""

import pytest

from cms.finding.snippets import snippet
from cms.finding.words import Query, forms, stems


@pytest.mark.parametrize(
    "language, one, other",
    [
        ("en", "eviction", "evictions"),
        ("es", "educación", "educaciones"),
        ("fr", "égalité", "égalités"),
        ("ar", "المدرسة", "مدرسة"),
        ("ru", "город", "города"),
    ],
)
def test_forms_of_a_word_share_a_stem_of_their_language(language, one, other):
    assert stems(one, language) & stems(other, language)
    assert all(stem.startswith(f"{language}=") for stem in stems(one, language))


def test_language_without_stemmer_has_words_only():
    assert stems("homes", "zh-hans") == frozenset()
    assert forms("住房问题 homes", "zh-hans") == (["住房", "房问", "问题", "homes"], [])


def test_words_hold_nothing_that_a_query_language_would_read():
    plain, roots = forms('½ ﷺ O\'Neil "x" 120.7 a:b* = -c', "en")
    assert "120.7" in plain
    assert all(sign.isalnum() or sign in ".=" for word in [*plain, *roots] for sign in word)


def test_vowel_signs_do_not_part_words():
    assert forms("مَدْرَسَة", "ar")[0] == ["مدرسه"]


def test_snippet_lies_around_the_words_and_is_escaped():
    text = "Start <b>. " + "Filler words here. " * 40 + "Two mediators & <i>one</i> mediator. " + "More filler. " * 40
    piece = snippet(text, Query("mediator"), "en")
    assert "Two <mark>mediators</mark> &amp; &lt;i&gt;one&lt;/i&gt; <mark>mediator</mark>." in piece
    assert piece.startswith("… ") and piece.endswith(" …")
    assert "Start" not in piece


def test_snippet_without_the_words_is_the_beginning():
    assert snippet("Short text.", Query("other"), "en") == "Short text."
