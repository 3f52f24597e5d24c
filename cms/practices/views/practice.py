"""A practice under its permanent address, as a citation, and beside another one."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.addresses import page_url
from cms.models import PracticePage

from ..access import fetch_practice
from ..citation import FORMATS
from ..comparison import rows_for
from ..proposing import list_for


def practice_permanent(request, key):
    """Lead to the practice as it is called today, in the reader's language; say so where it is off the site."""
    try:
        return redirect(page_url(fetch_practice(key)))
    except Http404:
        was_shown = PracticePage.objects.filter(translation_key=key, first_published_at__isnull=False).exists()
        if not was_shown:
            raise
    return render(request, "cms/practices/practice_gone.html", status=410)


def practice_cite(request, key, form):
    """The citation as a file: txt, bib or ris."""
    practice = fetch_practice(key)
    if form not in FORMATS:
        raise Http404
    content_type, write = FORMATS[form]
    response = HttpResponse(write(practice), content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{practice.slug}.{form}"'
    return response


def practice_compare(request):
    """Two practices side by side; with one or none, the choice of the missing ones."""
    shown = PracticePage.objects.shown_in(get_language())
    choices = list(shown.for_listing().order_by("title", "pk"))
    by_key = {str(practice.translation_key): practice for practice in choices}
    wanted = list(dict.fromkeys(request.GET.getlist("practice")))
    chosen = [by_key[key] for key in wanted if key in by_key]
    pair = []
    if len(chosen) == 2:
        full = PracticePage.objects.select_related("city__state", "review__state", "locale", "alias_of__locale")
        pair = [full.get(pk=practice.pk) for practice in chosen]
    index = list_for(get_language())
    context = {
        "list_address": page_url(index) if index else "/",
        "breadcrumbs": [*([(index.title, page_url(index))] if index else []), (_("Compare two practices"), "")],
        "choices": choices,
        "pair": pair,
        "chosen_keys": [str(practice.translation_key) for practice in chosen][:2],
        "is_too_many": len(wanted) > 2,
        "rows": rows_for(*pair) if pair else [],
    }
    return render(request, "cms/practices/practice_compare.html", context)
