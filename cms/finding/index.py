"""Keeps the index of the search: writes what is new, takes out what is not public any more.

Nothing watches over rows. Publishing a page indexes it at once; `refresh` finds every other change, from beat.
"""

from django.db import transaction

from cms.models import SearchEntry

from . import files, records, sources, tables, words

CHUNK = 50
LEADING = 3  # how often the words count that lead a text
IDENTITY = ("pk", "translation_key", "locale__language_code", "last_published_at", "url_path")
FIELDS = (
    *("kind", "title", "text", "address", "state_id", "year", "themes", "goals", "stamp"),
    *("page_id", "document_id", "report_id", "government_id", "record_id", "record"),
)


def rebuild():
    """Write the whole index anew while it stays in use; returns the number of its entries."""
    tables.sweep()
    SearchEntry.objects.update(stamp="")
    refresh()
    return SearchEntry.objects.count()


def refresh():
    """Write what changed since the last time, a few things at once so that nobody waits; (written, taken out)."""
    known = {(key, language): stamp for key, language, stamp in known_stamps()}
    wanted, changed, stale = set(), [], []
    for source in [*records.all_records(), *files.reports(), *files.documents()]:
        wanted.add((source.key, source.language))
        if known.get((source.key, source.language)) != source.stamp:
            changed.append(source)
    for pk, key, language, published_at, url_path in sources.public_pages().values_list(*IDENTITY):
        name = (f"page-{key}", language)
        wanted.add(name)
        if known.get(name) != sources.stamp_of(published_at, url_path):
            stale.append(pk)
    written = sum(store(changed[start : start + CHUNK]) for start in range(0, len(changed), CHUNK))
    for start in range(0, len(stale), CHUNK):
        written += store(sources.page_source(page) for page in pages(stale[start : start + CHUNK]))
    return written, take_out(known.keys() - wanted)


def known_stamps():
    """(key, language, stamp) of every entry."""
    return SearchEntry.objects.values_list("key", "language", "stamp")


def pages(ids):
    """Public pages as what they are, with their language."""
    return sources.public_pages().filter(pk__in=ids).select_related("locale").specific()


def index_page(page):
    """Write what a page says now, or take it out where it is not public."""
    found = [sources.page_source(row) for row in pages([page.pk])]
    if found:
        store(found)
    else:
        forget_page(page)


def forget_page(page):
    """Take a page, and all below it, out of the index."""
    entries = SearchEntry.objects.filter(page__path__startswith=page.path)
    remove(list(entries.values_list("pk", flat=True)))


@transaction.atomic
def store(found):
    """Write Sources; returns their number."""
    rows = [(source, entry_of(source)) for source in map(whole, found)]
    tables.write(
        (entry.pk, words.forms(source.title, source.language), words.forms(weighed(source), source.language))
        for source, entry in rows
    )
    return len(rows)


def whole(source):
    """The Source with its text, where that is still to be read."""
    if source.read:
        source.say(*source.read())
    return source


def weighed(source):
    """Its text, in which the words that lead it count several times."""
    return " ".join([*[source.leading] * LEADING, source.text])


def entry_of(source):
    """The saved entry of a Source."""
    fields = {name: getattr(source, name.removesuffix("_id"), None) for name in FIELDS}
    fields["record_id"] = None
    fields[source.link if source.link == "record_id" else f"{source.link}_id"] = source.pk
    entry, _is_new = SearchEntry.objects.update_or_create(key=source.key, language=source.language, defaults=fields)
    return entry


def take_out(names):
    """Remove the entries with these (key, language); returns their number."""
    if not names:
        return 0
    rows = SearchEntry.objects.values_list("pk", "key", "language")
    ids = [pk for pk, key, language in rows if (key, language) in names]
    remove(ids)
    return len(ids)


def remove(ids):
    """Take entries and their words out."""
    tables.forget(ids)
    for start in range(0, len(ids), CHUNK):
        SearchEntry.objects.filter(pk__in=ids[start : start + CHUNK]).delete()
