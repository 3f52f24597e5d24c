"""Home: what waits for the person."""

from django.contrib.auth.decorators import login_required
from django.http import Http404


@login_required
def home(request):
    """Page."""
    raise Http404
