"""What programs that visit the site read first: sitemap, robots.txt and llms.txt."""

from io import StringIO

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page

from . import sitemap
from .addresses import page_url

XML = "application/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
# Rooms of the workspace and of accounts, and addresses that hold secrets. The others are for everybody.
CLOSED = (
    *("accounts", "approvals", "assessments", "background", "bodies", "calls", "comments", "commitments"),
    *(
        "indicator-values",
        "contributions",
        "dialogues",
        "evidence",
        "follow-ups",
        "handovers",
        "history",
        "history.csv",
        "imports",
        "invitation",
    ),
    *("invitations", "local-reviews", "mails", "measures", "my-account", "my-work", "places", "plans"),
    *("practice/reported", "practice/unpublish"),
    *("reminders", "report-templates", "reports", "reviews", "roles", "search", "second-readings"),
    *("self-assessments", "states", "subscriptions", "surveys/answers", "surveys/invitations", "taking-part"),
    "workbooks",
)
CLOSED_ROOTS = ("/admin/", "/accounts/", "/calendar/", "/i18n/", "/health/")
INTERFACES = {  # named where this installation has them
    "/api/v1/": "Read-only interface (API)",
    "/api/v1/openapi.json": "Its description for programs (OpenAPI)",
    "/en/open-data/": "Files, data dictionary and licence",
}
ENTRANCE_DEPTH = 3  # of pages right below a home page
KEPT = cache_control(public=True, max_age=60 * 60)


@KEPT
@require_safe
def sitemap_index(request):
    """The list of the map's files."""
    stream = StringIO()
    sitemap.write_index(stream)
    return HttpResponse(stream.getvalue(), content_type=XML)


@KEPT
@require_safe
def sitemap_file(request, name, number):
    """One file of the map; 404 where there is none."""
    entries = sitemap.entries_of(name, int(number))
    if not entries:
        raise Http404
    stream = StringIO()
    sitemap.write_file(stream, entries)
    return HttpResponse(stream.getvalue(), content_type=XML)


@KEPT
@require_safe
def robots(request):
    """What visitors leave alone. It keeps nothing secret: every address asks for itself who may read it."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED_ROOTS)]
    lines += [f"Disallow: /{code}/{closed(room)}" for code, _name in settings.LANGUAGES for room in CLOSED]
    lines += ["", f"Sitemap: {settings.SITE_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


def closed(room):
    """A room with everything below it, or a file."""
    return room if "." in room else f"{room}/"


@KEPT
@require_safe
def llms(request):
    """What the site is, where its data are and on what terms, for language models and those who use them."""
    context = {
        "site_url": settings.SITE_URL,
        "languages": list(entrances().items()),
        "home": f"{settings.SITE_URL}/{settings.LANGUAGE_CODE}",
        "interfaces": [(path, label) for path, label in INTERFACES.items() if stands(path)],
        "source_url": settings.SOURCE_URL,
    }
    return render(request, "cms/llms.txt", context, content_type=TEXT)


def entrances():
    """{language: [pages right below its home page]} of what stands there in words of its own; one query."""
    rows = Page.objects.live().public().filter(depth=ENTRANCE_DEPTH, alias_of=None).order_by("path")
    found = {code: [] for code, _name in settings.LANGUAGES}
    for page in rows.select_related("locale"):
        if page.locale.language_code in found:
            lead = " ".join(page.search_description.split())
            found[page.locale.language_code].append((page.title, settings.SITE_URL + page_url(page), lead))
    return found


def stands(path):
    """Whether this installation has an address."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
