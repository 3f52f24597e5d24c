"""Finds follow-ups."""

from django.db import models

from .visibility import Visibility, visible_to


class FollowUpQuerySet(models.QuerySet):
    """Follow-ups."""

    def visible_to(self, user):
        """Those the person may see."""
        return self.filter(visible_to(user))

    def published(self):
        """Those that anyone may see."""
        return self.filter(visibility=Visibility.PUBLIC)

    def statuses_of(self, recommendations):
        """{recommendation id: {status: number of governments}}, in one query; in the order of the scale."""
        found, scale = {}, [status for status, _label in self.model._meta.get_field("status").flatchoices]
        rows = self.filter(recommendation__in=recommendations).order_by()
        for pk, status, number in rows.values_list("recommendation", "status").annotate(models.Count("pk")):
            found.setdefault(pk, {})[status] = number
        return {pk: {status: of[status] for status in scale if status in of} for pk, of in found.items()}

    def recommendations_by_status(self):
        """{status: number of recommendations for which at least one government has it}, in one query."""
        rows = self.order_by().values_list("status")
        return dict(rows.annotate(models.Count("recommendation", distinct=True)))

    def relevant(self):
        """Those the government does something about."""
        return self.exclude(relevance="").exclude(relevance=self.model.Relevance.NOT_OURS)

    def for_listing(self):
        """With government and recommendation at hand."""
        return self.select_related("local_government", "recommendation__review__state")
