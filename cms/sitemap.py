"""The map of the site for search engines: every public address in every language, in files of LARGEST at most.

An entry names the other languages of its page. Recommendations are read file by file, never all at once.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.utils.xmlutils import SimplerXMLGenerator
from wagtail.models import Page

from tracking.models import Goal, ImplementationStep, LocalGovernment, Recommendation, Report, ThemeLink

from .addresses import tree_url
from .models import EngagementProfile, MappingExercise, Survey

LARGEST = 5_000  # entries of one file
NAMESPACE = {
    "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
}
LISTS = (
    *("tracking:recommendation-list", "tracking:public-report-list", "tracking:government-list"),
    *("tracking:state-list", "tracking:theme-list", "tracking:goal-list"),
    *("cms:subscribe", "cms:survey-list", "cms:profile-list", "cms:lesson-list", "cms:need-list"),
    *("opendata:page", "opendata:dictionary", "opendata:api"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing: its address by language, and when it changed."""

    addresses: dict
    changed_at: object = None


def in_all_languages(name, *args):
    """{language: address} of a view."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[language] = reverse(name, args=args)
    return found


def pages():
    """Published pages by their translations; a page that shows another one's words is left out."""
    rows = Page.objects.live().public().filter(alias_of=None, depth__gt=1).order_by("path")
    found = {}
    for key, language, path, at in rows.values_list(
        "translation_key", "locale__language_code", "url_path", "last_published_at"
    ):
        addresses, times = found.setdefault(key, ({}, []))
        addresses[language] = tree_url(path, language)
        times += [at] if at else []
    return [Entry(addresses, max(times, default=None)) for addresses, times in found.values()]


def recommendations(start=0, end=None):
    """The recommendations from one place to another, in a lasting order."""
    columns = ("review__state__iso3", "review__cycle", "paragraph")
    rows = Recommendation.objects.order_by("pk").values_list(*columns)
    return [Entry(in_all_languages("tracking:recommendation-detail", *row)) for row in rows[start:end]]


def governments():
    """The governments that publish something."""
    rows = LocalGovernment.objects.publishing().order_by("pk").values_list("state__iso3", "slug")
    return [Entry(in_all_languages("tracking:government-detail", *row)) for row in rows]


def steps():
    """The steps that governments publish."""
    rows = ImplementationStep.objects.published().order_by("pk").values_list("pk", "updated_at")
    return [Entry(in_all_languages("tracking:step-detail", pk), at) for pk, at in rows]


def reports():
    """Published reports."""
    columns = ("call__review__state__iso3", "call__review__cycle", "call", "edition", "published_at")
    rows = Report.objects.published().order_by("pk").values_list(*columns)
    return [Entry(in_all_languages("tracking:public-report", *row[:-1]), row[-1]) for row in rows]


def overviews():
    """States and reviews with recommendations, and the themes of today and SDG goals that these name."""
    reviews = list(Recommendation.objects.reviews().order_by("pk").values_list("state__iso3", "cycle"))
    links = ThemeLink.objects.order_by().annotate(today=Coalesce("theme__current", "theme"))
    themes = sorted(links.values_list("today", flat=True).distinct())
    goals = Goal.objects.filter(pk__in=Recommendation.goals.through.objects.values("goal"))
    rows = [("state-detail", iso3) for iso3 in sorted({iso3 for iso3, _cycle in reviews})]
    rows += [("review-overview", *review) for review in dict.fromkeys(reviews)]
    rows += [("theme-detail", theme) for theme in themes]
    rows += [("goal-detail", number) for number in goals.order_by("number").values_list("number", flat=True)]
    return [Entry(in_all_languages(f"tracking:{name}", *args)) for name, *args in rows]


def register():
    """The public mappings and profiles of the engagement register, and the surveys that everybody finds."""
    profiles = EngagementProfile.objects.shown().order_by("pk").values_list("exercise__slug", "slug")
    mappings = MappingExercise.objects.shown().order_by("pk").values_list("slug")
    surveys = Survey.objects.listed(timezone.localdate()).order_by("pk").values_list("slug")
    rows = [("mapping-detail", *row) for row in mappings] + [("profile-detail", *row) for row in profiles]
    rows += [("survey-detail", *row) for row in surveys]
    return [Entry(in_all_languages(f"cms:{name}", *args)) for name, *args in rows]


def lists():
    """The pages that lead to all others."""
    return [Entry(in_all_languages(name)) for name in LISTS]


def others():
    """Everything but recommendations."""
    return [*lists(), *pages(), *governments(), *steps(), *overviews(), *reports(), *register()]


def per_file():
    """How many things fit into a file: each has an entry for each language."""
    return LARGEST // len(settings.LANGUAGES)


def files():
    """The names of all files: pages-1, recommendations-1, recommendations-2 ..."""
    found = []
    for name, count in (("pages", len(others())), ("recommendations", Recommendation.objects.count())):
        found += [f"{name}-{number}" for number in range(1, -(-count // per_file()) + 1)]
    return found


def entries_of(name, number):
    """The entries of one file; empty where there is no such file."""
    start = (number - 1) * per_file()
    end = start + per_file()
    return recommendations(start, end) if name == "recommendations" else others()[start:end]


def write_index(stream):
    """Write the list of files, as XML."""
    xml = begin(stream, "sitemapindex")
    for name in files():
        xml.startElement("sitemap", {})
        element(xml, "loc", settings.SITE_URL + reverse("sitemap-file", args=name.rsplit("-", 1)))
        xml.endElement("sitemap")
    end(xml, "sitemapindex")


def write_file(stream, entries):
    """Write the entries of one file, as XML: one for each language, each with all languages."""
    xml = begin(stream, "urlset")
    for entry in entries:
        for address in entry.addresses.values():
            xml.startElement("url", {})
            element(xml, "loc", settings.SITE_URL + address)
            if entry.changed_at:
                element(xml, "lastmod", entry.changed_at.date().isoformat())
            for language, other in alternates(entry.addresses):
                link = {"rel": "alternate", "hreflang": language, "href": settings.SITE_URL + other}
                xml.startElement("xhtml:link", link)
                xml.endElement("xhtml:link")
            xml.endElement("url")
    end(xml, "urlset")


def alternates(addresses):
    """(language or x-default, address) pairs; none for what stands in one language only."""
    if len(addresses) < 2:
        return []
    default = addresses.get(settings.LANGUAGE_CODE)
    return [*addresses.items(), *([("x-default", default)] if default else [])]


def begin(stream, name):
    """An XML document with its root element."""
    xml = SimplerXMLGenerator(stream, "utf-8")
    xml.startDocument()
    xml.startElement(name, NAMESPACE)
    return xml


def element(xml, name, text):
    """One element that holds text."""
    xml.startElement(name, {})
    xml.characters(text)
    xml.endElement(name)


def end(xml, name):
    """The end of the document."""
    xml.endElement(name)
    xml.endDocument()
