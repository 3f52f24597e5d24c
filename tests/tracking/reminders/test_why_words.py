"""Why somebody hears nothing, in words."""

import pytest

from tracking.reminders.matter import DueItem, WhyNot
from tracking.reminders.why_words import LABELS, why_not


@pytest.mark.parametrize(
    "reason, detail, words",
    [
        ("", "", ""),
        (WhyNot.DONE, "", "nothing is missing"),
        (WhyNot.PAUSED, "2026-03-20", "the person set it aside until 20 March 2026"),
        (WhyNot.PAUSED, "", "the person set it aside"),
        (WhyNot.SKIPPED, "By phone.", "skipped: By phone."),
        (WhyNot.TOLD, "", "told already"),
    ],
)
def test_reasons(reason, detail, words):
    assert why_not(DueItem(None, None, None, why_not=reason, detail=detail)) == words


def test_every_reason_has_words():
    assert set(LABELS) == set(WhyNot)
