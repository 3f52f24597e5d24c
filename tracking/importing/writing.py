"""Writes what a comparison found new or changed, in bulk: the only writer of imported recommendations."""

from dataclasses import replace

from .. import sensitivity
from ..models import Recommendation, RecommendationText, ThemeLink
from ..models.recommendation import paragraph_order
from .comparing import Outcome
from .facts import SETS, link_columns

CHUNK = 500  # rows of one statement


def write(review, comparison, stored, vocabulary, language, tell):
    """Store the new and the changed rows of a Comparison; return the primary keys of their recommendations.

    Texts in other languages, SDG targets and everything else that people added stay as they are. `tell` is called
    with the share that is done (0 to 1). Call it inside a transaction.
    """
    rows = comparison.with_outcome(Outcome.NEW) + comparison.with_outcome(Outcome.CHANGED)
    rows = _with_keys(rows, vocabulary)
    made = _add(review, [compared for compared in rows if compared.outcome == Outcome.NEW])
    ids = {**stored.ids, **made}
    tell(0.3)
    _change(review, rows)
    tell(0.4)
    _write_texts(rows, ids, stored, language)
    tell(0.6)
    _write_themes(rows, ids)
    tell(0.8)
    for name in SETS:
        _write_set(name, rows, ids, stored)
    retagged = {"themes", "groups"}
    sensitivity.mark(
        ids[compared.row.paragraph]
        for compared in rows
        if compared.outcome == Outcome.NEW or not retagged.isdisjoint(compared.changed_fields)
    )
    tell(1)
    return [ids[compared.row.paragraph] for compared in rows]


def _with_keys(rows, vocabulary):
    """The rows with a primary key for every theme and group; those that the site lacks are made."""
    themes = {key: None for row in rows for key in row.facts.themes if isinstance(key, str)}
    groups = {key: None for row in rows for key in sorted(row.facts.groups, key=str) if isinstance(key, str)}
    theme_ids, group_ids = vocabulary.add_missing(themes, groups)
    return [
        replace(
            row,
            facts=replace(
                row.facts,
                themes=tuple(theme_ids.get(key, key) for key in row.facts.themes),
                groups=frozenset(group_ids.get(key, key) for key in row.facts.groups),
            ),
        )
        for row in rows
    ]


def _add(review, rows):
    """Add recommendations; return {paragraph: primary key}."""
    made = Recommendation.objects.bulk_create((_recommendation(review, compared) for compared in rows), CHUNK)
    return {recommendation.paragraph: recommendation.pk for recommendation in made}


def _change(review, rows):
    """Set position and its source where they changed: one upsert is many times faster than bulk_update."""
    fields = ["position", "source_of_position"]
    Recommendation.objects.bulk_create(
        (_recommendation(review, compared) for compared in rows if not set(fields).isdisjoint(compared.changed_fields)),
        CHUNK,
        update_conflicts=True,
        unique_fields=["review", "paragraph"],
        update_fields=fields,
    )


def _recommendation(review, compared):
    return Recommendation(
        review=review,
        paragraph=compared.row.paragraph,
        order=paragraph_order(compared.row.paragraph),
        position=compared.facts.position,
        source_of_position=compared.facts.source_of_position,
    )


def _write_texts(rows, ids, stored, language):
    """Add or change the text in the file's language; it is the official one where there is none yet."""
    texts = []
    for compared in rows:
        recommendation = ids[compared.row.paragraph]
        if compared.outcome == Outcome.NEW or "text" in compared.changed_fields:
            is_official = recommendation not in stored.with_official_text
            text = compared.facts.text
            texts.append(
                RecommendationText(
                    recommendation_id=recommendation, language=language, text=text, is_official=is_official
                )
            )
    RecommendationText.objects.bulk_create(
        texts,
        CHUNK,
        update_conflicts=True,
        unique_fields=["recommendation", "language"],
        update_fields=["text"],
    )


def _write_themes(rows, ids):
    """Set themes anew, in their order, where they changed."""
    rows = [compared for compared in rows if compared.outcome == Outcome.NEW or "themes" in compared.changed_fields]
    outdated = [ids[compared.row.paragraph] for compared in rows if compared.outcome == Outcome.CHANGED]
    for start in range(0, len(outdated), CHUNK):
        ThemeLink.objects.filter(recommendation__in=outdated[start : start + CHUNK]).delete()
    ThemeLink.objects.bulk_create(
        (
            ThemeLink(recommendation_id=ids[compared.row.paragraph], theme_id=theme, position=position)
            for compared in rows
            for position, theme in enumerate(compared.facts.themes)
        ),
        CHUNK,
    )


def _write_set(name, rows, ids, stored):
    """Add and remove links of a many-to-many field so that the stored ones equal the file's."""
    table, column = link_columns(name)
    added, removed = [], {}
    for compared in rows:
        recommendation = ids[compared.row.paragraph]
        before = stored.facts.get(compared.row.paragraph)
        keys, old_keys = getattr(compared.facts, name), getattr(before, name) if before else frozenset()
        added += [table(recommendation_id=recommendation, **{f"{column}_id": key}) for key in sorted(keys - old_keys)]
        for key in old_keys - keys:
            removed.setdefault(key, []).append(recommendation)
    for key, recommendations in removed.items():
        for start in range(0, len(recommendations), CHUNK):
            table.objects.filter(recommendation__in=recommendations[start : start + CHUNK], **{column: key}).delete()
    table.objects.bulk_create(added, CHUNK)
