"""Finds recommendations by words and by tags, in one index that holds both (SQLite FTS5, PostgreSQL tsvector).

The index is filled explicitly: whoever writes recommendations, their texts, recommending States, themes, groups,
goals or SDG targets calls `reindex` with their ids, in the same transaction. Those are the import, the loaders of
demo data, and the views in which SDG targets are set and removed.

Words are folded here and not by the database, so that both databases find the same: lower case, no diacritics,
numbers such as 140.17 in one piece beside their parts, Chinese and Japanese in overlapping pairs of characters.
Other forms of a word are found by its stem in the language of the text.
"""

import uuid

from django.db import connection, transaction
from django.db.models.expressions import RawSQL

from .models import Recommendation, RecommendationText, State, TargetTag, ThemeLink
from .search_stems import IS_CJK, WORD, folded, stems, stems_anywhere

LONGEST_SEARCH = 1_000  # characters
MOST_WORDS = 12  # of one search; what is typed beyond them is not looked at
GOALS_SHORT = ("sdg", "ods", "odd")  # what people write before the number of a target
LONGEST_WORD = 60  # characters; longer ones are cut, in the index as in the search
CHUNK = 500  # recommendations written at once

INSERT = {
    "sqlite": "INSERT INTO tracking_recommendation_search (rowid, words) VALUES (%s, %s)",
    "postgresql": "INSERT INTO tracking_recommendation_search VALUES (%s, array_to_tsvector(%s::text[]))",
}
DELETE = {
    "sqlite": "DELETE FROM tracking_recommendation_search WHERE rowid = %s",
    "postgresql": "DELETE FROM tracking_recommendation_search WHERE recommendation_id = %s",
}
MATCH = {
    "sqlite": "SELECT rowid FROM tracking_recommendation_search WHERE tracking_recommendation_search MATCH %s",
    "postgresql": "SELECT recommendation_id FROM tracking_recommendation_search WHERE words @@ %s::tsquery",
}
SET_STAMP = """INSERT INTO tracking_search_stamp (review_id, stamp) VALUES (%s, %s)
    ON CONFLICT (review_id) DO UPDATE SET stamp = excluded.stamp"""


def words_of(text):
    """The words to search for in what somebody typed: folded, each once, in their order, at most MOST_WORDS.

    Any text is fine; one without a letter or digit gives an empty list.
    """
    found = []
    for word in WORD.findall(folded(text[:LONGEST_SEARCH])):
        if IS_CJK.match(word):
            found += [word[i : i + 2] for i in range(max(1, len(word) - 1))]
        else:
            found.append(word[:LONGEST_WORD])
    return list(dict.fromkeys(found))[:MOST_WORDS]


def matching(text="", *, review=None, **tags):
    """A subquery of the ids of recommendations that hold every word (or a longer one) and every tag.

    Use it as `filter(pk__in=matching("water", review=review, theme=12, position="noted"))`. Without a review it
    looks into all of them, for words only. Tags are any of position, theme, cluster, group, goal, target and
    state; but for the position their values are primary keys. Raises ValueError with nothing to search for.
    """
    return RawSQL(MATCH[connection.vendor], [_query(text, review, tags)])  # noqa: S611 - the words are parameters


def count(text="", *, review=None, **tags):
    """How many recommendations `matching` finds, asked of the index alone."""
    rows = f"SELECT COUNT(*) FROM ({MATCH[connection.vendor]}) found"  # noqa: S608 - made of constants
    with connection.cursor() as cursor:
        cursor.execute(rows, [_query(text, review, tags)])
        return cursor.fetchone()[0]


@transaction.atomic
def reindex(recommendation_ids=None):
    """Bring the index up to date for these recommendations, or for all; returns how many it now holds of them.

    A fixed number of queries for every CHUNK of them. Ids that no longer exist leave the index.
    """
    if recommendation_ids is None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM tracking_recommendation_search")
        recommendation_ids = Recommendation.objects.order_by("pk").values_list("pk", flat=True)
    ids = list(recommendation_ids)
    indexed, reviews = 0, set()
    for start in range(0, len(ids), CHUNK):
        _hold(ids[start : start + CHUNK])
        rows, reviews_of_chunk = _words_by_recommendation(ids[start : start + CHUNK])
        _write(ids[start : start + CHUNK], rows)
        indexed += len(rows)
        reviews |= set(reviews_of_chunk.values())
    with connection.cursor() as cursor:
        cursor.executemany(SET_STAMP, [(review, uuid.uuid4().hex) for review in sorted(reviews)])
    return indexed


