"""What a government records about itself beside its steps: who may see it, who wrote it, what its events tell."""

import datetime

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from .event import Event
from .publishing import Publishable
from .visibility import Visibility, visible_to

TWICE_WITHIN = datetime.timedelta(minutes=1)


class RecordQuerySet(models.QuerySet):
    """Records of governments."""

    def visible_to(self, user):
        """Those the person may see."""
        return self.filter(visible_to(user))

    def twin_of(self, record, *, by, now):
        """The same record as a new one, saved by the same person within the last minute; None where there is none.

        Takes the government's row, so that two requests at once come one after the other.
        """
        government = type(record.local_government).objects.select_for_update(no_key=True)
        government.get(pk=record.local_government_id)
        told = {"id", "updated_at", "updated_by", "document"}
        same = {
            field.attname: getattr(record, field.attname) for field in record._meta.fields if field.name not in told
        }
        return self.filter(updated_by=by, updated_at__gte=now - TWICE_WITHIN, **same).first()


class Record(Publishable, models.Model):
    """A row that a government keeps: each has `local_government`, and names in EVENT_FIELDS what events may tell."""

    EVENT_FIELDS = ("visibility",)  # codes, numbers and dates; never free text
    is_on_sensitive_topic = False  # it tells of the government itself, not of a recommendation

    visibility = models.CharField(
        _("who may see it"), max_length=10, choices=Visibility.choices, default=Visibility.INTERNAL
    )
    updated_at = models.DateTimeField(_("last update"))
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @transaction.atomic
    def save_work(self, *, by, now, on_behalf_of=""):
        """Save what a person wrote, with its event."""
        stored = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        before, after = stored._facts() if stored else {}, self._facts()
        changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
        self.updated_at, self.updated_by = now, by
        self.save()
        self._record(
            Event.Verb.CHANGED if stored else Event.Verb.ADDED,
            by=by,
            now=now,
            on_behalf_of=on_behalf_of,
            before={name: before[name] for name in self.EVENT_FIELDS if name in changed and name in before},
            after={name: after[name] for name in self.EVENT_FIELDS if name in changed and name in after},
        )

    @transaction.atomic
    def remove(self, *, by, now):
        """Delete it; what its event tells of it stays."""
        self._record(Event.Verb.REMOVED, by=by, now=now, before=self._facts())
        self.delete()

    def _facts(self):
        values = {name: getattr(self, name) for name in self.EVENT_FIELDS}
        return {name: str(value) for name, value in values.items() if value not in (None, "")}

    def _record(self, verb, *, by, now, **values):
        Event.objects.record(verb, self, by=by, now=now, local_government=self.local_government, **values)
