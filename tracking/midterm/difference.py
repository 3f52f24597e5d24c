"""What two editions of a report say differently, from their frozen contents alone: no database, no clock.

It walks whatever the content holds: a text is known by where it stands (its field, and the government, paragraph or
number of what it belongs to), so that editions of different formats can be held against each other.
"""

from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..documents.words import date_word, number_word
from . import words
from .versions import differences

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
# What the name of a thing is, in the order of preference: the first that it has tells it from its neighbours.
NAMES = ("paragraph", "government", "number", "organisation", "part", "code", "body", "title", "name", "place")
CHECKED_APART = {"clusters", "contributions", "coverage", "totals"}
SAID_ON_THE_COVER = {"edition", "compiled_on", "language"}
# What only says whose a text is, or is told in other words: the versions used stand in a list of their own.
SAID_BY_THE_NAME = {*NAMES[:6], "contribution_version"}
LABELS = {
    "text": gettext_lazy("text"),
    "headlines": gettext_lazy("excerpt"),
    "headline": gettext_lazy("headline"),
    "detail": gettext_lazy("detail"),
    "challenge": gettext_lazy("challenge"),
    "challenges": gettext_lazy("challenge"),
    "next_step": gettext_lazy("next step"),
    "next_steps": gettext_lazy("next step"),
    "next-steps": gettext_lazy("next steps"),
    "practices": gettext_lazy("good practices"),
    "position": gettext_lazy("position"),
    "old_position": gettext_lazy("position before"),
    "new_position": gettext_lazy("position now"),
    "status": gettext_lazy("status"),
    "reason": gettext_lazy("reason"),
    "source": gettext_lazy("source"),
    "national_text": gettext_lazy("national paragraph"),
    "sentences": gettext_lazy("national paragraph"),
    "introduction": gettext_lazy("introduction"),
    "chapters": gettext_lazy("chapters"),
    "records": gettext_lazy("consultations, pledges and institutions"),
    "measures": gettext_lazy("national measures"),
    "results": gettext_lazy("results"),
    "context": gettext_lazy("context"),
    "indicators": gettext_lazy("indicator"),
    "value": gettext_lazy("value"),
    "comments": gettext_lazy("comment"),
    "recommending_states": gettext_lazy("recommending States"),
    "themes": gettext_lazy("themes"),
    "targets": gettext_lazy("SDG targets"),
    "title": gettext_lazy("title"),
    "outcome": gettext_lazy("outcome"),
    "progress": gettext_lazy("progress"),
}


@dataclass(frozen=True)
class Line:
    """One text that differs: what it is, whose it is, ADDED, REMOVED or CHANGED, and its pieces word by word."""

    label: str
    whose: str
    kind: str
    pieces: list


@dataclass(frozen=True)
class Part:
    """A recommendation, a cluster or a chapter with its Lines; `kind` tells whether all of it is new or gone."""

    name: str
    kind: str
    lines: list


@dataclass(frozen=True)
class Difference:
    """What differs between two editions."""

    figures: list  # [(label, before, after)]
    contributions: list  # [(government, version before or None, version after or None)]
    recommendations: list  # [Part]
    chapters: list  # [Part]

    @property
    def is_empty(self):
        """Both editions say the same."""
        return not (self.figures or self.contributions or self.recommendations or self.chapters)

    @property
    def counts(self):
        """{ADDED, REMOVED or CHANGED: how many texts of recommendations and chapters}."""
        kinds = [line.kind for part in (*self.recommendations, *self.chapters) for line in part.lines]
        return {kind: kinds.count(kind) for kind in (ADDED, REMOVED, CHANGED)}


def compare(before, after):
    """The Difference between two ReportContents, in the words of the language active now."""
    return Difference(
        figures=[line for line in _figures(before, after) if line[1] != line[2]],
        contributions=list(_versions(before, after)),
        recommendations=list(_parts(_recommendations(before), _recommendations(after))),
        chapters=list(_parts(_chapters(before), _chapters(after))),
    )


def _figures(before, after):
    """[(label, before, after)] of coverage and totals, as words."""
    pairs = [dict(_numbers(content)) for content in (before, after)]
    for label in dict.fromkeys([*pairs[0], *pairs[1]]):
        yield label, pairs[0].get(label, "–"), pairs[1].get(label, "–")


def _numbers(content):
    coverage, totals = content.coverage, content.totals
    total = {"total": number_word(coverage.governments_total), "count": number_word(coverage.governments_reported)}
    yield _("Governments that reported"), _("%(count)s of %(total)s") % total
    share = words.share_word(coverage.population_reported, coverage.population_total)
    yield _("Share of the population covered"), share or _("not known")
    yield _("Recommendations"), number_word(totals.recommendations)
    for row in totals.by_position:
        yield words.position_word(row.position), number_word(row.recommendations)
        answered = {"total": number_word(row.recommendations), "count": number_word(row.answered_recommendations)}
        label = _("%(position)s: with information from governments") % {"position": words.position_word(row.position)}
        yield label, _("%(count)s of %(total)s") % answered
        for status, count in row.statuses:
            yield f"{words.position_word(row.position)}: {words.status_word(status)}", number_word(count)


