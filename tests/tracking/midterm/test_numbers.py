"""Figures in texts."""

import pytest

from tracking.midterm.numbers import changed, figures


@pytest.mark.parametrize(
    "text, plain",
    [
        ("1,200 beds, 1.200 beds and 1 200 beds", ["1200"]),
        ("12.50 % of 1,234,567.5", ["12.5", "1234567.5"]),
        ("3,5 hours", ["3.5"]),
        ("Since 2019, COVID-19 hit house A3 and line 4b.", ["4"]),
        ("٤٠ سرير", ["40"]),
        ("40 beds, 40 more", ["40"]),
        ("007 and 0.50", ["7", "0.5"]),
        ("9" * 5000, ["9" * 5000]),
        ("", []),
    ],
)
def test_figures_are_found_whichever_way_they_are_written(text, plain):
    assert list(figures(text)) == plain


@pytest.mark.parametrize(
    "before, after, expected",
    [
        ("40 beds in 2024", "52 beds in 2025", (["40"], ["52"])),
        ("1,200 people", "1200 people", ([], [])),
        ("40 beds", "40 beds and 3 buses", ([], [])),
        ("40 beds and 3 buses", "40 beds", ([], [])),
        ("no figure", "52 beds", ([], [])),
    ],
)
def test_changed_tells_which_figure_stands_for_which(before, after, expected):
    assert changed(before, after) == expected
