"""Mid-term input."""

from django.contrib.auth.decorators import login_required
from django.http import Http404


@login_required
def contribution_start(request, pk, call):
    """Page."""
    raise Http404


@login_required
def contribution_detail(request, pk):
    """Page."""
    raise Http404
