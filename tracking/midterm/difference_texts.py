"""The texts of a report's content by the place where they stand, so that two editions can be held against each other.

It walks whatever the content holds: a text is known by its field, and by the government, paragraph or number of what
it belongs to, so that editions of different formats can be compared.
"""

from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from django.utils.translation import gettext as _

from ..documents.words import date_word, number_word
from . import words
from .content import SHORTENED
from .difference_words import LABELS, label

# What the name of a thing is, in the order of preference: the first that it has tells it from its neighbours.
NAMES = ("paragraph", "government", "number", "organisation", "part", "code", "body", "title", "name", "place")
CHECKED_APART = {"clusters", "contributions", "coverage", "totals"}
SAID_ON_THE_COVER = {"edition", "compiled_on", "language"}
# What only says whose a text is, or is told in other words: the versions used stand in a list of their own.
SAID_BY_THE_NAME = {*NAMES[:6], "contribution_version", "government_code"}
# Codes, and what stands in the distribution of the statuses.
CODED = {"paragraph", "text_language", "governments_answering", "status_distribution", "unchosen"}


@dataclass(frozen=True)
class Texts:
    """Finds texts as {place: (label, whose, text)}.

    Governments are known by their codes where it `has_codes`, else by their names. Where lists `are_cut`, what
    governments say of a recommendation is left out: the first lines of two lists tell nothing of their differences.
    """

    has_codes: bool
    are_cut: bool

    def of_recommendations(self, content):
        """{paragraph: texts}; one that stands in two clusters is told of once."""
        entries = {entry.paragraph: entry for cluster in content.clusters for entry in cluster.recommendations}
        left_out = CODED | set(SHORTENED) if self.are_cut else CODED
        return {
            paragraph: {
                **self._of(entry, left_out),
                ("status_distribution",): (label("status"), "", words.distribution_words(entry)),
            }
            for paragraph, entry in entries.items()
        }

    def of_chapters(self, content):
        """{chapter: texts}: clusters without their recommendations, and all else."""
        found = {}
        for cluster in content.clusters:
            found[cluster.label] = self._of(cluster, {"recommendations", "code", "label"})
        for field in fields(content):
            if field.name in CHECKED_APART | SAID_ON_THE_COVER:
                continue
            value = getattr(content, field.name)
            has_own = isinstance(value, tuple) or is_dataclass(value)
            name = label(field.name).capitalize() if has_own else _("Cover")
            found.setdefault(name, {}).update(self._of_value(value, (field.name,), ""))
        return found

    def known_by(self, entry):
        """What tells the government of an entry from all others."""
        return entry.government_code if self.has_codes else entry.government

    def _of(self, thing, leaving_out=frozenset(), place=(), whose=""):
        """The texts of a dataclass and of all that hangs on it."""
        found = {}
        for field in fields(thing):
            if field.name not in leaving_out:
                found.update(self._of_value(getattr(thing, field.name), (*place, field.name), whose))
        return found

    def _of_value(self, value, place, whose):
        if isinstance(value, tuple):
            return self._of_items(value, place, whose)
        if is_dataclass(value):
            return self._of(value, place=place, whose=whose)
        is_of_something = len(place) > 1
        if is_of_something and place[-1] in SAID_BY_THE_NAME or (place[0], place[-1]) == ("headlines", "status"):
            return {}  # the distribution of the statuses is a line of its own
        text = _said(value, place[-1], is_of_something)
        return {place: (label(_field(place)), whose, text)} if text else {}

    def _of_items(self, items, place, whose):
        """Those of a tuple: things known by their names, and plain words as one list."""
        if all(isinstance(item, str) for item in items):
            return {place: (label(_field(place)), whose, ", ".join(items))} if items else {}
        found, seen = {}, {}
        for item in items:
            if not is_dataclass(item):
                continue
            name = _name(item)
            known = self.known_by(item) if hasattr(item, "government_code") else name
            seen[known] = seen.get(known, 0) + 1
            shown = str(LABELS.get(name, name)) or whose
            found.update(self._of(item, place=(*place, f"={known}", f"#{seen[known]}"), whose=shown))
        return found


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


def _name(item):
    values = (getattr(item, name, None) for name in NAMES)
    return next((str(value) for value in values if value not in (None, "")), "")


def _field(place):
    """The field by which a text is called: that of the list it stands in, where it is a plain "text"."""
    names = [step for step in place if not step.startswith(("=", "#"))]
    return names[-2] if names[-1] == "text" and len(names) > 1 else names[-1]
