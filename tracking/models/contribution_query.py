"""Finds contributions."""

from django.db import models
from django.db.models import Q

from .membership import Membership
from .place import LocalGovernment
from .role import Role


class ContributionQuerySet(models.QuerySet):
    """Contributions."""

    def frozen(self):
        """Versions that were submitted and never change again."""
        return self.filter(submitted_at__isnull=False)

    def accepted(self):
        """Versions that the coordinator accepted."""
        return self.filter(status="accepted")

    def latest(self):
        """The newest version of each government."""
        newer = self.model.objects.filter(
            call=models.OuterRef("call"),
            local_government=models.OuterRef("local_government"),
            version__gt=models.OuterRef("version"),
        )
        return self.filter(~models.Exists(newer))

    def standing(self):
        """The newest accepted version of each government of a call: what its report may use."""
        newer = self.model.objects.accepted().filter(
            call=models.OuterRef("call"),
            local_government=models.OuterRef("local_government"),
            version__gt=models.OuterRef("version"),
        )
        return self.accepted().filter(~models.Exists(newer))

    def newest_accepted(self, call):
        """What the report of a call knows: the newest accepted version of each government that the call asks.

        A newer version counts from the moment it is accepted; one that was withdrawn counts no more.
        """
        return self.standing().filter(call=call, local_government__in=call.governments_asked())

    def visible_to(self, user):
        """Own government's versions; for those who serve the State only what was submitted.

        What the State's coordinators typed in on behalf of a government they see from the first word.
        """
        if not user.is_authenticated:
            return self.none()
        served = Membership.objects.serving(user)
        return self.filter(
            self._in_hands(user) | Q(submitted_at__isnull=False, local_government__state__in=served.values("state"))
        )

    def in_hands_of(self, user):
        """Those that the person's side writes: of the own government, or on behalf of a government of the State."""
        return self.filter(self._in_hands(user)) if user.is_authenticated else self.none()

    @staticmethod
    def _in_hands(user):
        coordinated = Membership.objects.filter(user=user, role=Role.COORDINATOR)
        return Q(local_government__in=LocalGovernment.objects.of_user(user).values("pk")) | (
            ~Q(on_behalf_of="") & Q(local_government__state__in=coordinated.values("state"))
        )

    def for_listing(self):
        """With call and government at hand."""
        return self.select_related("call__review__state", "local_government__state")

    def versions_of(self, contribution):
        """All versions of the government's input to the call, newest first."""
        return self.filter(call=contribution.call_id, local_government=contribution.local_government_id).order_by(
            "-version"
        )
