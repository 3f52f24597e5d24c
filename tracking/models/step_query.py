"""Finds implementation steps."""

from django.db import models

from .visibility import Visibility, visible_to


class ImplementationStepQuerySet(models.QuerySet):
    """Implementation steps."""

    def visible_to(self, user):
        """Those the person may see."""
        return self.filter(visible_to(user))

    def open(self):
        """Planned or under way."""
        return self.filter(status__in=self.model.OPEN)

    def overdue(self, today):
        """Open steps whose due date has passed."""
        return self.open().filter(due_date__lt=today)

    def for_listing(self):
        """With government and the recommendations they answer."""
        return self.select_related("local_government").prefetch_related("follow_ups__recommendation")

    def unfunded(self):
        """Open steps whose resources are not secured, not even in part."""
        return self.open().filter(resources=self.model.Resources.NO)

    def modelled_on(self, key):
        """Those that were taken over from the step or practice with this key."""
        return self.filter(credit_key=key)

    def published(self):
        """Those that anyone may see."""
        return self.filter(visibility=Visibility.PUBLIC)

    def for_plan(self, follow_ups):
        """With the recommendations of these follow-ups, their clusters, and money, in a fixed number of queries."""
        answered = follow_ups.prefetch_related("recommendation__theme_links__theme")
        return self.prefetch_related(models.Prefetch("follow_ups", answered), "budget_lines")

    def for_detail(self):
        """With all that hangs on a step, in a fixed number of queries."""
        return self.select_related("local_government__state", "plan", "owner", "updated_by").prefetch_related(
            "targets__goal",
            "rights",
            "groups",
            "partners",
            "challenges",
            "outputs",
            "people_reached",
            "budget_lines__group",
            "progress_notes__added_by",
            "evidence",
        )
