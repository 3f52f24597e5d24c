"""The API as OpenAPI describes it: made from the subjects, once in each language."""

import functools

from django.conf import settings
from django.urls import include, path
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.settings import patched_settings
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from . import asking

PREFIX = "api/v1/"
VERSION = "1.0.0"
ROUTES = "tracking.opendata.api_urls.routes"
ABOUT = _(
    "Everything that this site publishes, and nothing else, to read without an account. Addresses and fields of "
    "version 1 stay; new ones may be added."
)


class WrongParameter(serializers.Serializer):
    """What is wrong with one parameter."""

    parameter = serializers.CharField(help_text=_("The parameter that cannot be answered."))
    message = serializers.CharField(help_text=_("What is wrong with it."))


class Problem(serializers.Serializer):
    """What went wrong, and what to do."""

    status = serializers.IntegerField(help_text=_("The status of the answer."))
    title = serializers.CharField(help_text=_("The name of the status."))
    detail = serializers.CharField(help_text=_("What is wrong, in words."))
    errors = WrongParameter(many=True, help_text=_("One entry for each parameter that is wrong."))


class SubjectSchema(AutoSchema):
    """Describes the two addresses of a subject."""

    def get_tags(self):
        """The subject's code, under which the documentation gathers its addresses."""
        return [self.view.code]

    def get_operation_id(self):
        """Such as list_states and get_states."""
        return f"{'list' if self.view.action == 'list' else 'get'}_{self.view.code.replace('-', '_')}"

    def get_description(self):
        """What the subject is about."""
        return str(self.view.about)

    def get_summary(self):
        """What the subject is called."""
        return str(self.view.title)

    def get_override_parameters(self):
        """The language of the answer, everywhere; and what names a row in the address of one."""
        told = asking.language_parameter()
        found = [OpenApiParameter(told["name"], str, description=told["description"], enum=told["schema"]["enum"])]
        if self.view.action == "retrieve":
            name = self.view.lookup_url_kwarg or self.view.lookup_field
            about = _("The row, by its field “%(field)s”.") % {"field": name}
            pattern = f"^{self.view.lookup_value_regex}$"
            kind = {"type": "string", "pattern": pattern}
            found.append(OpenApiParameter(name, kind, OpenApiParameter.PATH, required=True, description=about))
        return found

    def get_response_serializers(self):
        """The rows, and the errors that may stand in their place."""
        rows = super().get_response_serializers()
        codes = {200: rows, 304: OpenApiResponse(description=_("Nothing has changed since the checksum sent."))}
        codes[400] = OpenApiResponse(Problem, description=_("A parameter is unknown, or its value makes no sense."))
        codes[404] = OpenApiResponse(Problem, description=_("There is no such row or page."))
        codes[429] = OpenApiResponse(Problem, description=_("Too many requests; Retry-After says how long to wait."))
        return codes


def document(language):
    """The whole description as plain data; the texts in a language. Read it, change nothing."""
    return _document(language, settings.SITE_URL)


@functools.lru_cache(maxsize=16)
def _document(language, site):
    told = {"TITLE": settings.SITE_NAME, "VERSION": VERSION, "POSTPROCESSING_HOOKS": [], "SERVERS": [{"url": site}]}
    told |= {"SCHEMA_PATH_PREFIX": f"/{PREFIX}", "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": True, "DESCRIPTION": ABOUT}
    told["LICENSE"] = dict(zip(("name", "url"), settings.OPEN_DATA_LICENCE, strict=True))
    told["SORT_OPERATION_PARAMETERS"] = False
    with override(language), patched_settings(told):
        routes = [path(PREFIX, include(import_string(ROUTES)))]
        return SchemaGenerator(patterns=routes).get_schema(public=True)
