"""The table of words of the search, which no model describes; cms/finding fills and asks it."""

from django.db import NotSupportedError

# Four columns, and four weights: words of the title, their stems, words of the text, their stems.
MAKE = {
    "sqlite": [
        """CREATE VIRTUAL TABLE cms_search_words USING fts5(title, title_stems, body, body_stems,
           detail=column, prefix='2 3', tokenize="ascii tokenchars '=.'")"""
    ],
    "postgresql": [
        "CREATE TABLE cms_search_words (entry_id bigint NOT NULL PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX cms_search_words_words ON cms_search_words USING gin (words)",
    ],
}


def make(apps, schema_editor):
    """Make the table of this database's own kind; raises NotSupportedError for any other database."""
    if schema_editor.connection.vendor not in MAKE:
        raise NotSupportedError("UPR Local runs on SQLite and on PostgreSQL.")
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    """Take it away."""
    schema_editor.execute("DROP TABLE cms_search_words", params=None)
