"""The append-only record of who did what, when and on what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventQuerySet(models.QuerySet):
    """Events, newest first."""

    def about(self, obj):
        """Events on one object."""
        return self.filter(object_kind=obj._meta.model_name, object_id=obj.pk)

    def record(self, verb, on, *, by, now, local_government=None, before=None, after=None, on_behalf_of=""):
        """Write that `by` did `verb` on the saved object `on` at `now`.

        Call it inside the transaction of the change. `before` and `after` are small JSON-able dicts of the
        fields that changed; never free text about persons. `by` is None for what the system did by itself.
        `on_behalf_of` is the role or department that answered by phone or on paper, while `by` typed it in.
        """
        return self.create(
            verb=verb,
            object_kind=on._meta.model_name,
            object_id=on.pk,
            local_government=local_government,
            by=by,
            at=now,
            before=before or {},
            after=after or {},
            on_behalf_of=on_behalf_of,
        )


class Event(models.Model):
    """One thing that happened. Rows are only ever added."""

    class Verb(models.TextChoices):
        ADDED = "added", _("added")
        CHANGED = "changed", pgettext_lazy("what happened", "changed")
        REMOVED = "removed", _("removed")
        IMPORTED = "imported", pgettext_lazy("what happened", "imported")
        TRIAGED = "triaged", _("triaged")
        STATUS_SET = "status-set", _("status set")
        TAGGED = "tagged", _("tagged")
        UNTAGGED = "untagged", _("tag removed")
        OPENED = "opened", _("opened")
        CLOSED = "closed", pgettext_lazy("what happened", "closed")
        HANDED_IN = "handed-in", _("handed in for approval")
        SENT_BACK = "sent-back", _("sent back to the preparer")
        SUBMITTED = "submitted", _("approved and submitted")
        RETURNED = "returned", _("returned by the coordinator")
        ACCEPTED = "accepted", _("accepted by the coordinator")
        COMPILED = "compiled", _("compiled")
        NOTED = "noted", pgettext_lazy("what happened", "progress noted")
        COPIED = "copied", _("taken over from a model")
        HANDED_OVER = "handed-over", _("handed over")
        CONFIRMED = "confirmed", pgettext_lazy("what happened", "confirmed")
        TAKEN_OVER = "taken-over", _("taken over")
        PUBLISHED = "published", pgettext_lazy("what happened", "published")
        REFUSED = "refused", _("refused")
        READING_ASKED = "reading-asked", _("second reader asked")
        KEPT_INTERNAL = "kept-internal", _("kept internal by the second reader")
        TAKEN_BACK = "taken-back", _("taken back from the public")
        WITHDRAWN = "withdrawn", _("withdrawn by the government")
        DECIDED = "decided", pgettext_lazy("what happened", "decided what the report uses")
        SETTLED = "settled", _("contradiction settled")
        APPROVED = "approved", _("approval recorded")
        LOCKED = "locked", pgettext_lazy("what happened", "locked")
        REMINDED = "reminded", pgettext_lazy("what happened", "reminded")

    verb = models.CharField(_("what"), max_length=20, choices=Verb.choices)
    object_kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    local_government = models.ForeignKey(
        "tracking.LocalGovernment", on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    at = models.DateTimeField(_("when"))
    on_behalf_of = models.CharField(_("on behalf of"), max_length=200, blank=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)

    objects = EventQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["object_kind", "object_id"], name="event_by_object")]

    def __str__(self):
        return f"{self.get_verb_display()} ({self.object_kind} {self.object_id})"
