"""The ways back of a contribution: withdrawn by its government, an acceptance taken back, a draft removed."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .event import Event


class WaysBack:
    """What can be undone, and until when; every method holds the row (see ContributionStages)."""

    @transaction.atomic
    def withdraw(self, *, by, now):
        """Submitted or accepted -> withdrawn: the report uses it no more, nor the accepted versions before it.

        Raises ValidationError once an edition of the report is locked: then only a correction can be added.
        """
        self._take()
        if self.status not in (self.Status.SUBMITTED, self.Status.ACCEPTED):
            raise ValidationError(_("Only a submitted or accepted version can be withdrawn."))
        self._expect_unlocked()
        replaced = type(self).objects.versions_of(self).accepted().filter(version__lt=self.version)
        for version in [self, *(replaced if self.status == self.Status.ACCEPTED else ())]:
            version._withdraw(by=by, now=now)

    def _withdraw(self, *, by, now):
        uses = apps.get_model("tracking", "AnswerUse").objects.filter(answer__contribution=self)
        # That its words could harm people is remembered: a next version may say them again.
        uses.exclude(reason="sensitive").delete()
        # A sentence that rested on it stays the coordinator's, and is shown as one without a source.
        apps.get_model("tracking", "NationalSentence").objects.filter(answer__contribution=self).update(answer=None)
        self.status, self.withdrawn_by, self.withdrawn_at = self.Status.WITHDRAWN, by, now
        self._save_with_event(Event.Verb.WITHDRAWN, by=by, now=now)

    @transaction.atomic
    def undo_accept(self, *, by, now):
        """Accepted -> submitted again, to be decided anew; what it replaced counts again until then.

        Raises ValidationError once the report is locked, or where a newer version was begun from it.
        """
        self._expect(self.Status.ACCEPTED)
        self._expect_unlocked()
        if type(self).objects.versions_of(self).filter(version__gt=self.version).exists():
            raise ValidationError(_("There is a newer version already."))
        self.status, self.decided_by, self.decided_at = self.Status.SUBMITTED, None, None
        self._save_with_event(Event.Verb.TAKEN_BACK, by=by, now=now)

    @transaction.atomic
    def remove(self, *, by, now):
        """Take out a draft that was begun on behalf of the government, with all that was typed in."""
        self._expect(self.Status.DRAFT)
        if not self.is_on_behalf:
            raise ValidationError(_("Only a draft that was begun on behalf of a government can be removed."))
        self._tell(Event.Verb.REMOVED, {"version": self.version}, by=by, now=now)
        self.delete()
