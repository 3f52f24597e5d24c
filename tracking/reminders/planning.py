"""From matters to lines: which stage has come for whom, what comes next, and why somebody hears nothing."""

import dataclasses
import datetime

from ..models.reminder_rule import BINDING
from .matter import DueItem, WhyNot
from .rules import stage
from .working_days import sending_day


def due_at(situation, now):
    """The lines that are due at the moment `now`, which is the situation's, and not written yet."""
    return [item for item in come(situation) if not item.why_not]


def come(situation):
    """The latest stage that has come of everything that is missing, for each person, with what keeps it back."""
    return [
        _with_hindrance(situation, item, situation.local_date(item.recipient))
        for matter in situation.matters
        if not matter.is_done
        for item in _stage_items(situation, matter)
    ]


def _stage_items(situation, matter):
    """The latest stage that has come, for each person whom it reaches; each on their own date."""
    rules, working_days = _rules(situation, matter), situation.working_days(matter)
    tomorrow = situation.today + datetime.timedelta(days=1)  # no place on earth is further ahead
    if stage(rules, matter.date, tomorrow, working_days) is None:
        return
    latest = {}
    for reach in dict.fromkeys(rule.reach for rule in rules):
        for person in situation.people.hearing(matter, reach):
            day = situation.local_date(person)
            if day not in latest:
                latest[day] = stage(rules, matter.date, day, working_days)
            if latest[day] and latest[day].reach == reach:
                yield DueItem(latest[day], person, matter)


def ahead(situation, first, last):
    """The lines planned from the day `first` to the day `last`, each with the reason where it will not go out.

    Sorted by day. What is planned is planned as things stand: who does what is asked for until then hears nothing.
    """
    found = []
    for matter in situation.matters:
        working_days = situation.working_days(matter)
        rules = _rules(situation, matter)
        days = {rule: sending_day(matter.date, rule.days_before, working_days) for rule in rules}
        for rule, day in days.items():
            if first <= day <= last:
                later = [days[other] for other in rules if other.days_before < rule.days_before]
                is_overtaken = any(other <= max(day, situation.today) for other in later)
                found += [
                    _planned(situation, DueItem(rule, person, matter, sends_on=day), is_overtaken)
                    for person in situation.people.hearing(matter, rule.reach)
                ]
    return sorted(found, key=lambda item: (item.sends_on, item.recipient.pk, item.due_date))


def _planned(situation, item, is_overtaken):
    """With the reason that keeps it back; a stage that was told stays told, also once a later one has come."""
    found = _with_hindrance(situation, item, item.sends_on)
    if found.why_not not in (WhyNot.TOLD, WhyNot.SKIPPED):
        if item.matter.is_done:
            return dataclasses.replace(item, why_not=WhyNot.DONE)
        if is_overtaken:
            return dataclasses.replace(item, why_not=WhyNot.OVERTAKEN)
    return found


def _with_hindrance(situation, item, day):
    found = hindrance(situation, item, day)
    return dataclasses.replace(item, why_not=found[0], detail=found[1]) if found else item


def hindrance(situation, item, day):
    """(why, detail) that keeps a line from going out on a day; None where nothing does."""
    kind, days_before, *of = item.stage_key
    if item.stage_key in situation.skipped:
        return WhyNot.SKIPPED, situation.skipped[item.stage_key]
    if item.stage_key in situation.written:
        return WhyNot.TOLD, ""
    if situation.latest.get((kind, *of), days_before) < days_before:
        return WhyNot.OVERTAKEN, ""
    if item.rule.kind in BINDING:
        return None
    if not item.recipient.wants_digest:
        return WhyNot.SWITCHED_OFF, ""
    pause = situation.pauses.get((item.recipient.pk, item.rule.kind, item.object_id))
    if pause and (pause.until is None or pause.until > day):
        return WhyNot.PAUSED, pause.until.isoformat() if pause.until else ""
    return None


def _rules(situation, matter):
    return situation.rules.of(matter.kind, matter.state_id, matter.call_id)


def next_days(now, days):
    """(first, last) day of a look ahead."""
    first = now.date()
    return first, first + datetime.timedelta(days=days)
