"""The search page."""

from django.shortcuts import render

from . import finding

LONGEST_QUERY = 200  # characters


def search(request):
    """Everything public that holds the words in ?q=; without words, only the form."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    results = finding.search(query, request.GET) if query else None
    return render(request, "cms/search.html", {"query": query, "results": results})
