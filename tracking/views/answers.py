"""Answers."""

from django.contrib.auth.decorators import login_required
from django.http import Http404


@login_required
def answer_edit(request, pk, recommendation):
    """Page."""
    raise Http404


@login_required
def answer_remove(request, pk, recommendation):
    """Page."""
    raise Http404
