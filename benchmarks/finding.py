"""The search of the site beside the SQL that ranks and counts the same entries."""

import random
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Page

from benchmarks import generate, timing
from benchmarks.listing import WrongAnswer, settle
from cms import finding
from cms.finding import tables
from cms.finding.results import PER_PAGE
from cms.finding.words import Query
from cms.models import GuidanceIndexPage, GuidancePage, HomePage, SearchEntry

REPEATS = 15
SEARCHES = {"a frequent word": "shelters", "three words": "fund night shelters", "a rare word": "marker 7"}
SENTENCES = 12  # of one page


def measure(pages, recommendations, database):
    """Yield a Measurement for indexing `pages` pages and for each of SEARCHES beside that many recommendations."""
    generate.review(recommendations)
    home = guidance(pages)
    yield measure_indexing(pages, database)
    settle()
    for name, words in SEARCHES.items():
        yield measure_search(f"search: {name}, {pages:,} pages", words, database)
    home.delete()


def guidance(count):
    """The home page of a tree with so many published guidance pages, the same ones every time."""
    chance, locale = random.Random(generate.SEED), Locale.objects.get_or_create(language_code="en")[0]  # noqa: S311
    home = HomePage(title="Benchmark", slug="benchmark", purpose="To measure.", locale=locale)
    Page.get_first_root_node().add_child(instance=home)
    index = GuidanceIndexPage(title="Guidance", slug="guidance", locale=locale)
    home.add_child(instance=index)
    write([guide(number, chance, index) for number in range(count)])
    return home


def guide(number, chance, parent):
    """An unsaved, published page below another one."""
    text = " ".join(sentence(chance) for _number in range(SENTENCES))
    slug = f"page-{number}"
    page = GuidancePage(
        title=sentence(chance)[:90],
        draft_title=slug,
        slug=slug,
        introduction=text[:480],
        locale=parent.locale,
        path=GuidancePage._get_path(parent.path, parent.depth + 1, number + 1),
        depth=parent.depth + 1,
        url_path=f"{parent.url_path}{slug}/",
        content_type=ContentType.objects.get_for_model(GuidancePage),
    )
    page.body = [("paragraph", f"<p>{text} Marker {number}.</p>")]
    return page


def write(guides):
    """Save them in a few statements; one by one would take longer than all that is measured."""
    columns = [field.name for field in Page._meta.local_concrete_fields if field.name != "id"]
    rows = Page.objects.bulk_create(Page(**{name: getattr(page, name) for name in columns}) for page in guides)
    fields = GuidancePage._meta.local_concrete_fields
    for page, row in zip(guides, rows, strict=True):
        page.page_ptr_id = row.pk
    values = [[field.get_db_prep_save(field.pre_save(page, True), connection) for field in fields] for page in guides]
    names, marks = ", ".join(field.column for field in fields), ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {GuidancePage._meta.db_table} ({names}) VALUES ({marks})", values)  # noqa: S608


def sentence(chance):
    """One sentence of the words that recommendations are made of."""
    lists = (generate.VERBS, generate.THINGS, generate.PERSONS, generate.MANNERS)
    return " ".join(chance.choice(words) for words in lists) + "."


def measure_indexing(count, database):
    """The Measurement of writing the whole index, beside reading every page once."""
    if finding.rebuild() < count:
        raise WrongAnswer(f"the index holds {SearchEntry.objects.count()} entries for {count} pages")

    def read():
        return [page.body.raw_data for page in GuidancePage.objects.iterator()]

    return timing.compare(f"search: index {count:,} pages", database, finding.rebuild, [read], repeats=1)


def measure_search(name, words, database):
    """The Measurement of one page of results; WrongAnswer where page and SQL find different numbers."""
    client = Client(SERVER_NAME="localhost")
    with translation.override("en"):
        address = f"{reverse('cms:search')}?{urlencode({'q': words})}"
    count, rows = fetch(words)
    page = client.get(address).content.decode()
    shown = page.count('<li class="card hit">')
    if f"{count} result" not in page or shown != len(rows):
        raise WrongAnswer(f"{address} does not show {len(rows)} of {count} results")
    return timing.compare(name, database, lambda: client.get(address), [lambda: fetch(words)], REPEATS)


def fetch(words):
    """(number of entries, the best of them with their text), in two statements."""
    query = Query(words)
    match = tables.matching(query)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({match.sql}) found", match.params)  # noqa: S608 - made of constants
        [count] = cursor.fetchone()
    best = list(tables.ranks(query, most=PER_PAGE))
    return count, list(SearchEntry.objects.filter(pk__in=best).values_list("title", "text", "address"))
