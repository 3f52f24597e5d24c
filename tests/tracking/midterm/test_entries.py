"""What a report holds, as plain data: which headlines the national paragraph says already."""

import dataclasses

from tests.tracking.midterm import samples
from tracking.midterm import paragraph_texts
from tracking.midterm.entries import Headline, Sentence


def entry(*sentences):
    found = next(row for cluster in samples.usual().clusters for row in cluster.recommendations if row.headlines)
    same = Headline("Borealis", "40 new beds.", "in_progress", 1)
    other = Headline("Altamira", "12 homes.", "in_progress", 1)
    headlines = (Headline("Altamira", "40 new beds.", "in_progress", 1), same, other)
    return dataclasses.replace(found, headlines=headlines, national_text=sentences)


def told(found):
    return [(row.government, row.text) for row in found.further_headlines]


def test_headline_that_the_paragraph_says_is_told_once():
    found = entry(Sentence("40 new  beds.", "Altamira, version 1"))
    assert told(found) == [("Borealis", "40 new beds."), ("Altamira", "12 homes.")]
    words = paragraph_texts.paragraph_words(entry(Sentence("12 homes.", "Altamira, version 1")))
    assert words.count("12 homes.") == 1


def test_other_words_or_another_source_leave_the_headline():
    assert len(told(entry())) == 3
    assert len(told(entry(Sentence("40 beds.", "Altamira, version 1"), Sentence("40 new beds.", "")))) == 3
