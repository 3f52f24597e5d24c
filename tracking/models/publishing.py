"""What rows have in common whose texts may become public: what would be shown, how delicate it is, and the way back."""

import hashlib
import json

from django.db import transaction
from django.utils.text import capfirst

from .event import Event
from .second_reading import SecondReading
from .visibility import Visibility


class Publishable:
    """Mixed into a model with `visibility`: names what everybody would read once it is public.

    A model lists its own free texts in PUBLIC_TEXTS, and in PUBLIC_PARTS those of the rows that hang on it
    ({related name: fields}). It says whether its topic is sensitive, and, where these differ from the row itself, whose
    it is (`publisher`) and under which object its history stands (`told_on`). PUBLIC_JOINS are the related rows that
    these three need, so that lists fetch them at once. PUBLISHER is the path of fields to the government that shows
    it; None for a record that the State keeps of one.
    """

    PUBLISHER = "local_government"
    PUBLIC_TEXTS = ()
    PUBLIC_PARTS = {}
    PUBLIC_JOINS = ("local_government",)

    @property
    def object_kind(self):
        """The kind's code in events, readings and addresses."""
        return self._meta.model_name

    @property
    def publisher(self):
        """The government that shows it."""
        return self.local_government

    @property
    def told_on(self):
        """The object on which events tell what happened to it."""
        return self

    @property
    def is_on_sensitive_topic(self):
        """Whether a second person must read it before it becomes public."""
        raise NotImplementedError

    @property
    def is_public(self):
        """Everybody may see it."""
        return self.visibility == Visibility.PUBLIC

    def public_words(self):
        """[(label, text)] of all free texts that everybody would read, in the order of the form; no empty ones."""
        words = [(capfirst(self._meta.get_field(name).verbose_name), getattr(self, name)) for name in self.PUBLIC_TEXTS]
        for related, names in self.PUBLIC_PARTS.items():
            for part in getattr(self, related).all():
                label = capfirst(part._meta.verbose_name)
                words += [(label, getattr(part, name)) for name in names]
        return [(label, str(text)) for label, text in words if text]

    @property
    def fingerprint(self):
        """What everybody would read, as 64 hexadecimal digits: it changes with every word."""
        said = sorted(text for _label, text in self.public_words())
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    def publish(self, *, by, now):
        """Show it to everybody; False where it is public already.

        Asks nobody: second_reading.py decides who may.
        """
        return self._show_to(Visibility.PUBLIC, Event.Verb.PUBLISHED, by=by, now=now)

    def unpublish(self, *, by, now):
        """Take it back from the public, for its own people; False where it is not public."""
        return self._show_to(Visibility.INTERNAL, Event.Verb.TAKEN_BACK, by=by, now=now)

    @transaction.atomic
    def _show_to(self, visibility, verb, *, by, now):
        rows = type(self).objects.filter(pk=self.pk)
        if verb == Event.Verb.TAKEN_BACK:
            rows = rows.filter(visibility=Visibility.PUBLIC)
        before = type(self).objects.values_list("visibility", flat=True).get(pk=self.pk)
        is_changed = bool(rows.exclude(visibility=visibility).update(visibility=visibility))
        if is_changed:
            self.visibility = visibility
            self.record_publishing(verb, by=by, now=now, before=before, after=visibility)
        return is_changed

    def delete(self, *args, **kwargs):
        """Delete it; nobody is asked to read it any longer."""
        SecondReading.objects.about(self).open().delete()
        return super().delete(*args, **kwargs)

    def record_publishing(self, verb, *, by, now, before=None, after=None):
        """Write the event of a step on the way to the public, or back."""
        Event.objects.record(
            verb,
            self.told_on,
            by=by,
            now=now,
            local_government=self.publisher,
            before={"visibility": before} if before else {},
            after={"visibility": after} if after else {},
        )
