"""How each kind of object is told: open to new kinds, and never at a loss.

A kind that nobody registered is told from its model: its name, its `str()`, its address, and the names and choices of
its fields. Register a Kind where that is not enough.
"""

import dataclasses
from collections.abc import Callable

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy

from ..models import (
    Event,
    Evidence,
    Status,
    User,
)
from ..models.role import Role

Verb = Event.Verb


def own_address(row):
    """The address that a row names itself, or ""."""
    return row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""


@dataclasses.dataclass(frozen=True)
class Kind:
    """One kind of object.

    `related` is what its title needs beside the row; `words` name fields that its model lacks or names badly:
    {field: (label, choices, a model, or None)}; `sentences` say in own words what happened:
    {(verb, name of a changed field or ""): sentence}.
    """

    name: str
    label: str = ""
    related: tuple = ()
    title: Callable = str
    address: Callable = own_address
    words: dict = dataclasses.field(default_factory=dict)
    sentences: dict = dataclasses.field(default_factory=dict)

    @property
    def model(self):
        """The model, or None where there is none of this name any more."""
        try:
            return apps.get_model("tracking", self.name)
        except LookupError:
            return None

    @property
    def heading(self):
        """The kind in words."""
        return str(self.label or (self.model._meta.verbose_name if self.model else self.name))

    def field(self, name):
        """(label, choices, a model, or None) of a changed field."""
        if name in self.words:
            return self.words[name]
        if name in COMMON:
            return COMMON[name]
        field = self._model_field(name)
        if field is None:
            return name.replace("_", " "), None
        return field.verbose_name, field.related_model if field.is_relation else dict(field.flatchoices) or None

    def _model_field(self, name):
        if self.model is None:
            return None
        try:
            field = self.model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        return field if hasattr(field, "verbose_name") else None

    def sentence(self, verb, names):
        """What happened, in own words; else the verb's."""
        for name in (*names, ""):
            if (verb, name) in self.sentences:
                return str(self.sentences[verb, name])
        return str(dict(Verb.choices).get(verb, verb))


COMMON = {
    "user": (gettext_lazy("person"), User),
    "by": (gettext_lazy("person"), User),
    "role": (gettext_lazy("role"), dict(Role.choices)),
    "status": (gettext_lazy("status"), dict(Status.choices)),
    "paragraph": (gettext_lazy("recommendation"), None),
    "evidence": (gettext_lazy("evidence"), dict(Evidence.Kind.choices)),
    "target": (gettext_lazy("SDG target"), None),
    "missing": (gettext_lazy("missing in the file"), None),
}
KINDS = {}


def register(kind):
    """Tell objects of this kind so; the last word counts."""
    KINDS[kind.name] = kind
    return kind


def kind_of(name):
    """The Kind of this name; made from its model where nobody registered it."""
    return KINDS.get(name) or Kind(name)
