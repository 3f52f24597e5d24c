"""The search page."""

from django.shortcuts import render

from .searching import search_everything

LONGEST_QUERY = 200  # characters


def search(request):
    """Guidance, practices and recommendations that hold the words in ?q=; without words, only the form."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    return render(request, "cms/search.html", {"query": query, "results": search_everything(query) if query else None})
