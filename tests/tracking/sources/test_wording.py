import pytest

from tracking.sources.wording import distinct, fold, tidy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  two  blanks\n and a\tline ", "two blanks and a line"),
        ("no\u00a0break\u202fblank", "no break blank"),
        ("&nbsp;literal&nbsp;entity &amp; sign &rsquo;", "literal entity & sign ’"),
        ("follow\u2011up, co\u00adop\u200beration\ufeff", "follow-up, cooperation"),
        ("the town ’ s park", "the town’s park"),
        ("the town’ s park", "the town’s park"),
        ("the town 's park", "the town's park"),
        ("the towns’ school", "the towns’ school"),
        ("Cote\u0302", "Cotê"),
        ("a\x00b\x07c &#0; &#27;", "abc \ufffd"),
        ("R&D, AT&T; a & b", "R&D, AT&T; a & b"),
        ("", ""),
    ],
)
def test_tidy_text(text, expected):
    assert tidy(text) == expected


def test_tidy_twice_changes_nothing():
    once = tidy("a ’ s\u00a0 b&nbsp;c")
    assert tidy(once) == once


def test_fold_ignores_case_and_spacing():
    assert fold("Groups  of PERSONS") == fold("groups of\u00a0persons")


def test_distinct_keeps_order_and_first_spelling():
    assert distinct(["Women", "Children", "women", "Older persons"]) == ("Women", "Children", "Older persons")
