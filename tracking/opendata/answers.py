"""How the API answers: as JSON, with a checksum that says whether anything changed, and with errors in one shape."""

import hashlib
from http import HTTPStatus

from django.http import HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.dateparse import parse_datetime
from django.utils.http import http_date, parse_etags, quote_etag
from django.utils.translation import get_language
from rest_framework.exceptions import ValidationError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.views import exception_handler

from .terms import links

LASTS = 300  # seconds that a cache may show an answer without asking again, as with published documents
CHANGED = "updated"  # the field of a row that says when it last changed
STANDING = ("Cache-Control", "Content-Language", "ETag", "Last-Modified", "Link", "Vary")


class AlwaysJson(BaseContentNegotiation):
    """There is one format, whatever a program says it accepts."""

    def select_parser(self, request, parsers):
        """None: nothing is ever sent here."""
        return

    def select_renderer(self, request, renderers, format_suffix=None):
        """The only renderer."""
        return renderers[0], renderers[0].media_type


def problem(status, detail, errors=()):
    """An error as plain data: its code, what is wrong, and with which parameter."""
    rows = [{"parameter": name, "message": message} for name, message in errors]
    return {"status": int(status), "title": HTTPStatus(status).phrase, "detail": str(detail), "errors": rows}


def handled(error, context):
    """The answer to an exception, in the shape of `problem`; None for what the site does not expect."""
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, ValidationError):
        found = [(name, str(message)) for name, messages in response.data.items() for message in messages]
        detail = " ".join(f"{name}: {message}" for name, message in found)
        response.data = problem(response.status_code, detail, found)
    else:
        response.data = problem(response.status_code, response.data["detail"])
    return response


def stamp(response, *, is_by_header):
    """Say of a good answer its language, terms and life; `is_by_header`: the language is the accepted one."""
    response["Content-Language"] = get_language()
    response["Link"] = links()
    response["Cache-Control"] = f"public, max-age={LASTS}"
    if is_by_header:
        patch_vary_headers(response, ["Accept-Language"])


def conditional(request, response):
    """The rendered answer with its ETag; an empty 304 where the program has these very bytes.

    Last-Modified only informs: what was taken back leaves no date behind, so only the checksum tells whether anything
    changed.
    """
    if response.status_code != HTTPStatus.OK:
        return response
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    known = [one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))]
    if etag not in known and "*" not in known:
        return response
    same = HttpResponseNotModified()
    for name in STANDING:
        if name in response:
            same[name] = response[name]
    return same


def last_modified(data):
    """When the newest row of an answer changed, as HTTP writes dates; "" where its rows have no dates."""
    rows = data["results"] if "count" in data else [data]  # a practice has results of its own
    days = [row[CHANGED] for row in rows if row.get(CHANGED)]
    return http_date(parse_datetime(max(days)).timestamp()) if days else ""
