"""The search page."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from . import finding

LONGEST_QUERY = 200  # characters


def search(request):
    """Everything public that holds the words in ?q=; without words, only the form."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    results = finding.search(query, request.GET) if query else None
    context = {"query": query, "results": results, "breadcrumbs": [(_("Search"), "")]}
    return render(request, "cms/search.html", context)
