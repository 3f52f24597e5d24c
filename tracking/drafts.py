"""What people typed and did not save: kept as they type, given back when they return, gone once they save."""

import datetime
import re

from django.forms import CheckboxInput, CheckboxSelectMultiple, SelectMultiple
from django.http import QueryDict

from .models import FormDraft

LONGEST = 100_000  # characters of one draft: ten times the longest form
MOST = 100  # drafts of one person; the oldest make room
KEPT_DAYS = 90
TICKS = (CheckboxInput, CheckboxSelectMultiple, SelectMultiple)
UNKEPT = ("csrfmiddlewaretoken", "keep_draft", "next", "go_on", "more", "confirmed")


def form_of(path):
    """The name of a form: its address without the language, so that a draft is found in every language."""
    return re.sub(r"^/[a-z]{2}(-[a-z]+)?/", "/", path)[:300]


def keep(user, path, posted, *, now):
    """Keep the posted texts and choices of a form, never its files; None where they are too long to keep."""
    data = {
        _storable(name): [_storable(text) for text in posted.getlist(name)] for name in posted if name not in UNKEPT
    }
    if sum(len(value) for values in data.values() for value in values) > LONGEST:
        return None
    draft = FormDraft.objects.keep(user, form_of(path), data, now=now)
    too_many = FormDraft.objects.filter(user=user).order_by("-saved_at", "-pk").values("pk")[MOST:]
    FormDraft.objects.filter(pk__in=[row["pk"] for row in too_many]).delete()
    return draft


def _storable(text):
    """The text without the one sign that PostgreSQL stores nowhere, and that nobody types."""
    return text.replace("\0", "")


def of(user, path):
    """The person's draft of the form, or None."""
    return FormDraft.objects.filter(user=user, form=form_of(path)).first()


def drop(user, path):
    """Forget the person's draft of the form."""
    FormDraft.objects.filter(user=user, form=form_of(path)).delete()


def drop_old(now):
    """Forget drafts that nobody has touched for ninety days; return how many."""
    return FormDraft.objects.filter(saved_at__lt=now - datetime.timedelta(days=KEPT_DAYS)).delete()[0]


def typed(draft):
    """What a draft holds, in the shape in which a browser sends it."""
    query = QueryDict(mutable=True)
    for name, values in draft.data.items():
        query.setlist(name, values)
    return query


def restore(form, draft):
    """Show a draft in an unbound form: its fields and rows begin with what was typed, upon the version of then."""
    query = typed(draft)
    for name, field in form.fields.items():
        # A browser sends nothing for a box that is not ticked.
        if form.add_prefix(name) in query or isinstance(field.widget, TICKS):
            form.initial[name] = field.widget.value_from_datadict(query, {}, form.add_prefix(name))
    if "version" in query:
        form.version = query["version"]
    restore_rows = getattr(form, "restore_rows", None)
    if restore_rows:
        restore_rows(query)


def restored(formset, draft):
    """The inline formset as it was typed, rows that were added and not saved included."""
    return type(formset)(typed(draft), instance=formset.instance, prefix=formset.prefix)
