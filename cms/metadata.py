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
from .structured_bodies import aims

PICTURE = "upr_local/shared.png"  # shapes without words, for every language
PICTURE_SIZE = (1200, 630)
OWN_PICTURE = "fill-1200x630|format-jpeg"  # of a page with a picture of its own
# Open Graph wants a language with a country; where no country is meant, the one that programs expect.
LOCALES = {"en": "en_GB", "es": "es_ES", "fr": "fr_FR", "ar": "ar_AR", "ru": "ru_RU", "zh-hans": "zh_CN"}
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
        "indicator-detail": "indicator",
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
    picture: str = ""  # the address of one of its own
    picture_alt: str = ""
    picture_size: tuple = PICTURE_SIZE
    language: str = ""  # of the words of the page

    def __post_init__(self):
        self.picture = self.picture or default_picture()

    @property
    def locale(self):
        """The language of the page as Open Graph writes it."""
        return locale_of(self.language or get_language() or settings.LANGUAGE_CODE)

    @property
    def other_locales(self):
        """The languages in which the page stands, too, as Open Graph writes them."""
        found = (locale_of(language) for language, _address in self.alternates if language != "x-default")
        return [locale for locale in found if locale != self.locale]


def default_picture():
    """The address of the picture of the site."""
    return settings.SITE_URL + static(PICTURE)


def locale_of(language):
    """A language as Open Graph writes it."""
    return LOCALES.get(language, language.replace("-", "_"))


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
    own, picture = getattr(page, "translation_addresses", {}), own_picture(page)
    source = page.alias_of or page
    leads = (getattr(page, name, "") for name in structured.LEADS)
    description = described(page.search_description, *leads, aims(page))
    return Metadata(
        title=page.seo_title or page.title,
        address=settings.SITE_URL + with_kept(page_url(source), request),
        description=description,
        kind="article" if structured.is_article(page) else "website",
        alternates=languages(own),
        feeds=common_feeds(),
        data=structured.of_page(page, description, language_of(page), picture.get("picture") or default_picture()),
        language=language_of(page),
        **picture,
    )


def own_picture(page):
    """{address, words and size of the picture of a page} for Metadata; empty without one, or where its file is gone."""
    image = getattr(page, "image", None)
    try:
        shown = image and image.get_rendition(OWN_PICTURE)
    except (SourceImageIOError, OSError):
        shown = None
    if not shown:
        return {}
    size = (shown.width, shown.height)
    return {"picture": settings.SITE_URL + shown.url, "picture_alt": page.image_alt, "picture_size": size}


def of_view(context, request, name):
    """The Metadata of a page that is no page of the CMS."""
    without = ("review",) if context.get("is_newest_review") else ()
    address = settings.SITE_URL + with_kept(request.path, request, without)
    title, description = title_of(context, name), described(descriptions.of_view(context, name))
    return Metadata(
        title=title,
        address=address,
        description=description,
        alternates=languages({code: translate_url(request.path, code) for code, _name in settings.LANGUAGES}),
        feeds=[*own_feeds(context, name), *common_feeds()],
        data=structured.of_view(context, name, address, title=title, description=description),
    )


TITLES = {
    "recommendation-detail": lambda context: f"{context['recommendation'].review}: {context['recommendation']}",
    "recommendation-list": lambda context: _("Recommendations"),
    "subscribe": lambda context: _("News by mail"),
    "step-detail": lambda context: context["step"].title,
    "plan-detail": lambda context: context["plan"].title,
    "survey-detail": lambda context: str(context["survey"]),
    "survey-results": lambda context: str(context["survey"]),
}


def title_of(context, name):
    """What the page is called: by what it shows or by its trail, else by the site."""
    if name in TITLES:
        return TITLES[name](context)
    trail = context.get("breadcrumbs")
    return str(trail[-1][0]) if trail else settings.SITE_NAME


def described(*texts):
    """The first text that is given, as a description of some length."""
    text = next((text for text in texts if text), "")
    return Truncator(" ".join(str(text).split())).words(DESCRIPTION_WORDS)


def with_kept(path, request, without=()):
    """A path with what of the query makes a page of its own; `without` what says no more than the path."""
    query = request.GET.copy()
    for key in set(query) - (set(KEPT_IN_ADDRESS) - set(without)):
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
    """The feeds of what the page is about."""
    path = structured.path
    if name == "government-detail":
        place = context["government"]
        title = _("%(site)s: what %(place)s publishes") % {"site": settings.SITE_NAME, "place": place}
        return [(title, path("tracking:government-feed", place.state.iso3, place.slug))]
    if name == "theme-detail":
        theme = context["theme"]
        title = _("%(site)s: statuses on %(theme)s") % {"site": settings.SITE_NAME, "theme": theme.label}
        return [(title, path("tracking:theme-feed", theme.pk)), practices_on(theme.label, "theme", theme.pk)]
    if name == "goal-detail":
        return [practices_on(str(context["goal"]), "goal", context["goal"].number)]
    if name.startswith("public-report"):
        return [(_("Published reports"), path("tracking:report-feed"))]
    return []


def practices_on(subject, kind, key):
    """The feed of practices of a theme or goal."""
    return (f"{_('New practices')} · {subject}", structured.path(f"cms:practice-atom-{kind}", key))
