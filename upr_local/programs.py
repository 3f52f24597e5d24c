"""What programs read: addresses without a language, errors as JSON, and answers that pages of other sites may use."""

from http import HTTPStatus

from django.conf import settings
from django.http import JsonResponse
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils.translation import gettext

PREFIX = "/api/"
SHARED = {  # public data without cookies: any site may read it
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
    "Access-Control-Expose-Headers": "Content-Language, ETag, Last-Modified, Link, Retry-After",
    "Access-Control-Max-Age": "86400",
}


class ProgramsMiddleware:
    """Puts the headers for other sites on every answer to a program, and makes JSON of error pages meant for people."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.path_info.startswith(PREFIX):
            return response
        if response.status_code >= 400 and not response.get("Content-Type", "").startswith("application/json"):
            title = HTTPStatus(response.status_code).phrase
            told = {"status": response.status_code, "title": title, "detail": self.detail(response), "errors": []}
            response = JsonResponse(told, status=response.status_code)
        for name, value in SHARED.items():
            response[name] = value
        return response

    def detail(self, response):
        """What is wrong, in words; where nothing is found, where to begin."""
        if response.status_code != HTTPStatus.NOT_FOUND:
            return HTTPStatus(response.status_code).phrase
        begin = settings.SITE_URL + reverse("api:root")
        return gettext("There is nothing at this address. Begin at %(address)s.") % {"address": begin}


class SiteLocaleMiddleware(LocaleMiddleware):
    """Leaves answers to programs alone: what is not there stays not there, and is not looked for in a language."""

    def process_response(self, request, response):
        """The language of a page; nothing for programs, whose answers say it themselves."""
        if request.path_info.startswith(PREFIX):
            return response
        return super().process_response(request, response)
