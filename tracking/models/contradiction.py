"""Notes with which the coordinator settles what the inputs contradict each other in."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .call import Call
from .event import Event
from .recommendation import Recommendation


class ContradictionNoteQuerySet(models.QuerySet):
    """Notes on contradictions."""

    @transaction.atomic
    def settle(self, call, *, kind, key, recommendation, note, by, now, seen=""):
        """Settle one flag of the call with a note; the same note twice is one. Returns the note that stands.

        Other words take the place of a note whose `moment` is `seen`: who writes has read what stands there. Raises
        ValidationError where nothing is said, or somebody else settled it with other words meanwhile.
        """
        if not note.strip():
            raise ValidationError({"note": _("Say why.")})
        Call.objects.select_for_update(no_key=True).get(pk=call.pk)
        said = {"kind": kind, "recommendation": recommendation, "note": note.strip(), "by": by, "at": now}
        row, is_new = self.get_or_create(call=call, key=key, defaults=said)
        if is_new:
            after = {"kind": kind, "paragraph": recommendation.paragraph if recommendation else ""}
            Event.objects.record(Event.Verb.SETTLED, row, by=by, now=now, after=after)
        elif row.note != note.strip():
            if seen != row.moment:
                raise ValidationError(_("Nothing was changed: somebody settled it meanwhile. Their note stands below."))
            row._say(note.strip(), by=by, now=now)
        return row


class ContradictionNote(models.Model):
    """The note that settles one flag. `key` is made of the facts: where they change, the flag stands again."""

    class Kind(models.TextChoices):
        SETBACK = "setback", _("implemented here, a setback there")
        NO_EVIDENCE = "no-evidence", _("implemented without evidence")
        DISPUTED = "disputed", _("disputed by a commenter")
        WRONG_WAY = "wrong-way", _("the indicator moves the wrong way")
        COUNTED_TWICE = "counted-twice", _("the same programme counted twice")
        NUMBER_CHANGED = "number-changed", _("a number differs from last time")
        NOT_COMPETENT = "not-competent", _("a claim outside the own competence")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="contradiction_notes")
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, null=True, blank=True, related_name="contradiction_notes"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    key = models.CharField(max_length=64)
    note = models.TextField(_("note"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("written at"))

    objects = ContradictionNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note on a contradiction")
        verbose_name_plural = _("notes on contradictions")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "key"], name="contradiction_settled_once"),
            models.CheckConstraint(
                condition=~Q(note=""), name="contradiction_note_says_something", violation_error_message=_("Say why.")
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.recommendation})"

    @property
    def moment(self):
        """When the words that stand here were written, as a form sends it back."""
        return self.at.isoformat()

    def _say(self, note, *, by, now):
        """Other words instead of these; who wrote the earlier ones and when stays in the history."""
        before = {"by": self.by_id, "at": self.moment}
        self.note, self.by, self.at = note, by, now
        self.save(update_fields=["note", "by", "at"])
        after = {"by": self.by_id, "at": self.moment}
        Event.objects.record(Event.Verb.CHANGED, self, by=by, now=now, before=before, after=after)
