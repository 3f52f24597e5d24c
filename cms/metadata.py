"""What a public page tells programs about itself: description, other languages, Open Graph, schema.org.

Worked out from what the page's template has at hand, without a query of its own beyond those the page makes anyway.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.templatetags.static import static
from django.urls.base import translate_url
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page

from . import descriptions, structured
from .addresses import page_url
from .opendata import language_of

PICTURE = "upr_local/shared.png"  # shapes without words, for every language
SHARED = "fill-1200x630|format-jpeg|jpegquality-70"
KEPT_IN_ADDRESS = ("review", "page")  # what makes a page of its own; filters do not
DESCRIPTION_WORDS = 40
# Views that everybody reads, by app. The search is none of them: nobody should find a search by a search.
# Each with what its template has at hand; where that is missing, the page says that there is no such thing.
PUBLIC_VIEWS = {
    "tracking": {
        "recommendation-list": None,
        "recommendation-detail": "recommendation",
        "government-list": None,
        "government-detail": "government",
        "public-report-list": None,
        "public-report": "report",
        "step-detail": "step",
        "plan-detail": "plan",
        "state-list": None,
        "state-detail": "state",
        "review-overview": "review",
        "theme-list": None,
        "theme-detail": "theme",
        "goal-list": None,
        "goal-detail": "goal",
    },
    "cms": {
        "subscribe": None,
        "profile-list": None,
        "profile-detail": "profile",
        "mapping-detail": "mapping",
        "lesson-list": None,
        "need-list": None,
        "survey-list": None,
        "survey-detail": "survey",
        "survey-results": "survey",
    },
    "opendata": {"page": None, "dictionary": None, "api": "resources"},
}


@dataclass
class Metadata:
    """What stands in the head of a public page."""

    title: str
    address: str  # the one that counts; without filters
    description: str = ""
    kind: str = "website"
    alternates: list = field(default_factory=list)  # (language, address)
    feeds: list = field(default_factory=list)  # (title, address)
    data: str = ""  # JSON-LD
    has_own_description: bool = False  # the template writes description and canonical address itself
    image: object = None  # the picture of the page, cut around its focal point where it is shared

    @property
    def picture(self):
        """The address of the page's picture as others show it beside a link; without one, of the default picture."""
        try:
            return settings.SITE_URL + (self.image.get_rendition(SHARED).url if self.image else static(PICTURE))
        except (SourceImageIOError, FileNotFoundError):
            return settings.SITE_URL + static(PICTURE)

    @property
    def locale(self):
        """The language as Open Graph writes it."""
        return (get_language() or settings.LANGUAGE_CODE).replace("-", "_")


def of(context):
    """The Metadata of the page that is being shown; None for one that is not for everybody."""
    request, page = context.get("request"), context.get("page")
    if request is None:
        return None
    if isinstance(page, Page) and page.pk:
        return of_page(page, request)
    match = request.resolver_match
    views = PUBLIC_VIEWS.get(match.app_name, {}) if match else {}
    if match is None or match.url_name not in views or context.get("is_internal"):
        return None
    subject = views[match.url_name]
    return None if subject and not context.get(subject) else of_view(context, request, match.url_name)


def of_page(page, request):
    """The Metadata of a page of the CMS. One that shows another language's words names that page as the one."""
    own = getattr(page, "translation_addresses", {})
    source = page.alias_of or page
    description = described(page.search_description, *(getattr(page, name, "") for name in structured.LEADS))
    return Metadata(
        title=page.seo_title or page.title,
        address=settings.SITE_URL + with_kept(page_url(source), request),
        description=description,
        kind="article" if structured.is_article(page) else "website",
        alternates=languages(own),
        feeds=common_feeds(),
        data=structured.of_page(page, description, language_of(page)),
        image=getattr(page, "image", None),
    )


def of_view(context, request, name):
    """The Metadata of a page that is no page of the CMS."""
    address = settings.SITE_URL + with_kept(request.path, request)
    recommendation = context.get("recommendation") if name == "recommendation-detail" else None
    title, description = title_of(context), described(descriptions.of_view(context, name))
    return Metadata(
        title=title,
        address=context.get("address", address) if recommendation else address,
        description=description,
        alternates=languages({code: translate_url(request.path, code) for code, _name in settings.LANGUAGES}),
        feeds=[*own_feeds(context, name), *common_feeds()],
        data=structured.of_view(context, name, address, title=title, description=description),
        has_own_description=bool(recommendation),
    )


def title_of(context):
    """What the page is called: by its survey or its trail, else by the site."""
    trail, survey = context.get("breadcrumbs"), context.get("survey")
    if survey:
        return str(survey)
    return str(trail[-1][0]) if trail else settings.SITE_NAME


def described(*texts):
    """The first text that is given, as a description of some length."""
    text = next((text for text in texts if text), "")
    return Truncator(" ".join(str(text).split())).words(DESCRIPTION_WORDS)


def with_kept(path, request):
    """A path with what of the query makes a page of its own."""
    query = request.GET.copy()
    for key in set(query) - set(KEPT_IN_ADDRESS):
        query.pop(key)
    return f"{path}?{query.urlencode()}" if query else path


def languages(addresses):
    """[(language or x-default, full address)] where there is more than one."""
    if len(addresses) < 2:
        return []
    found = [(code, settings.SITE_URL + address) for code, address in addresses.items()]
    default = addresses.get(settings.LANGUAGE_CODE)
    return [*found, ("x-default", settings.SITE_URL + default)] if default else found


def common_feeds():
    """The feeds that every public page names."""
    return [(_("New practices"), structured.path("cms:practice-atom"))]


def own_feeds(context, name):
    """The feed of what the page is about."""
    if name == "government-detail":
        place = context["government"]
        return [(str(place), structured.path("tracking:government-feed", place.state.iso3, place.slug))]
    if name.startswith("public-report"):
        return [(_("Published reports"), structured.path("tracking:report-feed"))]
    return []
