"""What can be found: every public thing as a Source, plain data that the index stores. Nothing else ever gets in."""

import hashlib
import html
import zlib
from dataclasses import dataclass, field

from django.conf import settings
from django.db import models
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import override
from wagtail.documents.models import Document
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex
from wagtail.search import index

from cms.addresses import page_url
from cms.models import PracticePage, SearchEntry
from tracking.models import Goal, LocalGovernment, Report, State

from .snippets import END_OF_PROSE

Kind = SearchEntry.Kind
LONGEST_TEXT = 40_000  # characters
HOME_DEPTH = 2
LONGEST_TITLE = 255


@dataclass
class Source:
    """One thing in one language; `link` names the column of the entry that ties it to its row."""

    key: str
    kind: str
    title: str
    address: str
    link: str
    pk: int
    language: str = ""
    text: str = ""
    state: int | None = None
    year: int | None = None
    themes: list = field(default_factory=list)
    goals: list = field(default_factory=list)
    stamp: str = ""

    def __post_init__(self):
        self.title, self.text = self.title[:LONGEST_TITLE], " ".join(self.text.split())[:LONGEST_TEXT]
        if not self.stamp:
            self.stamp = hashlib.sha256(repr(vars(self)).encode()).hexdigest()


def public_pages():
    """Published pages that everybody may read and that have words of their own; home pages are left out.

    A page that stands in for a missing translation is found by the page whose words it shows.
    """
    return Page.objects.live().public().filter(depth__gt=HOME_DEPTH, alias_of=None)


def public_documents():
    """Files to which a published page leads, outside of the collections that are not for everybody."""
    leading = ReferenceIndex.objects.filter(
        to_content_type__app_label="wagtaildocs",
        base_content_type__app_label="wagtailcore",
        object_id__in=Page.objects.live().public().values(text=Cast("pk", CharField())),
    )
    documents = Document.objects.filter(pk__in=list(leading.values_list("to_object_id", flat=True).distinct()))
    for restriction in CollectionViewRestriction.objects.select_related("collection"):
        documents = documents.exclude(collection__path__startswith=restriction.collection.path)
    return documents


def stamp_of(published_at, url_path):
    """What changes whenever a page is published or moved."""
    return f"{published_at and published_at.timestamp()} {zlib.crc32(url_path.encode())}"


def page_source(page):
    """The Source of a page of any type, given as what it is (`.specific()`)."""
    language = page.locale.language_code
    facets = practice_facets(page) if isinstance(page, PracticePage) else {}
    more, (prose, beside) = facets.pop("more", ""), searched_text(page)
    return Source(
        key=f"page-{page.translation_key}",
        kind=kind_of(page),
        title=page.title,
        address=page_url(page),
        link="page",
        pk=page.pk,
        language=language,
        text=f"{prose} {END_OF_PROSE} {beside} {more}",
        year=facets.pop("year", None) or (page.first_published_at and page.first_published_at.year),
        stamp=stamp_of(page.last_published_at, page.url_path),
        **facets,
    )


def kind_of(page):
    """What a page counts as, by the name of its type."""
    name = page._meta.model_name
    for beginning, kind in [("practicepage", Kind.PRACTICE), ("guidance", Kind.GUIDANCE), ("course", Kind.COURSE)]:
        if name.startswith(beginning):
            return kind
    return Kind.PAGE


def searched_text(page):
    """(what people read, short words beside it) of a page, as it declares them (`search_fields`), without its title."""
    prose, beside, columns = [page.search_description], [], {field.name: field for field in page._meta.get_fields()}
    for declared in page.search_fields:
        if isinstance(declared, index.SearchField) and declared.field_name != "title":
            value = declared.get_value(page)
            is_short = isinstance(columns.get(declared.field_name), models.CharField)
            part = beside if is_short else prose
            part += value if isinstance(value, list | tuple) else [value]
    return plain(prose), plain(beside)


def plain(parts):
    """Pieces of text or HTML as plain text."""
    return " ".join(html.unescape(strip_tags(str(part))) for part in parts if part)


def practice_facets(practice):
    """Place, year, themes and SDG goals of a practice, and their names as `more` words to find it by."""
    with override(practice.locale.language_code):
        themes = list(practice.themes.select_related("current"))
        goals = list(Goal.objects.filter(targets__in=practice.targets.all()).distinct())
        state = practice.city.state if practice.city else country_of(practice)
        more = [practice.place, str(state or ""), *(theme.label for theme in themes), *map(str, goals)]
        more += [group.label for group in practice.groups.all()]
    return {
        "state": state and state.pk,
        "year": practice.start_date and practice.start_date.year,
        "themes": sorted({theme.current_id or theme.pk for theme in themes}),
        "goals": sorted(goal.number for goal in goals),
        "more": " ".join(more),
    }


def country_of(practice):
    """The State that a practice outside of the governments of this site names by its three letters, or None."""
    code = getattr(practice, "country", "")
    return State.objects.filter(iso3=code).first() if code else None


def governments():
    """The Sources of governments; their States' names in all languages are words to find them by."""
    for row in LocalGovernment.objects.publishing().select_related("state"):
        names = [row.state.name, *row.state.names.values()]
        yield Source(
            key=f"government-{row.pk}",
            kind=Kind.GOVERNMENT,
            title=row.name,
            address=in_first_language("tracking:government-detail", row.state.iso3, row.slug),
            link="government",
            pk=row.pk,
            text=" ".join(dict.fromkeys(names)),
            state=row.state_id,
        )


def reports():
    """The Sources of published editions, each in its own language."""
    for row in Report.objects.published().for_listing():
        state = row.call.review.state
        with override(row.language):
            title, text = row.public_title, f"{row.call.review} {state} {' '.join(state.names.values())}"
        yield Source(
            key=f"report-{row.call_id}",
            kind=Kind.REPORT,
            title=title,
            address=in_first_language(
                "tracking:public-report", state.iso3, row.call.review.cycle, row.call_id, row.edition
            ),
            link="report",
            pk=row.pk,
            language=row.language,
            text=text,
            state=state.pk,
            year=row.published_at.year,
        )


def documents():
    """The Sources of files that pages lead to."""
    for row in public_documents():
        yield Source(
            key=f"document-{row.pk}",
            kind=Kind.DOCUMENT,
            title=row.title,
            address=row.url,
            link="document",
            pk=row.pk,
            text=row.filename,
            year=row.created_at.year,
        )


def in_first_language(name, *args):
    """An address as the index keeps it; the search translates it for its reader."""
    with override(settings.LANGUAGE_CODE):
        return reverse(name, args=args)


def is_public():
    """A Q that keeps the entries whose thing is public at this moment; a fixed number of queries."""
    return (
        Q(page__in=public_pages().values("pk"))
        | Q(report__in=Report.objects.published().values("pk"))
        | Q(government__in=LocalGovernment.objects.publishing().values("pk"))
        | Q(document__in=public_documents().values("pk"))
    )
