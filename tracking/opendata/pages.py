"""The pages about open data: what there is to take along, what its columns mean, and how programs ask for it."""

import hashlib
import tempfile

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from . import answers, asking, dictionary, documentation, files, schema
from .catalogue import find, subjects
from .columns import part_about, sheets
from .terms import links
from .throttling import DownloadThrottle

# The header by which pages of other sites may read the files, and see whether they changed.
SHARED = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Link, Retry-After"}
CSV, JSON = "text/csv; charset=utf-8", "application/json"


def _terms():
    name, address = settings.OPEN_DATA_LICENCE
    return {"licence": name, "licence_url": address, "api_rate": rate(settings.API_RATE)}


def rate(told):
    """{"number", "period"} of a rate such as "120/min", for a sentence."""
    number, _slash, period = told.partition("/")
    words = {"s": _("a second"), "m": _("a minute"), "h": _("an hour"), "d": _("a day")}
    return {"number": int(number), "period": words[period[0]]}


@require_safe
def open_data(request):
    """Everything that can be downloaded, with licence and the day of the last change."""
    rows = [
        {
            "subject": subject,
            **subject.standing(),
            "files": [{"name": f"{sheet.name}.csv", "about": part_about(sheet)} for sheet in sheets(subject)],
            "json": f"{subject.code}.json",
        }
        for subject in subjects()
    ]
    days = [row["changed"] for row in rows if row["changed"]]
    context = {
        "rows": rows,
        "last_change": max(days, default=None),
        "today": timezone.now(),
        "address": settings.SITE_URL + reverse("opendata:page"),
        "download_rate": rate(settings.DOWNLOAD_RATE),
        "breadcrumbs": [(_("Open data"), "")],
        **_terms(),
    }
    return render(request, "tracking/open_data.html", context)


@require_safe
def data_dictionary(request):
    """What every column of every file means."""
    books = [
        {"name": f"{sheet.name}.csv", "about": part_about(sheet), "columns": sheet.columns, "title": subject.title}
        for subject in subjects()
        for sheet in sheets(subject)
    ]
    crumbs = [(_("Open data"), reverse("opendata:page")), (_("Data dictionary"), "")]
    return render(request, "tracking/data_dictionary.html", {"books": books, "breadcrumbs": crumbs})


@require_safe
def api_documentation(request):
    """How programs ask, from the same description that they read."""
    told = schema.document(get_language())
    context = {
        "about": told["info"]["description"],
        "version": schema.VERSION,
        "resources": documentation.resources(told, [subject.code for subject in subjects()]),
        "root": f"{settings.SITE_URL}/{schema.PREFIX}",
        "most": asking.MOST_PER_PAGE,
        "usual": asking.PER_PAGE,
        "lasts": answers.LASTS // 60,
        "breadcrumbs": [(_("Open data"), reverse("opendata:page")), (_("API"), "")],
        **_terms(),
    }
    return render(request, "tracking/api_documentation.html", context)


def download(request, made, name, content_type):
    """Pieces of text or bytes as a file to keep, with its checksum; 304 for who has these very bytes.

    The pieces wait on the disk until the last is written: what fails half-way is an error, never half a file.
    """
    out, checksum = tempfile.TemporaryFile(), hashlib.sha256()  # noqa: SIM115 -- the response closes it
    for piece in made:
        data = piece.encode() if isinstance(piece, str) else piece
        checksum.update(data)
        out.write(data)
    out.seek(0)
    response = FileResponse(out, as_attachment=True, filename=name, content_type=content_type)
    response["Cache-Control"] = f"public, max-age={answers.LASTS}"
    response["Link"] = links()
    response["ETag"] = etag = quote_etag(checksum.hexdigest()[:32])
    answer = get_conditional_response(request, etag=etag, response=response)
    for header, value in SHARED.items():
        answer[header] = value
    return answer


def counted(view):
    """A view that a visitor may ask for so often and no more; 429 with Retry-After beyond that."""

    def limited(request, *args, **kwargs):
        throttle = DownloadThrottle()
        if throttle.allow_request(request, view):
            return view(request, *args, **kwargs)
        wait = str(int(throttle.wait() or 1) + 1)
        words = _("Too many files in a short time. Wait %(seconds)s seconds, then try again.") % {"seconds": wait}
        return HttpResponse(
            words, status=429, content_type="text/plain; charset=utf-8", headers={"Retry-After": wait, **SHARED}
        )

    return require_safe(limited)


@counted
def file(request, name, ending):
    """One file: a subject or its parts as CSV, a subject as JSON, or the dictionary as either."""
    language = get_language()
    if name == "dictionary":
        text = dictionary.csv_text(language) if ending == "csv" else dictionary.json_text(language)
        return download(request, text, f"{name}.{ending}", CSV if ending == "csv" else JSON)
    if ending == "json" and find(name):
        return download(request, files.json_text(find(name), language), f"{name}.json", JSON)
    if (name, ending) == ("codes", "csv"):
        return download(request, dictionary.codes_csv(), "codes.csv", CSV)
    found = [sheet for subject in subjects() if name.startswith(subject.code) for sheet in sheets(subject)]
    sheet = next((one for one in found if one.name == name and ending == "csv"), None)
    if sheet is None:
        raise Http404
    return download(request, files.csv_text(sheet, language), f"{name}.csv", CSV)


@counted
def archive(request):
    """Everything in one ZIP file, with the dictionary and a note."""
    return download(request, files.archive(get_language()), "open-data.zip", "application/zip")
