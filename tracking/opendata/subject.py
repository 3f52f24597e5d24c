"""A subject of open data: which rows, which fields, what may be asked for. Addresses and files both come from it."""

import datetime

import django_filters
from django.db.models import Count, Max
from django.http import HttpResponse
from django.utils import timezone, translation
from rest_framework import renderers, viewsets

from . import answers, asking
from .schema import SubjectSchema
from .throttling import ApiThrottle


class NoFilters(django_filters.FilterSet):
    """A subject that is read whole."""


class Subject(viewsets.ReadOnlyModelViewSet):
    """A read-only list of public rows, and each of them.

    `rows` is the only place that says which rows those are, and it asks the same querysets as the public pages.
    `part_of` is what a row is called in the files that hold its parts, `key` the field by which they name it.
    """

    code = title = about = ""
    part_of, key = "", "id"
    orders = {}  # name of an order: the columns it goes by
    ordering = ("pk",)
    filterset_class = NoFilters

    schema = SubjectSchema()
    lookup_field = "id"
    lookup_value_regex = "[0-9]{1,18}"
    authentication_classes = permission_classes = parser_classes = ()
    renderer_classes = (renderers.JSONRenderer,)
    content_negotiation_class = answers.AlwaysJson
    throttle_classes = (ApiThrottle,)
    pagination_class = asking.Pages
    filter_backends = (asking.Filters, asking.Order)
    http_method_names = ("get", "head", "options")

    @classmethod
    def rows(cls):
        """The rows that everybody may see, with all that their fields ask for, in the active language."""
        raise NotImplementedError

    @classmethod
    def standing(cls):
        """{"count", "changed"}: how many rows, and when the newest changed; None where its rows have no dates."""
        source = getattr(cls.serializer_class().fields.get(answers.CHANGED), "source", None)
        asked = {"count": Count("pk"), **({"changed": Max(source)} if source else {})}
        return {"changed": None, **cls.rows().order_by().aggregate(**asked)}

    def get_queryset(self):
        """The rows."""
        return self.rows()

    @classmethod
    def known_parameters(cls):
        """What the address of the list may ask for."""
        always = {asking.LANGUAGE, asking.PAGE, asking.SIZE}
        return {*cls.filterset_class.base_filters, *always, *({asking.ORDER} if cls.orders else ())}

    def dispatch(self, request, *args, **kwargs):
        """Answer in the language asked for and by the clock of UTC, whoever asks."""
        with translation.override(asking.language_of(request)), timezone.override(datetime.UTC):
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request, *args, **kwargs):
        """Count the visitor, then refuse what nobody can answer."""
        super().initial(request, *args, **kwargs)
        asking.check(request, self.known_parameters() if self.action == "list" else {asking.LANGUAGE})

    def get_exception_handler(self):
        """Errors in one shape."""
        return answers.handled

    def options(self, request, *args, **kwargs):
        """Nothing but what may be done here."""
        return HttpResponse(status=204, headers={"Allow": ", ".join(self.allowed_methods)})

    def finalize_response(self, request, response, *args, **kwargs):
        """Put checksum, date and language on a good answer."""
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == 200:
            answers.stamp(response, is_by_header=asking.LANGUAGE not in request.GET)
            modified = answers.last_modified(response.data)
            if modified:
                response["Last-Modified"] = modified
            response.add_post_render_callback(lambda rendered: answers.conditional(request, rendered))
        return response