def _versions(before, after):
    old, new = ({row.government: row.version for row in content.contributions} for content in (before, after))
    for government in sorted({*old, *new}):
        if old.get(government) != new.get(government):
            yield government, old.get(government), new.get(government)


def _recommendations(content):
    """{paragraph: {place: (label, whose, text)}}; one that stands in two clusters is told of once."""
    entries = {entry.paragraph: entry for cluster in content.clusters for entry in cluster.recommendations}
    coded = {"paragraph", "text_language", "governments_answering"}
    return {paragraph: {**_texts(entry, coded), **_decoded(entry)} for paragraph, entry in entries.items()}


def _decoded(entry):
    """What stands in codes and numbers, as words."""
    return {
        ("status_distribution",): (_label("status"), "", words.distribution_words(entry)),
    }


def _chapters(content):
    """{chapter: {place: (label, whose, text)}}: clusters without their recommendations, and all else."""
    found = {}
    for cluster in content.clusters:
        found[cluster.label] = _texts(cluster, {"recommendations", "code", "label"})
    for field in fields(content):
        if field.name in CHECKED_APART | SAID_ON_THE_COVER:
            continue
        value = getattr(content, field.name)
        has_own = isinstance(value, tuple) or is_dataclass(value)
        name = _label(field.name).capitalize() if has_own else _("Cover")
        found.setdefault(name, {}).update(_texts_of(value, (field.name,), ""))
    return found


def _texts(thing, leaving_out=frozenset(), place=(), whose=""):
    """{place: (label, whose, text)} of the free texts of a dataclass and of all that hangs on it."""
    found = {}
    for field in fields(thing):
        if field.name not in leaving_out:
            found.update(_texts_of(getattr(thing, field.name), (*place, field.name), whose))
    return found


def _texts_of(value, place, whose):
    if isinstance(value, tuple):
        return _of_items(value, place, whose)
    if is_dataclass(value):
        return _texts(value, place=place, whose=whose)
    is_of_something = len(place) > 1
    if is_of_something and place[-1] in SAID_BY_THE_NAME or (place[0], place[-1]) == ("headlines", "status"):
        return {}  # the distribution of the statuses is a line of its own
    text = _said(value, place[-1], is_of_something)
    return {place: (_label(_field(place)), whose, text)} if text else {}


def _said(value, name, has_figures):
    """A value as people read it; "" for what is told elsewhere."""
    if isinstance(value, str):
        if name == "status":
            return words.status_word(value)
        return words.position_word(value) if name.endswith("position") else value
    if isinstance(value, bool) or not has_figures:
        return ""
    if isinstance(value, date):
        return date_word(value)
    return number_word(value) if isinstance(value, int) else ""


def _of_items(items, place, whose):
    """Those of a tuple: things known by their names, and plain words as one list."""
    if all(isinstance(item, str) for item in items):
        return {place: (_label(_field(place)), whose, ", ".join(items))} if items else {}
    found, seen = {}, {}
    for item in items:
        if not is_dataclass(item):
            continue
        name = _name(item)
        seen[name] = seen.get(name, 0) + 1
        shown = str(LABELS.get(name, name)) or whose
        found.update(_texts(item, place=(*place, f"={name}", f"#{seen[name]}"), whose=shown))
    return found


def _name(item):
    values = (getattr(item, name, None) for name in NAMES)
    return next((str(value) for value in values if value not in (None, "")), "")


def _field(place):
    """The field by which a text is called: that of the list it stands in, where it is a plain "text"."""
    names = [step for step in place if not step.startswith(("=", "#"))]
    return names[-2] if names[-1] == "text" and len(names) > 1 else names[-1]


def _label(name):
    return str(LABELS.get(name, name.replace("_", " ")))


def _parts(before, after):
    """[Part] of what differs, in the order of the newer edition; what is gone comes last."""
    for name in dict.fromkeys([*after, *before]):
        old, new = before.get(name, {}), after.get(name, {})
        lines = list(_lines(old, new))
        if lines:
            kind = ADDED if name not in before else REMOVED if name not in after else CHANGED
            yield Part(name, kind, lines)


def _lines(old, new):
    for place in dict.fromkeys([*new, *old]):
        label, whose, _text = new.get(place) or old[place]
        before, after = old.get(place, ("", "", ""))[2], new.get(place, ("", "", ""))[2]
        if before != after:
            kind = ADDED if not before else REMOVED if not after else CHANGED
            yield Line(label, whose, kind, differences(before, after))
