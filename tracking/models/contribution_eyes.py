"""Four eyes on a version: who wrote it does not approve it, and does not take it into the report either."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .event import Event
from .membership import Membership
from .role import Role

WRITES = (Event.Verb.ADDED, Event.Verb.CHANGED, Event.Verb.HANDED_IN)


class FourEyes:
    """Whose own work a version is: for them somebody else approves and accepts.

    What the State's people typed in on behalf of a government may be accepted by who typed it only where the
    government's own approver confirmed it; then the words are the government's. Who holds a role on both sides
    counts as one of the State's.
    """

    @property
    def writers(self):
        """The people (primary keys) who started this version, wrote in it or handed it in."""
        written = Event.objects.about(self).filter(verb__in=WRITES, by__isnull=False)
        return {*written.values_list("by", flat=True), self.prepared_by_id} - {None}

    @property
    def is_confirmed(self):
        """Typed in on behalf of the government, and approved by its own approver."""
        return self.is_on_behalf and self.approved_by_id in self._speakers()

    @property
    def barred_from_approving(self):
        """The people (primary keys) who are not the second one: the preparer, and on behalf whoever wrote.

        The government's own approver may mend what was typed in, and then confirm it.
        """
        preparer = {self.prepared_by_id} - {None}
        return preparer | (self.writers - self._speakers()) if self.is_on_behalf else preparer

    @property
    def barred_from_accepting(self):
        """The people (primary keys) who would accept their own work for the State."""
        if not self.is_on_behalf:
            return (self.writers | {self.approved_by_id}) - {None}
        # Another coordinator who approved is the second pair of eyes, and may accept what they read.
        return set() if self.is_confirmed else self.writers

    def _speakers(self):
        """The approvers (primary keys) who speak for the government alone."""
        places = Q(local_government=self.local_government_id)
        if self.local_government.is_collected_by_parent:
            places |= Q(local_government=self.local_government.parent_id)
        both = Membership.objects.filter(state=self.local_government.state_id, role=Role.COORDINATOR)
        approvers = Membership.objects.filter(places, role=Role.APPROVER).exclude(user__in=both.values("user"))
        return set(approvers.values_list("user", flat=True))

    def _expect_other_than_writers(self, by):
        if by.pk == self.prepared_by_id:
            raise ValidationError(_("A second person of the government must approve."))
        if by.pk in self.barred_from_approving:
            raise ValidationError(_("You wrote in this version: somebody else approves it."))

    def _expect_other_decider(self, by):
        if by.pk in self.barred_from_accepting:
            raise ValidationError(_("You wrote, handed in or approved this version: somebody else accepts it."))
