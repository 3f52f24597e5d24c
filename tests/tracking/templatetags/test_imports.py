"""How a change looks."""

import re

import pytest
from django.template import Context, Template

TEXT = "Continue to build homes that people can afford"


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("pending", "noted", "<del>before: pending</del> → <ins>now: noted</ins>"),
        ("", "Nearland", "nothing → <ins>now: Nearland</ins>"),
        ("Nearland", "", "<del>before: Nearland</del> → nothing"),
        (TEXT, f"{TEXT} now", f"{TEXT} <ins>added: now</ins>"),
        (f"{TEXT} now", TEXT, f"{TEXT} <del>removed: now</del>"),
        (
            TEXT,
            TEXT.replace("people", "families"),
            "Continue to build homes that <del>removed: people</del> <ins>added: families</ins> can afford",
        ),
        (
            TEXT,
            "Ratify the treaty as soon as possible",
            f"<del>before: {TEXT}</del> → <ins>now: Ratify the treaty as soon as possible</ins>",
        ),
        ("a <b>", "a <i>", "<del>before: a &lt;b&gt;</del> → <ins>now: a &lt;i&gt;</ins>"),
        (f"{TEXT} <b>", f"{TEXT} <i>", f"{TEXT} <del>removed: &lt;b&gt;</del> <ins>added: &lt;i&gt;</ins>"),
    ],
)
def test_difference_marks_what_changed(old, new, shown):
    page = Template("{% load imports %}{% difference old new %}").render(Context({"old": old, "new": new}))
    plain = re.sub(r"<svg.*?</svg>", "→", page.strip()).removeprefix('<span class="diff" dir="auto">')
    assert plain.replace('<span class="visually-hidden">', "").replace("</span>", "") == shown
