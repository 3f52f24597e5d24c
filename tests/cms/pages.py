"""Makes pages for tests, published and with believable content."""

import datetime
import itertools

from wagtail.models import Locale, Page, Site

from cms.models import HomePage, PracticeEvidence, PracticeIndexPage, PracticePage

counter = itertools.count(1)


def locale(language="en"):
    """The locale of a language."""
    return Locale.objects.get_or_create(language_code=language)[0]


def home(language="en", **fields):
    """A home page; the English one becomes the root of the site, the others its translations."""
    english = HomePage.objects.filter(locale=locale("en")).first()
    if english and language != "en":
        fields.setdefault("translation_key", english.translation_key)
    page = HomePage(
        **{
            "title": "Home",
            "slug": f"home-{language}",
            "purpose": "What it is for.",
            "locale": locale(language),
            **fields,
        }
    )
    Page.get_first_root_node().add_child(instance=page)
    if language == "en":
        site = Site.objects.get(is_default_site=True)
        site.root_page = page
        site.save()
    return page


def practice_index(parent, **fields):
    """A list of practices below a home page."""
    page = PracticeIndexPage(title="Good practices", slug="practices", locale=parent.locale, **fields)
    parent.add_child(instance=page)
    return page


def practice_fields(**fields):
    """The fields of a practice that may be published, without place and sources."""
    return {
        "title": f"Night shelter {next(counter)}",
        "summary": "A night shelter with forty beds opened.",
        "results": "312 people used it.",
        "results_date": datetime.date(2026, 1, 31),
        "costs": "Not disclosed.",
        "what_did_not_work": "It is closed in summer.",
        "is_free_of_individuals": True,
        "last_verified": datetime.date(2026, 2, 1),
        **fields,
    }


def practice(index, city, sources=1, **fields):
    """A published practice of a city, with a source."""
    page = PracticePage(city=city, locale=index.locale, **practice_fields(**fields))
    for number in range(sources):
        page.evidence.add(PracticeEvidence(kind="report", title=f"Report {number}"))
    index.add_child(instance=page)
    page.save_revision().publish()
    return PracticePage.objects.get(pk=page.pk)


def draft(index, **fields):
    """A practice that nobody has published, with a version to publish."""
    fields = {"title": f"Draft {next(counter)}", **fields}
    page = PracticePage(locale=index.locale, live=False, **fields)
    index.add_child(instance=page)
    page.save_revision()
    return page
