"""What can be found: every public thing as a Source, plain data that the index stores. Nothing else ever gets in."""

import hashlib
import html
import zlib
from dataclasses import dataclass, field

from django.db import models
from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.documents.models import Document
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex
from wagtail.search import index

from cms.addresses import page_url
from cms.models import PracticePage, SearchEntry
from tracking.models import Goal, State

from .snippets import BETWEEN, END_OF_PROSE

Kind = SearchEntry.Kind
LONGEST_TEXT = 40_000  # characters
HOME_DEPTH = 2
KINDS = (
    *(("practicepage", Kind.PRACTICE), ("guidance", Kind.GUIDANCE)),
    *(("course", Kind.COURSE), ("module", Kind.COURSE)),
)
LEADS = ("summary", "introduction")  # what a page says of itself in a sentence or two
MADE_BY = "2"  # raise it when the index is made in another way: pages are then indexed anew
LONGEST_TITLE = 255


@dataclass
class Source:
    """One thing in one language; `link` names the column of the entry that ties it to its row.

    `leading` are words that its text should be found by first, such as its summary or its themes.
    """

    key: str
    kind: str
    title: str
    address: str
    link: str
    pk: int
    language: str = ""
    text: str = ""
    leading: str = ""
    record: str = ""
    state: int | None = None
    year: int | None = None
    themes: list = field(default_factory=list)
    goals: list = field(default_factory=list)
    stamp: str = ""
    read: object = None  # gives (text, short words beside it) where it costs something to know them

    def __post_init__(self):
        self.title = self.title[:LONGEST_TITLE]
        self.say(self.text)

    def fingerprint(self):
        """A word that changes with anything that it says."""
        return hashlib.sha256(repr((MADE_BY, *vars(self).values())).encode()).hexdigest()

    def say(self, prose, beside=()):
        """Give it its text, and short words that help to find it and are no text to read."""
        self.text = " ".join(prose.split())[:LONGEST_TEXT]
        if beside:
            self.text += f" {END_OF_PROSE} {BETWEEN.join(' '.join(words.split()) for words in beside if words)}"


def public_pages():
    """Published pages that everybody may read and that have words of their own; home pages are left out.

    A page that stands in for a missing translation is found by the page whose words it shows.
    """
    return Page.objects.live().public().filter(depth__gt=HOME_DEPTH, alias_of=None)


def document_links():
    """The rows of Wagtail's index by which published pages lead to documents."""
    return ReferenceIndex.objects.filter(
        to_content_type__app_label="wagtaildocs",
        base_content_type__app_label="wagtailcore",
        object_id__in=Page.objects.live().public().values(text=Cast("pk", CharField())),
    )


def public_documents():
    """Files to which a published page leads, outside of the collections that are not for everybody."""
    leading = document_links().values_list("to_object_id", flat=True).distinct()
    documents = Document.objects.filter(pk__in=list(leading))
    for restriction in CollectionViewRestriction.objects.select_related("collection"):
        documents = documents.exclude(collection__path__startswith=restriction.collection.path)
    return documents


def stamp_of(published_at, url_path):
    """What changes whenever a page is published or moved."""
    return f"{MADE_BY} {published_at and published_at.timestamp()} {zlib.crc32(url_path.encode())}"


def page_source(page):
    """The Source of a page of any type, given as what it is (`.specific()`)."""
    facets = practice_facets(page) if isinstance(page, PracticePage) else {}
    subjects, (prose, beside) = facets.pop("subjects", []), searched_text(page)
    found = Source(
        key=f"page-{page.translation_key}",
        kind=kind_of(page),
        title=page.title,
        address=page_url(page),
        link="page",
        pk=page.pk,
        language=page.locale.language_code,
        leading=plain([page.search_description, *(getattr(page, name, "") for name in LEADS), *subjects]),
        year=facets.pop("year", None) or (page.first_published_at and page.first_published_at.year),
        stamp=stamp_of(page.last_published_at, page.url_path),
        **facets,
    )
    found.say(prose or plain([page.search_description]), [*subjects, *beside])
    return found


def kind_of(page):
    """What a page counts as, by the name of its type."""
    name = page._meta.model_name
    return next((kind for beginning, kind in KINDS if name.startswith(beginning)), Kind.PAGE)


def searched_text(page):
    """(what people read, [short words beside it]) of a page, as it declares them (`search_fields`), without its title.

    What only search engines read, its description, is neither: it says again what the page says.
    """
    prose, beside, columns = [], [], {field.name: field for field in page._meta.get_fields()}
    for declared in page.search_fields:
        if isinstance(declared, index.SearchField) and declared.field_name != "title":
            value = declared.get_value(page)
            is_short = isinstance(columns.get(declared.field_name), models.CharField)
            part = beside if is_short else prose
            part += value if isinstance(value, list | tuple) else [value]
    return plain(prose), [plain([part]) for part in beside if part]


def plain(parts):
    """Pieces of text or HTML as plain text."""
    return " ".join(html.unescape(strip_tags(str(part))) for part in parts if part)


def practice_facets(practice):
    """Place, year, themes and SDG goals of a practice, and their names as `subjects` to find it by."""
    with override(practice.locale.language_code):
        themes = list(practice.themes.select_related("current"))
        goals = list(Goal.objects.filter(targets__in=practice.targets.all()).distinct())
        state = practice.city.state if practice.city else country_of(practice)
        subjects = [practice.place, str(state or ""), *(theme.label for theme in themes)]
        subjects += [numbered(row) for row in [*goals, *practice.targets.all()]]
        subjects += [group.label for group in practice.groups.all()]
    return {
        "state": state and state.pk,
        "year": practice.start_date and practice.start_date.year,
        "themes": sorted({theme.current_id or theme.pk for theme in themes}),
        "goals": sorted(goal.number for goal in goals),
        "subjects": [subject for subject in subjects if subject],
    }


def numbered(goal):
    """A goal or target as people look for it: "SDG 11 ...", "SDG 11.2 ..."."""
    return f"{_('SDG')} {goal}"


def country_of(practice):
    """The State that a practice outside of the governments of this site names by its three letters, or None."""
    code = getattr(practice, "country", "")
    return State.objects.filter(iso3=code).first() if code else None
