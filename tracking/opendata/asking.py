"""What the address of an answer may ask for: language, filters, order, page. Anything else is refused in words."""

import datetime

import django_filters
from django import forms
from django.conf import settings
from django.utils.translation import get_supported_language_variant, gettext_lazy, trans_real
from django.utils.translation import gettext as _
from rest_framework import filters, pagination
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from .terms import terms

PER_PAGE, MOST_PER_PAGE = 50, 200
LANGUAGE, ORDER, PAGE, SIZE = "language", "ordering", "page", "page_size"
LAST_PAGE = 10**9


def language_of(request):
    """The language to answer in: that of ?language=, else the best that the program accepts, else the site's first."""
    known = dict(settings.LANGUAGES)
    asked = request.GET.get(LANGUAGE, "")
    if asked in known:
        return asked
    for accepted, _weight in trans_real.parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        try:
            return get_supported_language_variant(accepted)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def check(request, known):
    """Raise ValidationError where the address asks for something unknown, for one thing twice, or for no language."""
    wrong = {}
    for name, values in request.GET.lists():
        if name not in known:
            words = {"name": name, "known": ", ".join(sorted(known))}
            wrong[name] = [_("There is no “%(name)s” here. There are: %(known)s.") % words]
        elif len(values) > 1:
            wrong[name] = [_("Ask for it once.")]
        elif not values[0]:
            wrong[name] = [_("Give a value, or leave it out.")]
    languages = [code for code, _name in settings.LANGUAGES]
    if request.GET.get(LANGUAGE) and request.GET[LANGUAGE] not in languages:
        wrong.setdefault(LANGUAGE, []).append(_("The languages are: %(known)s.") % {"known": ", ".join(languages)})
    if wrong:
        raise ValidationError(wrong)


def parameter(name, about, kind="string", **schema):
    """A parameter of an address, as OpenAPI describes it."""
    described = {"type": kind, **schema}
    return {"name": name, "required": False, "in": "query", "description": str(about), "schema": described}


def language_parameter():
    """The parameter that names the language of the answer."""
    about = gettext_lazy("Language of labels and texts; without it, the best that Accept-Language names.")
    return parameter(LANGUAGE, about, enum=[code for code, _name in settings.LANGUAGES])


class CodeFilter(django_filters.ModelChoiceFilter):
    """Rows that belong to one row of another subject, named by its code; an unknown code is refused."""

    described = {"kind": "string"}

    def __init__(self, *args, **options):
        refused = {"invalid_choice": gettext_lazy("“%(value)s” is not known here.")}
        super().__init__(*args, **{"error_messages": refused, **options})


class IdFilter(CodeFilter):
    """The same, named by its id."""

    described = {"kind": "integer", "minimum": 1}


class WholeNumberFilter(django_filters.NumberFilter):
    """A whole number between two."""

    field_class = forms.IntegerField

    def __init__(self, *args, **options):
        self.described = {"kind": "integer", "minimum": options["min_value"], "maximum": options["max_value"]}
        super().__init__(*args, **options)


class YesNoFilter(django_filters.TypedChoiceFilter):
    """true or false."""

    described = {"kind": "boolean"}

    def __init__(self, *args, **options):
        choices = [("true", "true"), ("false", "false")]
        super().__init__(*args, **{"choices": choices, "coerce": lambda value: value == "true", **options})


class SinceFilter(django_filters.DateFilter):
    """Rows changed on a day or later, by the clock of UTC."""

    described = {"kind": "string", "format": "date"}

    def __init__(self, field_name="updated_at", **options):
        label = gettext_lazy("Changed on this day (UTC) or later, as YYYY-MM-DD.")
        super().__init__(field_name=field_name, **{"label": label, "input_formats": ["%Y-%m-%d"], **options})

    def filter(self, rows, value):
        """Those that changed since the day began."""
        if not value:
            return rows
        begins = datetime.datetime.combine(value, datetime.time(), datetime.UTC)
        return rows.filter(**{f"{self.field_name}__gte": begins})


