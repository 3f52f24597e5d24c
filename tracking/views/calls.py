"""Calls for input."""

from django.contrib.auth.decorators import login_required
from django.http import Http404


@login_required
def call_list(request):
    """Page."""
    raise Http404


@login_required
def call_add(request):
    """Page."""
    raise Http404


@login_required
def call_detail(request, pk):
    """Page."""
    raise Http404


@login_required
def call_open(request, pk):
    """Page."""
    raise Http404


@login_required
def call_close(request, pk):
    """Page."""
    raise Http404
