"""Finds the figures in a text, and which of them were others last time. Pure: texts in, texts out."""

import re
import unicodedata

GROUP = r"\d{1,3}(?:[.,’'\u0020\u00a0\u202f]\d{3})+(?!\d)"
# 1,200 and 1.200 and 1 200 are one figure; so is 12.5. What hangs on letters ("COVID-19", "A3") is none.
FIGURE = re.compile(rf"(?<![\w.,/-])(?:{GROUP}|\d+)(?:[.,]\d+)?")
GROUPED = re.compile(GROUP)
YEARS = range(1900, 2101)  # a later year is no other result


def figures(text):
    """{figure as plain digits: as it was written} in a text, in its order; years are left out."""
    found = {}
    for match in FIGURE.finditer(_western(text)):
        written = match.group()
        plain = _plain(written)
        if not (len(plain) == 4 and plain.isdigit() and int(plain) in YEARS):
            found.setdefault(plain, written)
    return found


def changed(before, after):
    """([figures that went], [figures that came]) between two texts; both empty unless one stands for another."""
    old, new = figures(before), figures(after)
    gone = [written for plain, written in old.items() if plain not in new]
    came = [written for plain, written in new.items() if plain not in old]
    return (gone, came) if gone and came else ([], [])


def _western(text):
    """The text with the digits of every script as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _plain(written):
    """1,200.50 as 1200.5: without what groups its digits, and without zeros at its end."""
    grouped = GROUPED.match(written)
    whole = re.sub(r"\D", "", grouped.group()) if grouped else re.split(r"[.,]", written)[0]
    rest = written[grouped.end() :] if grouped else written[len(whole) :]
    decimals = re.sub(r"\D", "", rest).rstrip("0")
    whole = whole.lstrip("0") or "0"  # as text: Python refuses to make a number of thousands of digits
    return f"{whole}.{decimals}" if decimals else whole
