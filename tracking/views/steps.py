"""Implementation steps."""

from django.contrib.auth.decorators import login_required
from django.http import Http404


@login_required
def step_list(request, pk):
    """Page."""
    raise Http404


@login_required
def step_add(request, pk):
    """Page."""
    raise Http404


@login_required
def step_detail(request, pk):
    """Page."""
    raise Http404


@login_required
def step_edit(request, pk):
    """Page."""
    raise Http404
