"""What a search finds: each thing once, in the reader's language where its words stand there, best first."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.urls.base import translate_url
from django.utils.translation import get_language, override
from wagtail.models import Page

from cms.addresses import tree_url
from cms.models import PracticePage, SearchEntry

from . import facets, recommendations, spelling, tables
from .public import is_public
from .snippets import beside, marked, snippet
from .words import Query

PER_PAGE = 20
MOST_RANKED = 10_000
MOST_READ = 500  # of the best entries, in which a phrase is looked for
IN_TEXT = 2  # the words stand in the text alone: after those with the words, or forms of them, in the title
COLUMNS = ("pk", "key", "kind", "language", "state", "year", "themes", "goals")


@dataclass
class Hit:
    """One thing found, as the page shows it."""

    entry: SearchEntry
    title: str
    text: str
    beside: list  # what else holds the words: a theme, a place
    address: str
    practice: PracticePage | None

    @property
    def language(self):
        """The language of the text where it is not the reader's; else ""."""
        return "" if self.entry.language in ("", get_language()) else self.entry.language

    @property
    def language_name(self):
        """The name of that language, in the reader's."""
        return facets.language_name(self.language)


@dataclass
class Results:
    """One page of hits, the facets, the recommendations, and what to try where nothing was found."""

    query: Query
    is_any: bool
    page: object  # of a Paginator, of Hits
    form: facets.FacetForm
    chips: list
    recommendations: recommendations.Group
    any_count: int = 0  # things that hold at least one of the words, where none holds all
    unfiltered_count: int = 0  # things that were found, where the choices leave none
    loose_count: int = 0  # things that hold the words, but not side by side as asked
    meant_any: bool | None = None  # whether any of its words is enough
    meant: str = ""  # what else somebody may have meant, where nothing was found; it finds something

    @property
    def count(self):
        """How many things were found, without recommendations."""
        return self.page.paginator.count

    @property
    def address(self):
        """The same search without any choice."""
        return f"?{urlencode({'q': self.query.text})}"

    @property
    def loose_address(self):
        """The words alone, wherever they stand."""
        return f"?{urlencode({'q': self.query.without_phrases})}"

    @property
    def meant_address(self):
        """What else somebody may have meant."""
        return f"?{urlencode({'q': self.meant, **({'any': '1'} if self.meant_any else {})})}"

    @property
    def is_empty(self):
        """Whether nothing at all was found."""
        return not (self.count or self.recommendations.count)


def search(text, data):
    """The Results for what was typed, with the choices of `data` (a QueryDict); None where it holds no word.

    A fixed number of queries, however much is found.
    """
    query = Query(text)
    if not query:
        return None
    is_any, chosen = data.get("any") == "1", facets.chosen_in(data)
    group = recommendations.found(query, chosen)
    rows = matching_rows(query, is_any)
    left = best_of_each(facets.narrowed(rows, chosen), query, is_any)
    found = facets.counts(rows, chosen)
    if group.count:
        found["kind"][facets.RECOMMENDATION] = group.count
    labels = facets.names(found)
    page = Paginator(left, PER_PAGE).get_page(data.get("page"))
    page.object_list = hits(list(page.object_list), query)
    results = Results(
        query=query,
        is_any=is_any,
        page=page,
        form=facets.FacetForm(query.text, chosen, found, labels, is_any),
        chips=facets.chips(data, chosen, labels),
        recommendations=group,
        unfiltered_count=things(rows),
    )
    if results.is_empty and not rows:
        add_other_ways(results)
    return results


def add_other_ways(results):
    """Where nothing was found: what fewer demands on the same words, or another spelling, would find."""
    query = results.query
    if query.phrases:
        results.loose_count = things(matching_rows(Query(query.without_phrases), is_any=False))
    if len(query.words) > 1 and not results.loose_count:
        results.any_count = things(matching_rows(query, is_any=True))
    meant = spelling.suggested(query)
    if meant:
        ways = (is_any for is_any in (False, True) if matching_rows(Query(meant), is_any))
        results.meant_any = next(ways, None)
        results.meant = meant if results.meant_any is not None else ""


def things(rows):
    """How many things the rows are, whatever the number of their languages."""
    return len({row.key for row in rows})


def matching_rows(query, is_any):
    """The facets.Row of every public entry that holds the words, and the phrases unless any word is enough."""
    entries = SearchEntry.objects.filter(is_public(), pk__in=tables.matching(query, is_any=is_any))
    if query.phrases and not is_any:
        best = list(tables.ranks(query, most=MOST_READ))
        texts = SearchEntry.objects.filter(pk__in=best).values_list("pk", "title", "text")
        entries = entries.filter(pk__in=[pk for pk, *said in texts if query.holds_phrases(*said)])
    return [facets.row_of(*columns) for columns in entries.values_list(*COLUMNS)]


def best_of_each(rows, query, is_any):
    """The ids of entries, one for each thing: in the reader's language where there is one; best first."""
    if not rows:
        return []
    ranks, titles = tables.ranks(query, most=MOST_RANKED, is_any=is_any), tables.in_titles(query, is_any=is_any)
    language, best = get_language(), {}
    for row in rows:
        is_elsewhere = row.language not in ("", language)
        tier = titles.get(row.pk, IN_TEXT) + is_elsewhere
        place = (is_elsewhere, tier, ranks.get(row.pk, 0), row.pk)
        if row.key not in best or place < best[row.key]:
            best[row.key] = place
    return [place[-1] for place in sorted(best.values(), key=lambda place: place[1:])]


def hits(ids, query):
    """The Hits of one page, in the order of the ids; three queries."""
    entries = SearchEntry.objects.in_bulk(ids)
    found = [entries[pk] for pk in ids if pk in entries]
    practices = PracticePage.objects.select_related("city__state").only(
        "review_status", "place_name", "city__name", "city__state__name", "city__state__names", "city__state__iso3"
    )
    shown = practices.in_bulk([entry.page_id for entry in found if entry.kind == SearchEntry.Kind.PRACTICE])
    here = addresses_here(found)
    return [
        Hit(
            entry=entry,
            title=marked(entry.title, query, entry.language),
            text=snippet(entry.text, query, entry.language),
            beside=beside(entry.title, entry.text, query, entry.language),
            address=here.get(entry.key) or address_of(entry),
            practice=shown.get(entry.page_id),
        )
        for entry in found
    ]


def addresses_here(entries):
    """{key: address in the reader's language} of pages that stand there with another language's words; one query."""
    language = get_language()
    elsewhere = [entry.key.partition("-")[2] for entry in entries if entry.page_id and entry.language != language]
    rows = Page.objects.live().filter(
        translation_key__in=elsewhere, locale__language_code=language, alias_of__isnull=False
    )
    return {f"page-{key}": tree_url(path, language) for key, path in rows.values_list("translation_key", "url_path")}


def address_of(entry):
    """Where a hit leads: pages stand in their own language, everything else in the reader's."""
    if entry.page_id:
        return entry.address
    reader = get_language() or settings.LANGUAGE_CODE
    with override(settings.LANGUAGE_CODE):  # the address is one of the first language, and resolves in that alone
        return translate_url(entry.address, reader)
