"""Texts that were typed into a form that could not be saved, to be given back to who typed them."""

import re
import sys

from django import forms
from django.http import UnreadablePostError
from django.utils.text import capfirst

SHORTEST_TEXT = 15  # characters: dates, numbers and choices are typed again quickly
WITH_TEXTS = ("tracking", "cms")  # whose forms hold words of people; sign-in forms hold secrets
HIDDEN = {"version", "seen"}  # marks of the page, not words of a person
SECRET = re.compile("password|token|secret|passkey|credential", re.IGNORECASE)


def given_back(request):
    """[(label, text)] of what a form of the workspace or of a survey carried: only texts, never passwords or keys.

    Forms elsewhere (sign-in, second factor) hold secrets: of them nothing is given back.
    """
    if request.method != "POST" or getattr(request.resolver_match, "app_name", "") not in WITH_TEXTS:
        return []
    try:
        posted = request.POST
    except (UnreadablePostError, OSError):
        return []
    labels = _labels(request.resolver_match)
    return [
        (labels.get(_field(name)) or _readable(name), text)
        for name in posted
        for text in posted.getlist(name)
        if _is_typed(name, text)
    ]


def _is_typed(name, text):
    return _field(name) not in HIDDEN and not SECRET.search(name) and len(text.strip()) >= SHORTEST_TEXT


def _field(name):
    """The field of a posted name: "correction-words" and "form-0-words" are both "words"."""
    return name.rpartition("-")[2]


def _labels(match):
    """{field: label} of the forms that the page's module uses; a label on which they differ is not known."""
    page = sys.modules.get(getattr(match.func, "__module__", ""))
    found = {}
    for kind in vars(page).values() if page else ():
        if isinstance(kind, type) and issubclass(kind, forms.BaseForm):
            for name, field in getattr(kind, "base_fields", {}).items():
                found.setdefault(name, set()).add(str(field.label or ""))
    return {name: labels.pop() for name, labels in found.items() if len(labels) == 1}


def _readable(name):
    """A name that code gave to a field, in words: "results-0-what_changed" is "What changed"; "" for a bare number."""
    words = re.sub(r"[-_\d]+", " ", _field(name)).strip()
    return capfirst(words)
