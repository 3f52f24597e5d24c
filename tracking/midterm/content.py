"""The frozen mid-term report: its data, its totals, its length; its JSON and checksum are reckoned in canonical.py."""

from dataclasses import replace

from .answer_entries import AnswerEntry, ContributionEntry, Headline, Remark
from .canonical import checksum, from_json, to_json
from .chapters import body
from .entries import (
    ClusterChapter,
    Coverage,
    PositionTotals,
    PracticeEntry,
    RecommendationEntry,
    ReportContent,
    Totals,
)
from .words import ANSWER_STATUSES, NO_INFORMATION, POSITIONS

__all__ = [
    "MOST_LINES",
    "SHORTENED",
    "WORD_LIMIT",
    "AnswerEntry",
    "ClusterChapter",
    "ContributionEntry",
    "Coverage",
    "Headline",
    "PositionTotals",
    "PracticeEntry",
    "RecommendationEntry",
    "Remark",
    "ReportContent",
    "Totals",
    "abridged",
    "answers_count",
    "checksum",
    "count_totals",
    "counted",
    "from_json",
    "to_json",
    "word_count",
]

MOST_LINES = 20  # of a list in an abridged content
# The lists of a recommendation that are cut there.
SHORTENED = ("headlines", "challenges", "next_steps", "indicators", "setbacks")
WORD_LIMIT = 10_700  # words of the body that UN editors take for a State's report; annexes do not count


def count_totals(clusters):
    """The Totals of ClusterChapters; a recommendation that stands in two clusters is counted once."""
    entries = {entry.paragraph: entry for cluster in clusters for entry in cluster.recommendations}.values()
    by_position = []
    for position in POSITIONS:
        mine = [entry for entry in entries if entry.position == position]
        statuses = dict.fromkeys(ANSWER_STATUSES, 0)
        for entry in mine:
            for status, count in entry.status_distribution:
                statuses[status] += count
        statuses[NO_INFORMATION] = sum(entry.governments - entry.answered for entry in mine)
        answered = sum(1 for entry in mine if entry.answered)
        by_position.append(PositionTotals(position, len(mine), answered, tuple(statuses.items())))
    return Totals(len(entries), tuple(by_position))


def word_count(content):
    """The words of the body by chapter, as rendered in the active language: {"summary": 210, ...}.

    Every cluster counts by itself ("cluster:" and its code). Cover, contents and annexes are not counted; the
    sum of the values is what WORD_LIMIT limits. Content that was counted when it was compiled is not counted again.
    """
    if content.words:
        return dict(content.words)
    found = {}
    for chapter in body(content):
        found[chapter.key] = found.get(chapter.key, 0) + chapter.title_words
        for section in chapter.sections:
            key = section.key or chapter.key
            found[key] = found.get(key, 0) + section.count_words()
    return found


def counted(content):
    """The content with its words, counted in the language active now."""
    return replace(content, words=tuple(word_count(content).items()))


def answers_count(content):
    """How many answers the contributions hold."""
    return sum(len(contribution.answers) for contribution in content.contributions)


def abridged(content):
    """The content with at most MOST_LINES of each list of what governments say of a recommendation."""
    clusters = (
        replace(cluster, recommendations=tuple(map(_shortened, cluster.recommendations)))
        for cluster in content.clusters
    )
    return replace(content, clusters=tuple(clusters), is_abridged=True)


def _shortened(entry):
    return replace(entry, **{name: getattr(entry, name)[:MOST_LINES] for name in SHORTENED})
