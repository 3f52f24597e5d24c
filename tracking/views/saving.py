"""Transactions of views that show a form and save it."""

from functools import wraps

from django.db import transaction


def atomic_when_posted(view):
    """Decorate a view so that a POST is one transaction, and a GET none: who only reads never waits for a writer."""
    saving = transaction.atomic(view)

    @wraps(view)
    def shown_or_saved(request, *args, **kwargs):
        return (saving if request.method == "POST" else view)(request, *args, **kwargs)

    return shown_or_saved
