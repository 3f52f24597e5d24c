"""What is known of a recommendation, in one shape for a file's row and for what is stored."""

from collections import defaultdict
from dataclasses import dataclass, field

from ..models import Recommendation, RecommendationText, ThemeLink

SETS = ("recommending_states", "groups", "goals")  # many-to-many fields without an order


@dataclass(frozen=True, slots=True)
class Facts:
    """One recommendation as an import sees it.

    Themes are in order, the heading's first. Themes, groups, goals and States are primary keys; a theme or group
    that the site does not have yet is its label (str).
    """

    position: str
    text: str
    source_of_position: str
    recommending_states: frozenset = frozenset()
    themes: tuple = ()
    groups: frozenset = frozenset()
    goals: frozenset = frozenset()


@dataclass
class Stored:
    """The recommendations of one review, read in a fixed number of queries."""

    ids: dict = field(default_factory=dict)  # paragraph: primary key
    facts: dict = field(default_factory=dict)  # paragraph: Facts
    with_official_text: set = field(default_factory=set)  # recommendations


def facts_of_row(row, vocabulary):
    """The Facts of a row of a file."""
    themes = dict.fromkeys(vocabulary.theme(label) for label in row.themes)
    heading = row.heading and vocabulary.theme(row.heading)
    if heading in themes:
        themes = {heading: None, **themes}
    return Facts(
        position=row.position,
        text=row.text,
        source_of_position=row.source_of_position,
        recommending_states=frozenset(vocabulary.states[iso3] for iso3 in row.recommending_states),
        themes=tuple(themes),
        groups=frozenset(vocabulary.group(label) for label in row.groups),
        goals=frozenset(vocabulary.goals[number] for number in row.goals if number in vocabulary.goals),
    )


def stored_facts(review, language):
    """What is Stored of a review, its texts in `language`."""
    stored = Stored()
    texts = {}
    for recommendation, text_language, text, is_official in RecommendationText.objects.filter(
        recommendation__review=review
    ).values_list("recommendation", "language", "text", "is_official"):
        if text_language == language:
            texts[recommendation] = text
        if is_official:
            stored.with_official_text.add(recommendation)
    links = ThemeLink.objects.filter(recommendation__review=review).order_by("position", "pk")
    themes = _by_recommendation(links.values_list("recommendation", "theme"))
    sets = {name: _by_recommendation(_pairs(review, name)) for name in SETS}
    for pk, paragraph, position, source in Recommendation.objects.filter(review=review).values_list(
        "pk", "paragraph", "position", "source_of_position"
    ):
        stored.ids[paragraph] = pk
        stored.facts[paragraph] = Facts(
            position=position,
            text=texts.get(pk, ""),
            source_of_position=source,
            themes=tuple(themes[pk]),
            **{name: frozenset(found[pk]) for name, found in sets.items()},
        )
    return stored


def link_columns(name):
    """(table, column) of a many-to-many field: its rows are pairs of recommendation and that column."""
    relation = Recommendation._meta.get_field(name)
    return relation.remote_field.through, relation.m2m_reverse_field_name()


def _pairs(review, name):
    table, column = link_columns(name)
    return table.objects.filter(recommendation__review=review).values_list("recommendation", column)


def _by_recommendation(pairs):
    found = defaultdict(list)
    for recommendation, key in pairs:
        found[recommendation].append(key)
    return found
