"""Reports."""

from django.contrib.auth.decorators import login_required
from django.http import Http404


@login_required
def report_compile(request, pk):
    """Page."""
    raise Http404


@login_required
def report_detail(request, pk):
    """Page."""
    raise Http404


@login_required
def report_download(request, pk, format):
    """Page."""
    raise Http404
