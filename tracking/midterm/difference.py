"""What two editions of a report say differently, from their frozen contents alone: no database, no clock."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..documents.words import number_word
from . import words
from .difference_texts import Texts
from .versions import differences

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


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
    is_abridged: bool = False  # what governments say of each recommendation is too long to be compared

    @property
    def is_empty(self):
        """Both editions say the same, as far as they were compared."""
        return not (self.figures or self.contributions or self.recommendations or self.chapters)

    @property
    def counts(self):
        """{ADDED, REMOVED or CHANGED: how many texts of recommendations and chapters}."""
        kinds = [line.kind for part in (*self.recommendations, *self.chapters) for line in part.lines]
        return {kind: kinds.count(kind) for kind in (ADDED, REMOVED, CHANGED)}


def compare(before, after):
    """The Difference between two ReportContents, in the words of the language active now."""
    is_abridged = before.is_abridged or after.is_abridged
    texts = Texts(has_codes=_has_codes(before) and _has_codes(after), are_cut=is_abridged)
    return Difference(
        figures=[line for line in _figures(before, after) if line[1] != line[2]],
        contributions=list(_versions(before, after, texts)),
        recommendations=list(_parts(texts.of_recommendations(before), texts.of_recommendations(after))),
        chapters=list(_parts(texts.of_chapters(before), texts.of_chapters(after))),
        is_abridged=is_abridged,
    )


def _has_codes(content):
    """Whether governments carry their codes, as they do since the newest format."""
    comments = (
        comment for cluster in content.clusters for entry in cluster.recommendations for comment in entry.comments
    )
    return all(entry.government_code for entry in (*content.contributions, *comments))


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


def _versions(before, after, texts):
    old, new = (_by_government(content, texts) for content in (before, after))
    called = {key: name for rows in (old, new) for key, (name, _version) in rows.items()}
    for key in sorted(called, key=lambda key: (called[key], key)):
        versions = [rows[key][1] if key in rows else None for rows in (old, new)]
        if versions[0] != versions[1]:
            yield called[key], *versions


def _by_government(content, texts):
    """{what a government is known by: (what it is called, its version)}; of those of one name each has its place."""
    times = Counter(entry.government for entry in content.contributions)
    seen, found = Counter(), {}
    for entry in content.contributions:
        known = texts.known_by(entry)
        seen[known] += 1
        name = f"{entry.government} ({entry.level})" if times[entry.government] > 1 else entry.government
        found[known, seen[known]] = name, entry.version
    return found


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
