"""The table of words in the languages of both databases: what is written, and what is asked.

Every word counts in one of four ways, which weigh less in this order: as it stands in the title, its stem in the
title, as it stands in the text, its stem in the text. Words hold letters, digits, dots and "=" only, so that they
need no care in a query.
"""

from django.db import connection
from django.db.models.expressions import RawSQL

MOST_PLACES = 200  # of one word in one text; what PostgreSQL keeps of a word ends at 255
INSERT = {
    "sqlite": "INSERT INTO cms_search_words (rowid, title, title_stems, body, body_stems) VALUES (%s, %s, %s, %s, %s)",
    "postgresql": "INSERT INTO cms_search_words (entry_id, words) VALUES (%s, %s::tsvector)",
}
DELETE = {
    "sqlite": "DELETE FROM cms_search_words WHERE rowid = %s",
    "postgresql": "DELETE FROM cms_search_words WHERE entry_id = %s",
}
MATCH = {
    "sqlite": "SELECT rowid FROM cms_search_words WHERE cms_search_words MATCH %s",
    "postgresql": "SELECT entry_id FROM cms_search_words WHERE words @@ %s::tsquery",
}
# A smaller number is better.
RANK = {
    "sqlite": """SELECT rowid, bm25(cms_search_words, 12.0, 6.0, 2.0, 1.0) AS rank FROM cms_search_words
        WHERE cms_search_words MATCH %s ORDER BY rank LIMIT %s""",
    "postgresql": """SELECT entry_id, -ts_rank('{0.08, 0.16, 0.5, 1.0}', words, asked) AS rank
        FROM cms_search_words, CAST(%s AS tsquery) AS asked WHERE words @@ asked ORDER BY rank LIMIT %s""",
}

# (statement, number of parameters) each; the last one answers. SQLite's view of the words is a temporary table.
VOCABULARY = {
    "sqlite": [
        ("CREATE VIRTUAL TABLE IF NOT EXISTS temp.cms_terms USING fts5vocab('main', 'cms_search_words', 'row')", 0),
        ("SELECT term, doc FROM temp.cms_terms WHERE term >= %s AND term < %s || char(1114111)", 2),
    ],
    "postgresql": [
        ("SELECT word, ndoc FROM ts_stat('SELECT words FROM cms_search_words') WHERE starts_with(word, %s)", 1),
    ],
}

IN_TITLE = {"sqlite": ("{title}", "{title title_stems}"), "postgresql": ("A", "AB")}


def write(entries):
    """Put the forms of entries into the table: (id, (words of the title, stems), (words of the text, stems)) each."""
    vendor = connection.vendor
    rows = [(pk, *_columns(title, body)) for pk, title, body in entries]
    with connection.cursor() as cursor:
        cursor.executemany(DELETE[vendor], [(row[0],) for row in rows])
        cursor.executemany(INSERT[vendor], rows)


def forget(ids):
    """Take entries out of the table."""
    with connection.cursor() as cursor:
        cursor.executemany(DELETE[connection.vendor], [(pk,) for pk in ids])


def sweep():
    """Take out the words of entries that went with what they spoke of."""
    column = "rowid" if connection.vendor == "sqlite" else "entry_id"
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM cms_search_words WHERE {column} NOT IN (SELECT id FROM cms_searchentry)")  # noqa: S608


def matching(query, *, is_any=False):
    """A subquery of the ids of entries that hold every word of a Query, or any of them."""
    return RawSQL(MATCH[connection.vendor], [_asked(query, is_any)])  # noqa: S611 - the words are parameters


def ranks(query, *, most, is_any=False):
    """{id: rank} of the best entries; a smaller rank is better, and every rank is below zero. One query."""
    with connection.cursor() as cursor:
        cursor.execute(RANK[connection.vendor], [_asked(query, is_any), most])
        return dict(cursor.fetchall())


def in_titles(query, *, is_any=False):
    """{id: 0 where the words stand in the title as they were typed, 1 where other forms of them do}; one query."""
    match = MATCH[connection.vendor]
    rows = f"SELECT found.*, 0 FROM ({match}) found UNION ALL SELECT found.*, 1 FROM ({match}) found ORDER BY 2 DESC"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(rows, [_asked(query, is_any, place) for place in (0, 1)])
        return dict(cursor.fetchall())


def vocabulary(letter):
    """{word that begins with the letter: number of entries} of all that the index holds; stems are left out."""
    with connection.cursor() as cursor:
        for statement, parameters in VOCABULARY[connection.vendor]:
            cursor.execute(statement, [letter] * parameters)
        return {word: count for word, count in cursor.fetchall() if "=" not in word}


def _asked(query, is_any, place=None):
    """The search in the database's own language: everywhere, or in titles, where `place` picks of IN_TITLE."""
    return (_of_sqlite if connection.vendor == "sqlite" else _of_postgresql)(query, is_any, place)


def _columns(title, body):
    if connection.vendor == "sqlite":
        return [" ".join(forms) for forms in (*title, *body)]
    places = {}
    for weight, forms in zip("ABCD", (*title, *body), strict=True):
        for place, form in enumerate(forms, start=1):
            places.setdefault(form, []).append(f"{min(place, 16_383)}{weight}")
    return [" ".join(f"'{form}':{','.join(found[:MOST_PLACES])}" for form, found in places.items())]


def _of_sqlite(query, is_any, place):
    within = "{title title_stems body body_stems}" if place is None else IN_TITLE["sqlite"][place]

    def one(word):
        plain = f'"{word}"{"*" if query.is_begun(word) else ""}' if place != 0 else f'"{word}"'
        roots = [f'"{stem}"' for stem in sorted(query.stems[word])] if place != 0 else []
        return f"({within} : ({' OR '.join([plain, *roots])}))"

    return (" OR " if is_any else " AND ").join(map(one, query.words))


def _of_postgresql(query, is_any, place):
    weights = "ABCD" if place is None else IN_TITLE["postgresql"][place]

    def one(word):
        plain = f"'{word}':{'*' if query.is_begun(word) and place != 0 else ''}{weights}"
        roots = [f"'{stem}':{weights}" for stem in sorted(query.stems[word])] if place != 0 else []
        return f"({' | '.join([plain, *roots])})"

    return (" | " if is_any else " & ").join(map(one, query.words))
