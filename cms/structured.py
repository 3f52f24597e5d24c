"""schema.org descriptions (JSON-LD) of what public pages show: plain data, nothing that the page does not say."""

import json

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import mark_safe

from .addresses import page_url
from .structured_bodies import of_body

CONTEXT = "https://schema.org"
LEADS = ("summary", "introduction", "purpose")  # where pages say in a sentence what they are about
LICENCES = {
    "cc-by-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "cc-by-sa-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "cc0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
TYPES = {
    "homepage": "WebSite",
    "practicepage": "Article",
    "guidancepage": "Article",
    "standardpage": "WebPage",
    "practiceindexpage": "Dataset",
    "coursepage": "Course",
    "modulepage": "LearningResource",
}
# What JSON may hold and HTML would read as its own.
ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def path(name, *args):
    """The address of a view in the language of the page."""
    return reverse(name, args=args)


def is_article(page):
    """Whether a page is something that somebody wrote at one time."""
    return TYPES.get(page._meta.model_name) == "Article"


def publisher():
    """Whoever runs the site."""
    return {"@type": "Organization", "name": settings.SITE_NAME, "url": settings.SITE_URL}


def of_page(page, description, language, picture=""):
    """The JSON-LD of a page of the CMS."""
    address = settings.SITE_URL + page_url(page)
    thing = {
        "@type": TYPES.get(page._meta.model_name, "WebPage"),
        "@id": address,
        "url": address,
        "name": page.title,
        "description": description,
        "inLanguage": language,
        "publisher": publisher(),
    }
    if is_article(page):
        thing |= of_article(page) | {"image": picture}
    kind = thing["@type"]
    if kind in PAGES:
        thing |= PAGES[kind](page, address)
    thing |= of_body(page)
    return written([thing, trail(getattr(page, "trail_pairs", []), address)])


def of_site(page, _address):
    """The home page: the site, and how to search it."""
    target = f"{settings.SITE_URL}{path('cms:search')}?q={{search_term_string}}"
    action = {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}
    return {"name": settings.SITE_NAME, "headline": page.title, "potentialAction": action}


def of_practices(_page, address):
    """The list of practices as a set of data."""
    terms = {"license": LICENCES["cc-by-4.0"], "creator": publisher(), "isAccessibleForFree": True}
    return {**terms, "distribution": [distribution(f"{address}?format=csv")]}


def of_course(_page, _address):
    """A course: free, and on the site alone."""
    offer = {"@type": "Offer", "category": "Free", "price": 0}
    return {"provider": publisher(), "isAccessibleForFree": True, "offers": [offer]}


def of_module(page, address):
    """A module: what people can do after it, how long it takes, and its course."""
    course = {"@type": "Course", "url": f"{address.rstrip('/').rpartition('/')[0]}/"}
    minutes = {"timeRequired": f"PT{page.minutes}M", "isAccessibleForFree": True}
    return {"teaches": [str(goal.value) for goal in page.goals], "isPartOf": course, **minutes}


PAGES = {"WebSite": of_site, "Dataset": of_practices, "Course": of_course, "LearningResource": of_module}


def of_article(page):
    """What an article has beside: headline, dates, licence, and of a practice its author and place."""
    licence = LICENCES.get(getattr(page, "licence", "cc-by-4.0"))
    author, place = getattr(page, "author_body", ""), getattr(page, "place", "")
    return {
        "headline": page.title,
        "datePublished": iso(page.first_published_at),
        "dateModified": iso(page.last_published_at),
        **({"license": licence} if licence else {}),
        "author": {"@type": "Organization", "name": author} if author else publisher(),
        **({"contentLocation": {"@type": "Place", "name": place, **position(page)}} if place else {}),
    }


def position(page):
    """Where the place of a practice lies on the map; nothing where nobody said so."""
    latitude, longitude = getattr(page, "latitude", None), getattr(page, "longitude", None)
    if latitude is None or longitude is None:
        return {}
    return {"geo": {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}}


def of_view(context, name, address, *, title="", description=""):
    """The JSON-LD of a page that is no page of the CMS."""
    about = {"@id": address, "url": address, "@type": "WebPage", "name": title, "description": description}
    thing = about | (SUBJECTS[name](context) if name in SUBJECTS else {})
    return written([thing, trail(context.get("breadcrumbs") or [], address)])


def of_government(context):
    """A local or regional government."""
    place = context["government"]
    return {
        "@type": "GovernmentOrganization",
        "name": place.name,
        "areaServed": {"@type": "AdministrativeArea", "name": place.name},
        "parentOrganization": {"@type": "GovernmentOrganization", "name": str(place.parent or place.state)},
    }


def of_report(context):
    """A published report."""
    report = context["report"]
    return {
        "@type": "Report",
        "name": report.public_title,
        "inLanguage": report.language,
        "datePublished": iso(report.published_at),
        "version": str(report.edition),
        "publisher": publisher(),
    }


def of_recommendation(context):
    """The official text of a recommendation, part of its review."""
    row, official = context["recommendation"], context.get("official")
    return {
        "@type": "CreativeWork",
        "name": f"{row.review}: {row}",
        **({"text": official.text, "inLanguage": official.language} if official else {}),
        "isPartOf": {"@type": "CreativeWork", "name": str(row.review)},
    }


def of_list(context):
    """The recommendations of a review as a set of data."""
    review = context.get("review")
    if review is None:
        return {"@type": "WebPage", "name": settings.SITE_NAME}
    return {
        "@type": "Dataset",
        "name": str(review),
        "creator": publisher(),
        "license": settings.OPEN_DATA_LICENCE[1],
        "isAccessibleForFree": True,
        "distribution": [
            distribution(f"{settings.SITE_URL}{path('tracking:recommendation-export')}?review={review.pk}")
        ],
    }


def of_figures(context):
    """What stands about a State, review, theme or goal as a set of data."""
    return {
        "@type": "Dataset",
        "creator": publisher(),
        "license": settings.OPEN_DATA_LICENCE[1],
        "isAccessibleForFree": True,
        "distribution": [distribution(f"{settings.SITE_URL}{context['request'].path}?format=csv")],
    }


def of_open_data(context):
    """All sets of data of the site."""
    terms = {"license": context["licence_url"], "isAccessibleForFree": True}
    return {"@type": "DataCatalog", "publisher": publisher(), **terms}


SUBJECTS = {
    "state-detail": of_figures,
    "review-overview": of_figures,
    "theme-detail": of_figures,
    "goal-detail": of_figures,
    "page": of_open_data,
    "government-detail": of_government,
    "public-report": of_report,
    "recommendation-detail": of_recommendation,
    "recommendation-list": of_list,
}


def distribution(address):
    """A file with the data."""
    return {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": address}


def trail(pairs, address):
    """The way down to the page; None where it is the first one."""
    if len(pairs) < 2:
        return None
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "name": str(label),
            "item": settings.SITE_URL + url if url else address,
        }
        for place, (label, url) in enumerate(pairs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def iso(moment):
    """A moment as its day; "" without one."""
    return moment.date().isoformat() if moment else ""


def written(things):
    """JSON that may stand inside of a page; "" where there is nothing to say."""
    graph = [{key: value for key, value in thing.items() if value != ""} for thing in things if thing]
    if not graph:
        return ""
    text = json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(ESCAPED))  # no sign is left that HTML would read