def stamp(review):
    """A word that changes whenever the index of the review does; None where nothing of it was ever indexed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stamp FROM tracking_search_stamp WHERE review_id = %s", [review.pk])
        row = cursor.fetchone()
    return row and row[0]


def _index_words(text):
    words = set()
    for word in WORD.findall(folded(text)):
        if IS_CJK.match(word):
            words.update(word[i : i + 2] for i in range(len(word)))
        else:
            words.update({word[:LONGEST_WORD], *word.split(".")} if "." in word else [word[:LONGEST_WORD]])
    return words


def _index_stems(text, language):
    """The stems of its words; worked out of the words with their diacritics."""
    return set().union(*(stems(word.lower()[:LONGEST_WORD], language) for word in WORD.findall(text)))


def _tag(review, kind="", value=""):
    """The index's word for a tag, or for the review itself; no typed word can ever match one."""
    return f"={review}:{kind}:{value}"


def _query(text, review, tags):
    """The search in the database's own language. Words hold letters, digits and dots only, so nothing needs care.

    A word of one letter is not looked up as the beginning of others: it would match half the language.
    """
    if tags and review is None:
        raise ValueError("Tags are looked up within a review.")
    exact = [_tag(review.pk, kind, value) for kind, value in tags.items()]
    if review and not tags:
        exact = [_tag(review.pk)]
    if not exact and not words_of(text):
        raise ValueError("Nothing to search for.")
    is_sqlite = connection.vendor == "sqlite"
    asked = [f'"{word}"' if is_sqlite else f"'{word}'" for word in exact]
    return (" AND " if is_sqlite else " & ").join([*asked, *(_any_form(*pair, is_sqlite) for pair in _typed(text))])


def _typed(text):
    """(word, its stems in every language) of what somebody typed."""
    roots = {}
    for word in WORD.findall(text[:LONGEST_SEARCH]):
        roots.setdefault(folded(word)[:LONGEST_WORD], stems_anywhere(word.lower()[:LONGEST_WORD]))
    return [(word, sorted(roots.get(word, ()))) for word in words_of(text)]


def _any_form(word, roots, is_sqlite):
    """What finds a word, longer ones that begin with it, and its other forms."""
    is_begun = len(word) > 1 or IS_CJK.match(word)
    mark, sign, either = ('"', "*", " OR ") if is_sqlite else ("'", ":*", " | ")
    forms = [f"{mark}{word}{mark}{sign if is_begun else ''}", *(f"{mark}{root}{mark}" for root in roots)]
    return f"({either.join(forms)})"


def _hold(ids):
    """Two who index the same recommendation follow each other: the second reads what the first wrote."""
    rows = Recommendation.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    list(rows.values_list("pk", flat=True))


def _words_by_recommendation(ids):
    """({id: words and tags}, {id: review}), in seven queries whatever the number of ids."""
    rows, reviews = {}, {}
    for pk, review, paragraph, position in Recommendation.objects.filter(pk__in=ids).values_list(
        "pk", "review", "paragraph", "position"
    ):
        rows[pk] = _index_words(paragraph) | {_tag(review), _tag(review, "position", position)}
        reviews[pk] = review
    texts = RecommendationText.objects.filter(recommendation__in=ids)
    for pk, language, text in texts.values_list("recommendation", "language", "text"):
        rows[pk] |= _index_words(text) | _index_stems(text, language)
    for pk, kind, value in _tags_by_recommendation(ids):
        rows[pk].add(_tag(reviews[pk], kind, value))
    targets = TargetTag.objects.filter(recommendation__in=ids)
    for pk, target, code in targets.values_list("recommendation", "target", "target__code"):
        rows[pk] |= {_tag(reviews[pk], "target", target), code, *GOALS_SHORT}
    names = _words_by_state(ids)
    for pk, state in _links("recommending_states", ids).values_list("recommendation", "state"):
        rows[pk] |= names[state] | {_tag(reviews[pk], "state", state)}
    return rows, reviews


def _links(name, ids):
    return getattr(Recommendation, name).through.objects.filter(recommendation__in=ids)


def _tags_by_recommendation(ids):
    themes = ThemeLink.objects.filter(recommendation__in=ids)
    for pk, theme, cluster in themes.values_list("recommendation", "theme", "theme__cluster"):
        yield pk, "theme", theme
        yield pk, "cluster", cluster
    for kind, links in [("group", _links("groups", ids)), ("goal", _links("goals", ids))]:
        for pk, value in links.values_list("recommendation", kind):
            yield pk, kind, value


def _words_by_state(ids):
    states = State.objects.filter(made_recommendations__in=ids).distinct()
    return {
        pk: _index_words(" ".join([name, *names.values()]))
        for pk, name, names in states.values_list("pk", "name", "names")
    }


def _write(ids, rows):
    is_sqlite = connection.vendor == "sqlite"
    values = [(pk, " ".join(sorted(words)) if is_sqlite else sorted(words)) for pk, words in rows.items()]
    with connection.cursor() as cursor:
        cursor.executemany(DELETE[connection.vendor], [(pk,) for pk in ids])
        cursor.executemany(INSERT[connection.vendor], values)