class Filters(filters.BaseFilterBackend):
    """The filters of a subject: its `filterset_class`, checked as a form."""

    def filter_queryset(self, request, queryset, view):
        """The rows that fit; raises ValidationError with every parameter that makes no sense."""
        found = view.filterset_class(request.query_params, queryset, request=request)
        if not found.is_valid():
            raise ValidationError(found.errors)
        return found.qs

    def get_schema_operation_parameters(self, view):
        """The filters as OpenAPI describes them."""
        return [described(name, one) for name, one in view.filterset_class.base_filters.items()]


def described(name, one):
    """A filter as OpenAPI describes it."""
    told = dict(getattr(one, "described", {}))
    if type(one) is django_filters.ChoiceFilter:
        told["enum"] = [value for value, _label in one.extra["choices"]]
    return parameter(name, one.label, **told)


class Order(filters.BaseFilterBackend):
    """The order of the rows: one of the subject's `orders`, or its own; the id decides where rows are equal."""

    def filter_queryset(self, request, queryset, view):
        """The rows in order; raises ValidationError for an order that the subject does not know."""
        asked = request.query_params.get(ORDER)
        if asked is None:
            return queryset.order_by(*view.ordering)
        if asked not in self.known(view):
            words = {"known": ", ".join(self.known(view))}
            raise ValidationError({ORDER: [_("The orders are: %(known)s.") % words]})
        fields = view.orders[asked.removeprefix("-")]
        if asked.startswith("-"):
            fields = [name.removeprefix("-") if name.startswith("-") else f"-{name}" for name in fields]
        return queryset.order_by(*fields, "pk")

    def known(self, view):
        """What may be asked for; a minus turns the order round."""
        return [name for order in view.orders for name in (order, f"-{order}")]

    def get_schema_operation_parameters(self, view):
        """The order as OpenAPI describes it."""
        about = gettext_lazy("Order of the rows; a minus turns it round.")
        return [parameter(ORDER, about, enum=self.known(view))] if view.orders else []


class Pages(pagination.PageNumberPagination):
    """One page of the rows, with licence and source: who keeps the answer keeps both.

    A size above the limit is refused, so that nobody misses rows without noticing.
    """

    invalid_page_message = gettext_lazy("There is no page {page_number}. Begin with the first and follow “next”.")

    page_size, max_page_size = PER_PAGE, MOST_PER_PAGE
    page_query_param, page_size_query_param = PAGE, SIZE
    page_size_query_description = gettext_lazy("Rows on a page.")
    page_query_description = gettext_lazy("Number of the page, from 1.")

    def get_page_size(self, request):
        """The size asked for; raises ValidationError where it is no number from 1 to the limit."""
        return self._number(request, SIZE, self.page_size, self.max_page_size)

    def get_page_number(self, request, paginator):
        """The page asked for; raises ValidationError where it is no number."""
        return self._number(request, PAGE, 1, LAST_PAGE)

    def get_paginated_response(self, data):
        """The rows last, so that a reader sees first what they are part of."""
        told = super().get_paginated_response(data).data
        return Response({name: told[name] for name in ("count", "next", "previous")} | terms() | {"results": data})

    def get_paginated_response_schema(self, schema):
        """The same as OpenAPI describes it."""
        described = super().get_paginated_response_schema(schema)
        words = {"type": "string"}
        licence = {"type": "object", "properties": {"name": words, "url": words}, "required": ["name", "url"]}
        described["properties"] |= {"licence": licence, "source": words}
        described["required"] = [*described["required"], "licence", "source"]
        return described

    def _number(self, request, name, usual, most):
        asked = request.query_params.get(name)
        if asked is None:
            return usual
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 12 else 0
        if not 1 <= number <= most:
            raise ValidationError({name: [_("Give a whole number from 1 to %(most)s.") % {"most": most}]})
        return number

    def get_schema_operation_parameters(self, view):
        """Both parameters as OpenAPI describes them."""
        size = {"minimum": 1, "maximum": self.max_page_size, "default": self.page_size}
        page = {"minimum": 1, "maximum": LAST_PAGE, "default": 1}
        return [
            parameter(PAGE, self.page_query_description, "integer", **page),
            parameter(SIZE, self.page_size_query_description, "integer", **size),
        ]
