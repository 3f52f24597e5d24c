"""Follow-ups."""

from django.contrib.auth.decorators import login_required
from django.http import Http404


@login_required
def followup_triage(request, pk):
    """Page."""
    raise Http404


@login_required
def followup_edit(request, pk, recommendation):
    """Page."""
    raise Http404
