"""How a step is saved: as a whole, or one section of it with the rows that hang on it; each time with its event."""

from django.db import transaction

from .event import Event
from .followup import FollowUp


class StepWork:
    """Mixed into ImplementationStep: every change of it, and of the rows under it."""

    # What an event may tell of a step: codes and dates, never free text.
    EVENT_FIELDS = ("kind", "status", "visibility", "start_date", "due_date", "end_date")
    EVENT_FIELDS += ("approach", "resources", "strength", "effect", "change", "is_embedded", "has_gender_focus")
    EVENT_FIELDS += ("is_date_uncertain",)
    # What tells one row from another among the rows of a kind; an event counts the rows.
    ROW_KEYS = {
        "partners": ("name",),
        "challenges": ("kind",),
        "outputs": ("label", "unit"),
        "people_reached": ("unit", "dimension", "category"),
        "budget_lines": ("year", "currency", "source"),
    }

    def _facts(self):
        values = {name: getattr(self, name) for name in self.EVENT_FIELDS}
        return {name: str(value) for name, value in values.items() if value}

    def _follow_up_of(self, recommendation, *, by, now):
        """The government's follow-up; made where there is none."""
        return FollowUp.objects.get_or_create(
            local_government=self.local_government,
            recommendation=recommendation,
            defaults={"updated_at": now, "updated_by": by},
        )[0]

    @transaction.atomic
    def save_work(self, recommendations, *, by, now, on_behalf_of=""):
        """Save what a person wrote, as the answer to exactly these recommendations.

        A follow-up that does not exist yet is made, still to be triaged. `on_behalf_of` names the role for whom
        somebody else typed it in. A new step that names its model is told as taken over.
        """
        stored = type(self).objects.filter(pk=self.pk).first()
        before = stored._facts() if stored else {}
        if stored is None:
            self.added_by = by
            self.owner = self.owner or by
        self._save_now(by=by, now=now)
        self.follow_ups.set(self._follow_up_of(recommendation, by=by, now=now) for recommendation in recommendations)
        after, verb = self._facts(), Event.Verb.CHANGED
        if stored is None:
            verb = Event.Verb.COPIED if self.credit_key else Event.Verb.ADDED
            after |= {"credit_key": self.credit_key} if self.credit_key else {}
        self._tell(verb, before, after, by=by, now=now, on_behalf_of=on_behalf_of)

    @transaction.atomic
    def save_section(self, section, *, by, now, links=None, rows=None, on_behalf_of=""):
        """Save one section of a stored step; its fields are set on the object already.

        `links` gives {many-to-many field: objects} and `rows` {related name: list of dicts of fields}; both become
        exactly what stands there afterwards. A row that only changed keeps its key. `section` is a code for the event.
        """
        before = type(self).objects.get(pk=self.pk)._facts()
        self._save_now(by=by, now=now)
        for name, objects in (links or {}).items():
            getattr(self, name).set(objects)
        after = self._facts()
        for name, wanted in (rows or {}).items():
            before[name] = getattr(self, name).count()
            self._replace_rows(name, wanted)
            after[name] = len(wanted)
        self._tell(Event.Verb.CHANGED, before, after, by=by, now=now, on_behalf_of=on_behalf_of, section=section)

    def _save_now(self, *, by, now):
        self.updated_at, self.updated_by = now, by
        self.save()

    def _replace_rows(self, name, wanted):
        """Make the rows exactly the wanted ones: found by their key, else new; what nobody wants any more goes."""
        related = getattr(self, name)
        stored = {}
        for row in related.all():
            stored.setdefault(tuple(getattr(row, field) for field in self.ROW_KEYS[name]), []).append(row)
        kept = []
        for values in wanted:
            found = stored.get(tuple(values[field] for field in self.ROW_KEYS[name]))
            row = found.pop(0) if found else related.model(step=self)
            kept.append((row, values))
        related.exclude(pk__in=[row.pk for row, _values in kept if row.pk]).delete()
        for row, values in kept:
            for field, value in values.items():
                setattr(row, field, value)
            row.save()

    def _tell(self, verb, before, after, *, by, now, on_behalf_of, section=""):
        changed = [name for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name)]
        Event.objects.record(
            verb,
            self,
            by=by,
            now=now,
            local_government=self.local_government,
            on_behalf_of=on_behalf_of,
            before={name: before[name] for name in changed if name in before},
            after={name: after[name] for name in changed if name in after} | ({"section": section} if section else {}),
        )
