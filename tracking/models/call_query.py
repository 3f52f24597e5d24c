"""Finds calls for input."""

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from .membership import Membership
from .place import LocalGovernment


class CallQuerySet(models.QuerySet):
    """Calls for input."""

    def open(self):
        """Calls that take input."""
        return self.filter(status="open")

    def reminding(self):
        """Calls that still wait for input: open, and no edition of their report is locked."""
        return self.open().exclude(reports__locked_at__isnull=False)

    def asking(self, government):
        """Calls of the government's State that ask this government: by name, or because they ask all."""
        chosen = self.model.governments.through.objects.filter(call=OuterRef("pk"))
        is_asked = Exists(chosen.filter(localgovernment=government)) | ~Exists(chosen)
        return self.filter(is_asked, review__state=government.state_id)

    def with_chosen_count(self):
        """With `chosen_count`: how many governments it asks by name; 0 where it asks all."""
        chosen = self.model.governments.through.objects.filter(call=OuterRef("pk"))
        counted = chosen.order_by().values("call").annotate(number=models.Count("pk")).values("number")
        return self.annotate(chosen_count=Coalesce(Subquery(counted, output_field=models.IntegerField()), 0))

    def for_listing(self):
        """With review and State, and with `heard`."""
        return self.select_related("review__state").with_heard()

    def with_heard(self):
        """With `heard`: of how many governments something lies with the coordinator or is accepted.

        What was returned or withdrawn counts no more.
        """
        lies_there = Q(contributions__status__in=("submitted", "accepted"))
        return self.annotate(heard=models.Count("contributions__local_government", lies_there, distinct=True))

    def visible_to(self, user):
        """Calls of the States the person serves; open and closed ones of their government's State."""
        if not user.is_authenticated:
            return self.none()
        own = LocalGovernment.objects.of_user(user).values("state")
        return self.filter(
            Q(review__state__in=Membership.objects.serving(user).values("state"))
            | (~Q(status="draft") & Q(review__state__in=own))
        )
