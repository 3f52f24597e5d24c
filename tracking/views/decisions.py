"""Steps of a contribution."""

from django.contrib.auth.decorators import login_required
from django.http import Http404


@login_required
def contribution_hand_in(request, pk):
    """Page."""
    raise Http404


@login_required
def contribution_send_back(request, pk):
    """Page."""
    raise Http404


@login_required
def contribution_approve(request, pk):
    """Page."""
    raise Http404


@login_required
def contribution_accept(request, pk):
    """Page."""
    raise Http404


@login_required
def contribution_return(request, pk):
    """Page."""
    raise Http404


@login_required
def contribution_next_version(request, pk):
    """Page."""
    raise Http404
