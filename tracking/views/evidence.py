"""Evidence."""

from django.contrib.auth.decorators import login_required
from django.http import Http404


@login_required
def evidence_add(request, pk):
    """Page."""
    raise Http404


@login_required
def evidence_remove(request, pk):
    """Page."""
    raise Http404


@login_required
def evidence_file(request, pk):
    """Page."""
    raise Http404
