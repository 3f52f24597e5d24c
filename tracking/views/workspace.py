"""A government's board."""

from django.contrib.auth.decorators import login_required
from django.http import Http404


@login_required
def workspace(request, pk):
    """Page."""
    raise Http404
