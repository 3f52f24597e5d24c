"""The tables of the search index, which no model describes; the first migration makes them."""

from django.db import NotSupportedError

# The index of recommendations: words and tags in one set a row; tracking/search.py fills and asks it.
# The stamp changes with the index of a review, so that counts kept in a cache know their age.
STAMP = "CREATE TABLE tracking_search_stamp (review_id bigint NOT NULL PRIMARY KEY, stamp varchar(32) NOT NULL)"
MAKE = {
    "sqlite": [
        """CREATE VIRTUAL TABLE tracking_recommendation_search
           USING fts5(words, detail=none, prefix='2 3', tokenize="ascii tokenchars '=:.-'")""",
        STAMP,
    ],
    "postgresql": [
        """CREATE TABLE tracking_recommendation_search
           (recommendation_id bigint NOT NULL PRIMARY KEY, words tsvector NOT NULL)""",
        """CREATE INDEX tracking_recommendation_search_words
           ON tracking_recommendation_search USING gin (words)""",
        STAMP,
    ],
}


def make(apps, schema_editor):
    """Make the index of this database's own kind; raises NotSupportedError for any other database."""
    if schema_editor.connection.vendor not in MAKE:
        raise NotSupportedError("UPR Local runs on SQLite and on PostgreSQL.")
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    """Take the index away."""
    schema_editor.execute("DROP TABLE tracking_recommendation_search", params=None)
    schema_editor.execute("DROP TABLE tracking_search_stamp", params=None)
