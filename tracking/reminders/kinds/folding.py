"""Keeps a mail readable: each matter once, and many lines of one kind as one line with their number and a link."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import ngettext

from ...models import ReminderRule

Kind = ReminderRule.Kind
MOST_LINES = 5  # of one kind: for one government, or for a State's coordinator who hears of many
ONCE_A_MAIL = (Kind.STATUS_STALE, Kind.POST_VACANT)  # each line of the kind counts the same again
SAME_QUESTION = (Kind.CALL_DEADLINE, Kind.BY_HAND, Kind.CALL_OPENED)  # three reasons to say what is missing


def once_each(pairs):
    """[(item, line)] with each matter once, though two of its stages, or two reasons, wait in one mail.

    Of two stages the later one speaks, of two reasons the last day of the call. That this day moved is said with
    what is missing until then, where something is.
    """
    chosen = {}
    for item, line in pairs:
        key = _matter_of(item)
        if key not in chosen or _rank(item) < _rank(chosen[key][0]):
            chosen[key] = (item, line)
    return _moves_joined(chosen)


def _moves_joined(chosen):
    found = dict(chosen)
    for key, (item, line) in chosen.items():
        question = ("call", item.object_id, item.local_government_id)
        if item.rule.kind == Kind.DATE_MOVED and question in found:
            other, missing = found[question]
            found[question] = (other, {**missing, "facts": [*line["facts"], *missing["facts"]]})
            del found[key]
    return list(found.values())


def _matter_of(item):
    kind = item.rule.kind
    if kind in SAME_QUESTION:
        return "call", item.object_id, item.local_government_id
    if kind in ONCE_A_MAIL:
        return kind, item.object_id
    return kind, item.object_id, item.local_government_id, item.due_date


def _rank(item):
    kind = item.rule.kind
    order = SAME_QUESTION.index(kind) if kind in SAME_QUESTION else 0
    return order, item.rule.days_before, -item.due_date.toordinal()


def folded(lines):
    """The lines, with more than MOST_LINES of one kind for one government, or then of one State, as one line each."""
    lines = _folded(lines, lambda line: line["government"] and (line["kind"], line["government"].pk), _of_government)
    return _folded(lines, _of_many_key, _of_many)


def _of_many_key(line):
    return line["government"] and not line["is_own"] and (line["kind"], line["state"].pk, line.get("call_id"))


def _folded(lines, key_of, fold):
    groups = {}
    for line in lines:
        groups.setdefault(key_of(line) or id(line), []).append(line)
    found = []
    for group in groups.values():
        found += [fold(group)] if len(group) > MOST_LINES else group
    return found


def _of_government(group):
    """One line for many steps or indicators of a government."""
    first, pages = group[0], PAGES.get(group[0]["kind"])
    path = first["path"]
    if pages and first["is_own"]:
        path = reverse(f"tracking:{pages[0]}", args=[first["government"].pk]) + pages[1]
    elif not first["is_own"]:
        path = reverse("tracking:people-list", args=[first["government"].pk])
    return _one(group, path)


def _of_many(group):
    """One line for many governments; they stand on the page of the call, or on the list of all governments."""
    of_call = group[0].get("call_id")
    path = reverse("tracking:call-detail", args=[of_call]) if of_call else reverse("tracking:place-list")
    number = len({line["government"].pk for line in group})
    fact = ngettext("%(count)s local government", "%(count)s local governments", number) % {"count": number}
    one = {**_one(group, path), "government": None, "facts": [fact]}
    if group[0]["kind"] not in TITLES and len({line["title"] for line in group}) > 1:
        one["title"] = capfirst(Kind(group[0]["kind"]).label)
    return one


def _one(group, path):
    count = sum(line["count"] for line in group)
    first = min(group, key=lambda line: line["due_date"])
    title = TITLES[first["kind"]](count) if first["kind"] in TITLES else first["title"]
    heard_by = list(dict.fromkeys(name for line in group for name in line["heard_by"]))
    return {**first, "title": title, "facts": [], "path": path, "count": count, "heard_by": heard_by, "note": ""}


def _steps_due(count):
    return ngettext("%(count)s step is due or overdue", "%(count)s steps are due or overdue", count) % {"count": count}


def _steps_stale(count):
    return ngettext("%d step without news for six months", "%d steps without news for six months", count) % count


def _indicators_due(count):
    return ngettext("%d indicator waits for its value", "%d indicators wait for their value", count) % count


TITLES = {Kind.STEP_DUE: _steps_due, Kind.STEP_STALE: _steps_stale, Kind.INDICATOR_DUE: _indicators_due}
PAGES = {
    Kind.STEP_DUE: ("step-list", ""),
    Kind.STEP_STALE: ("workspace", "?attention=quiet"),
    Kind.INDICATOR_DUE: ("indicator-list", "?state=due"),
}
