"""Stages as sentences."""

import pytest

from tracking.models import ReminderRule
from tracking.models.reminder_rule import STAGED
from tracking.reminders.rule_words import COUNTED_FROM, sentence, stage_words

A, C = "alternate", "coordinator"


def said(kind, stages):
    rules = [ReminderRule(kind=kind, days_before=days, reach=reach) for days, reach in stages.items()]
    return sentence(kind, rules)


@pytest.mark.parametrize(
    "kind, stages, words",
    [
        (
            "call-deadline",
            {**dict.fromkeys((180, 90, 30, 14, 7, 1, 0, -7), "own"), -30: C},
            "180, 90, 30, 14, 7 and 1 days before the last day for input, on the day, then 7 and 30 days after, "
            "the last also to the alternate and the coordinator",
        ),
        (
            "call-deadline",
            {1: "own", -7: A, -30: C},
            "1 day before the last day for input, then 7 and 30 days after, the last 2 also to the alternate, "
            "the last also to the coordinator",
        ),
        ("term-end", {90: A, 30: A}, "90 and 30 days before the term ends, all also to the alternate"),
        ("returned", {0: "own", -1: "own"}, "on the day, then 1 day after"),
        ("approval", {-3: "own"}, "3 days after"),
        ("post-vacant", {0: C}, "on the day, all also to the alternate and the coordinator"),
        ("step-due", {14: C, 7: "own"}, "14 and 7 days before the due date, 14 days before also the alternate "
         "and the coordinator"),
        ("step-due", {}, "switched off: nobody hears of it"),
    ],
)  # fmt: skip
def test_stages_as_a_sentence(kind, stages, words):
    assert said(kind, stages) == words


def test_rows_not_in_use_are_not_told():
    assert sentence("step-due", [ReminderRule(kind="step-due", days_before=3, is_active=False)]).startswith("switched")


def test_every_kind_with_stages_says_from_what_they_count():
    assert set(COUNTED_FROM) == set(STAGED)


@pytest.mark.parametrize("days, words", [(1, "1 day before"), (0, "on the day"), (-7, "7 days after")])
def test_one_stage(days, words):
    assert stage_words(days) == words
