"""What the API says of itself: where it begins, and its description as OpenAPI."""

import json

import yaml
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from rest_framework import renderers
from rest_framework.response import Response
from rest_framework.views import APIView

from . import answers, asking, schema
from .catalogue import subjects
from .throttling import ApiThrottle


class Described(APIView):
    """An answer about the API itself, under the same rules as its rows."""

    authentication_classes = permission_classes = parser_classes = ()
    renderer_classes = (renderers.JSONRenderer,)
    content_negotiation_class = answers.AlwaysJson
    throttle_classes = (ApiThrottle,)
    http_method_names = ("get", "head", "options")
    schema = None

    def dispatch(self, request, *args, **kwargs):
        """Answer in the language asked for."""
        with translation.override(asking.language_of(request)):
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request, *args, **kwargs):
        """Count the visitor, then refuse what nobody can answer."""
        super().initial(request, *args, **kwargs)
        asking.check(request, {asking.LANGUAGE})

    def get_exception_handler(self):
        """Errors in one shape."""
        return answers.handled

    def options(self, request, *args, **kwargs):
        """Nothing but what may be done here."""
        return HttpResponse(status=204, headers={"Allow": ", ".join(self.allowed_methods)})

    def finalize_response(self, request, response, *args, **kwargs):
        """Put checksum and language on a good answer."""
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == 200:
            answers.stamp(response, is_by_header=asking.LANGUAGE not in request.GET)
            response.add_post_render_callback(lambda rendered: answers.conditional(request, rendered))
        return response


class Root(Described):
    """Where a program begins: every subject with its address, the description, the licence."""

    def get(self, request):
        """The list of subjects."""
        name, address = settings.OPEN_DATA_LICENCE
        rows = [
            {"subject": one.code, "title": str(one.title), "url": whole(f"api:{one.code}-list")} for one in subjects()
        ]
        about = {"version": schema.VERSION, "licence": {"name": name, "url": address}, "subjects": rows}
        return Response({**about, "openapi": whole("api:openapi-json"), "documentation": whole("opendata:api")})


class OpenApiJson(Described):
    """The description as JSON."""

    def get(self, request):
        """The description in the language asked for."""
        return Response(schema.document(translation.get_language()))


class YamlRenderer(renderers.BaseRenderer):
    """YAML, in the order of the data and without aliases."""

    media_type, format, charset = "application/yaml", "yaml", "utf-8"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        """The bytes."""
        plain = json.loads(json.dumps(data))
        return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=120).encode()


class OpenApiYaml(OpenApiJson):
    """The description as YAML."""

    renderer_classes = (YamlRenderer,)


def whole(name):
    """An address of this site with its host."""
    return settings.SITE_URL + reverse(name)
