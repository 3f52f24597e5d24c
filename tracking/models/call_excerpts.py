"""Showing every government what of its input stands in the draft of the report, until a day."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .event import Event


class CallExcerpts:
    """What a call knows about its excerpts; `excerpts_sent_*` and `excerpts_until` are its columns."""

    @property
    def is_showing_excerpts(self):
        """Governments see what of their input stands in the draft."""
        return self.excerpts_sent_at is not None

    def is_confirming(self, today):
        """Excerpts wait for the word of the governments, and their last day has not passed."""
        return self.is_showing_excerpts and today <= self.excerpts_until

    @transaction.atomic
    def send_excerpts(self, until, *, by, now):
        """Let every government see and confirm its excerpts until a day; again with another day moves that day."""
        self._take()
        if self.is_locked:
            raise ValidationError(_("The report is locked; there is nothing to confirm any more."))
        if self.is_draft:
            raise ValidationError(_("This call is not open yet: nobody has sent anything."))
        if until < timezone.localdate(now):
            raise ValidationError({"until": _("Choose a day that has not passed.")})
        self.excerpts_sent_at, self.excerpts_sent_by, self.excerpts_until = now, by, until
        self.save(update_fields=["excerpts_sent_at", "excerpts_sent_by", "excerpts_until"])
        Event.objects.record(Event.Verb.CHANGED, self, by=by, now=now, after={"excerpts_until": until.isoformat()})
