"""The kinds that compare figures: indicators, programmes counted twice, numbers that differ from last time."""

import re
import unicodedata
from collections import defaultdict
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from ...models import Status
from .flag import Flag, Kind
from .kinds import flag, resting

NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
YEARS = range(1990, 2101)
MOST_SHOWN = 6


def amount(value):
    """A measured value as a number; None where it is none."""
    try:
        return Decimal(str(value)) if value not in (None, "") else None
    except InvalidOperation:
        return None


def wrong_way(case):
    """A figure went against its indicator's direction, or a goal is called reached whose target is not."""
    for answer in case.answers:
        for indicator in resting(answer).get("indicators") or ():
            yield from _of_indicator(case, answer, indicator)


def _of_indicator(case, answer, indicator):
    way, value = indicator.get("direction"), amount(indicator.get("value"))
    first = "baseline" if indicator.get("baseline") else "previous"
    before = amount(indicator.get(first))
    target = amount(indicator.get("target"))
    if value is None or way not in ("up", "down"):
        return
    is_worse = before is not None and (value < before if way == "up" else value > before)
    is_short = target is not None and (value < target if way == "up" else value > target)
    if not is_worse and not (is_short and answer.status == Status.IMPLEMENTED):
        return
    title = indicator.get("title", "")
    numbers = {
        "case": way if is_worse else f"target-{way}",
        "title": title,
        "before": dated(before, indicator.get(f"{first}_year")),
        "value": plain(value),
        "target": dated(target, indicator.get("target_year")),
        "year": indicator.get("year") or "–",
        "status": Status(answer.status).label,
    }
    facts = (answer.government, title, way if is_worse else "target", *map(str, (before, value, target)))
    yield flag(Kind.WRONG_WAY, case, [answer], facts=facts, numbers=numbers)


def plain(number):
    """A number without needless zeros; a dash for none."""
    return "–" if number is None else f"{number.normalize():f}"


def dated(number, year):
    """A number with the year that it is of, where that is known."""
    return f"{plain(number)} ({year})" if year else plain(number)


def counted_twice(case):
    """Two governments, or a government and a ministry, report the same programme of the same year."""
    found = defaultdict(dict)  # (name, year) -> {who: (kind, row, name of who, name of the programme)}
    for answer in case.answers:
        for programme in resting(answer).get("programmes") or ():
            name = programme.get("name", "")
            row = ("contribution", answer.contribution, case.names.get(answer.government, ""), name)
            found[programme_key(name, programme.get("year"))].setdefault(("city", answer.government), row)
    for measure in case.measures:
        key = programme_key(measure.programme, measure.programme_year)
        found[key].setdefault(("body", measure.body), ("measure", measure.pk, measure.body, measure.programme))
    for (name, year), who in sorted(found.items()):
        if not name or len(who) < 2:
            continue
        rows = list(who.values())
        numbers = {"programme": rows[0][3], "year": year or "–"}
        facts = (name, year, tuple(sorted(map(str, who))))
        sources = tuple(row[:3] for row in rows)
        names = tuple(row[2] for row in rows)
        yield Flag(Kind.COUNTED_TWICE, case.pk, case.paragraph, facts, sources, numbers, names)


@lru_cache(maxsize=20_000)
def programme_key(name, year):
    """A programme's name and year so that spellings meet: without case, accents, signs and double blanks."""
    letters = unicodedata.normalize("NFKD", str(name or "")).casefold()
    kept = "".join(sign if sign.isalnum() else " " for sign in letters if not unicodedata.combining(sign))
    return " ".join(kept.split()), str(year or "")


def number_changed(case):
    """The figures of headline and detail are not those of last time, and nothing says why.

    Figures that were added or left out say nothing by themselves: a flag needs one that is gone and one that is new.
    """
    for answer in case.answers:
        before = case.before.get(answer.government)
        is_same = before and (before.headline, before.detail) == (answer.headline, answer.detail)
        if before is None or is_same or answer.change_note.strip():
            continue
        earlier, now = figures_in(before), figures_in(answer)
        gone = [shown for number, shown in earlier.items() if number not in now]
        new = [shown for number, shown in now.items() if number not in earlier]
        if gone and new:
            numbers = {"before": "; ".join(gone[:MOST_SHOWN]), "after": "; ".join(new[:MOST_SHOWN])}
            facts = (answer.government, tuple(sorted(gone)), tuple(sorted(new)))
            yield flag(Kind.NUMBER_CHANGED, case, [answer], facts=facts, numbers=numbers)


def figures_in(answer):
    """{number: as it is written} of the headline and the detail, without what looks like a year."""
    found = {}
    for written in set(NUMBER.findall(f"{answer.headline} {answer.detail}")):
        if not written.isdecimal():
            digits = "".join(sign for sign in written if sign.isdecimal())
        elif len(written) == 4 and int(written) in YEARS:
            continue
        else:
            digits = written
        if digits not in found or written < found[digits]:  # whatever the order of a set
            found[digits] = written.strip()
    return dict(sorted(found.items(), key=lambda pair: (len(pair[0]), pair[0])))
