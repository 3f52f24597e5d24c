"""What views share that show a form and save it: the transaction, and the word afterwards."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.utils.translation import gettext as _


def atomic_when_posted(view):
    """Decorate a view so that a POST is one transaction, and a GET none: who only reads never waits for a writer."""
    saving = transaction.atomic(view)

    @wraps(view)
    def shown_or_saved(request, *args, **kwargs):
        return (saving if request.method == "POST" else view)(request, *args, **kwargs)

    return shown_or_saved


def twin_among(rows, form, *, told):
    """The row that holds in all its plain fields what was typed into the form of a new one; None where none does.

    `told` names the fields that saving fills. Ask after `is_valid`: the twin itself may be all that makes it invalid,
    and what is wrong in a field is no twin's.
    """
    if not set(form.errors) <= {NON_FIELD_ERRORS}:
        return None
    plain = [field.attname for field in form.instance._meta.fields if field.name not in {"id", *told}]
    typed = [getattr(form.instance, name) for name in plain]
    return next((row for row in rows if [getattr(row, name) for name in plain] == typed), None)


def tell_saved(request, form, sentence=""):
    """Say that it is saved, and what a PublishingForm held back from the public."""
    messages.success(request, sentence or _("Saved."))
    if form.outcome:
        messages.warning(request, form.outcome)
